import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { beyondBounds } from './json-shape.js';

const deepest = (text: string): number => {
  const json = Buffer.from(text);
  let depth = 0;
  while (beyondBounds(json, { depthMax: depth, partsMax: Infinity }) !== undefined) depth += 1;
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
  expect(beyondBounds(Buffer.from('[[0],[[1]]]'), { depthMax: 2, partsMax: 9 })).toEqual({
    bound: 'depth',
    at: 6,
  });
});

test('the parts of any JSON are its values, and all lists and objects', () => {
  const partsOf = (value: unknown): number =>
    typeof value === 'object' && value !== null
      ? Object.values(value).reduce((sum: number, part) => sum + partsOf(part), 1)
      : 1;
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 2), (value, indent) => {
      const json = Buffer.from(JSON.stringify(value, null, indent));
      const beyond = (partsMax: number) => beyondBounds(json, { depthMax: 64, partsMax });
      expect(beyond(partsOf(value))).toBeUndefined();
      if (partsOf(value) > 1) expect(beyond(partsOf(value) - 1)).toMatchObject({ bound: 'parts' });
    }),
  );
});

test('what comes behind the first part too many is not looked at', () => {
  const many = Buffer.from(`[${'1,'.repeat(1_000)}`);
  expect(beyondBounds(many, { depthMax: 64, partsMax: 10 })).toEqual({ bound: 'parts', at: 20 });
  const text = Buffer.from(JSON.stringify(',[{'.repeat(1_000)));
  expect(beyondBounds(text, { depthMax: 64, partsMax: 10 })).toBeUndefined();
});
