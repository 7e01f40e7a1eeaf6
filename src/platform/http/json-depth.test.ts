import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { tooDeepAt } from './json-depth.js';

const deepest = (text: string): number => {
  const json = Buffer.from(text);
  let depth = 0;
  while (tooDeepAt(json, depth) !== undefined) depth += 1;
  return depth;
};

test.each([
  ['1', 0],
  ['"[[["', 0],
  ['[]', 1],
  ['{"a":[{"b":[]}]}', 4],
  ['[[],[],[]]', 2],
  ['["\\"[[["]', 1],
  ['["\\\\",[]]', 2],
  ['["\\\\\\"[[["]', 1],
  ['["]]]",[]]', 2],
])('%s is %d deep', (text, depth) => {
  expect(deepest(text)).toBe(depth);
});

test('the depth of any JSON is that of its value', () => {
  const depthOf = (value: unknown): number =>
    typeof value === 'object' && value !== null
      ? 1 + Math.max(0, ...Object.values(value).map(depthOf))
      : 0;
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      expect(deepest(JSON.stringify(value))).toBe(depthOf(value));
    }),
  );
});

test('text that is cut off or is no JSON at all ends all the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'[]{}"\\a ') }), (text) => {
      expect(deepest(text)).toBeLessThanOrEqual(text.length);
    }),
  );
});

test('the place is where the first bracket too many stands', () => {
  expect(tooDeepAt(Buffer.from('[[0],[[1]]]'), 2)).toBe(6);
});
