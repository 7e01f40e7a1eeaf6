import { expect, test } from '@jest/globals';
import { faultsMax } from '../../kernel/index.js';
import { FaultList } from '../rules/faults.js';
import { list } from './json-reader.js';
import { fault, rootSpot } from '../rules/spot.js';

test('a list is read no further than its faults are told', () => {
  let read = 0;
  const bad = list((_, spot) => {
    read += 1;
    return fault(spot, 'is wrong');
  });
  bad(Array(10 * faultsMax).fill(1), rootSpot(new FaultList()));
  expect(read).toBe(faultsMax + 1);
});
