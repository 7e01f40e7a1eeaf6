import { expect, test } from '@jest/globals';
import { faultsMax, faultyProblem, invalidRequest, pointerTo } from './problem.js';

const faults = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ pointer: `/${i}`, detail: 'is wrong' }));

test('an answer lists so many faults, and says so where there are more', () => {
  expect(faultyProblem(invalidRequest, 'The body', faults(faultsMax)).errors).toHaveLength(
    faultsMax,
  );
  const { message, errors } = faultyProblem(invalidRequest, 'The body', faults(faultsMax + 1));
  expect(message).toBe(`/0: is wrong (and ${faultsMax} more)`);
  expect(errors).toHaveLength(faultsMax + 1);
  expect(errors.at(-1)).toEqual({ pointer: '', detail: expect.stringContaining('only the first') });
});

test('a pointer escapes what separates its parts', () => {
  expect(pointerTo(pointerTo('/a', 'b/c~d'), 0)).toBe('/a/b~1c~0d/0');
});
