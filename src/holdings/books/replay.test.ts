import { expect, test } from '@jest/globals';
import type { Posting } from '../model/model.js';
import { replay } from './replay.js';

test('a replay takes a step for each posting, so that a long one can be done in turns', () => {
  const order = { at: 1, rank: 0, author: 'F', eventId: 'e', ref: 'e' };
  const fresh = [0, 1, 2].map((position): Posting => {
    return { order: { ...order, position }, work: { kind: 'fixed', flows: [] } };
  });
  const replaying = replay({ loads: new Map(), tail: [] }, { fresh, dropped: [] });
  for (let step = 1; step <= 3; step += 1) expect(replaying.next().done).toBe(false);
  expect(replaying.next()).toMatchObject({ done: true, value: { kind: 'done' } });
});
