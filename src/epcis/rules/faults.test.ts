// How much is told of what is wrong: all of it, up to a bound that nothing that is sent can move.
import { describe, expect, test } from '@jest/globals';
import { faultsMax } from '../../kernel/index.js';
import { pointerLengthMax } from './faults.js';
import { depthMax } from '../json/json-bounds.js';
import { faultsOf, first, object, without } from '../../../test/epcis/sound-events.js';

describe('a document is refused', () => {
  test('for all its faults at once', () => {
    const event = { ...without(object, 'action'), epcList: ['x', 'y'], colour: 1 };
    expect(faultsOf(event)).toHaveLength(4);
  });

  test('with a pointer that ends where a name in it is too long', () => {
    const pointerOf = (name: string) => faultsOf({ ...object, 'x:a': { [name]: ['\0'] } })[0]?.[0];
    const around = `${first}/x:a`;
    expect(pointerOf('n')).toBe(`${around}/n/0`);
    const fits = 'n'.repeat(pointerLengthMax - `${around}//0`.length);
    expect(pointerOf(fits)).toBe(`${around}/${fits}/0`);
    expect(pointerOf(`${fits}n`)).toBe(`${around}/${fits}n`);
    expect(pointerOf('n'.repeat(5_000))).toBe(around);
  });

  test('that is nested 10,000 levels deep, by one fault at the bound', () => {
    let deep: unknown = 'bottom';
    for (let level = 0; level < 10_000; level += 1) deep = [deep];
    const faults = faultsOf({ ...object, 'farm:deep': deep });
    expect(faults).toHaveLength(1);
    expect(faults[0]?.[0]?.split('/')).toHaveLength(depthMax + 1);
  });

  test('with no more faults than it takes to say that there are too many', () => {
    const list = Array.from({ length: 10 * faultsMax }, () => without(object, 'action'));
    expect(faultsOf(object, { epcisBody: { eventList: list } })).toHaveLength(faultsMax + 1);
  });
});
