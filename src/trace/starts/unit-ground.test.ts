import { expect, test } from '@jest/globals';
import { defaultBounds } from '../books/bounds.js';
import type { GraphMove, TraceGraph } from '../books/graph.js';
import { instancesSince, sourcesOf, targetsIn } from './unit-ground.js';

/** `old 1 5` is an instance that was named at hours 1 and 5. */
function movesOf(lives: readonly string[]): GraphMove[] {
  return lives.flatMap((life) => {
    const [instance = '', ...hours] = life.split(' ');
    return hours.map((at): GraphMove => {
      const order = { ref: `${instance}${at}`, position: 0, at: Number(at), rank: 0 };
      return {
        order: { ...order, author: 'P', eventId: at },
        instance,
        to: { kind: 'place', id: 'P' },
        custody: null,
      };
    });
  });
}

test.each([
  ['one unit', ['only 1 5'], null, ['only']],
  ['an SSCC used again: the newest', ['old 1 5', 'new 9 12'], null, ['new']],
  ['from before the new one began: both', ['old 1 5', 'new 9 12'], 6, ['old', 'new']],
  ['from the beginning of the new one on: that alone', ['old 1 5', 'new 9 12'], 9, ['new']],
  ['a copy that somebody claims at the same time', ['own 1 9', 'copy 5 7'], null, ['own', 'copy']],
  ['a unit that has stood still since long before', ['only 1'], 50, ['only']],
  ['nothing by then', [], null, []],
] as const)('%s', (_, lives, from, expected) => {
  expect(instancesSince(movesOf(lives), from)).toEqual(expected);
});

test('a unit that held more than is read is asked back from not at all, and the answer says so', async () => {
  const holder = { kind: 'unit' as const, id: 'U' };
  const line = {
    holder,
    product: 'X',
    uom: 'KGM',
    batch: 'A',
    owner: null,
    book: 'goods' as const,
  };
  const gate = { holders: [holder], from: 0, until: 0 };
  const ground = { gate, units: [], lines: [line], isAll: false };
  expect(targetsIn({ ...ground, isAll: true })).toHaveLength(1);
  const targets = targetsIn(ground);
  expect(targets).toEqual([]);
  const unread = {} as TraceGraph;
  expect(await sourcesOf(unread, { ground, targets }, defaultBounds)).toEqual({
    ...{ sources: [], cut: { by: 'flows', at: 0 } },
  });
});
