import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findJsonFault } from './json-fault.js';

test.each([
  ['{"a": }', 1, 7, '}'],
  ['[1,\n 2,]', 2, 4, ']'],
  ['{"a":1,}', 1, 8, '}'],
  ['{a:1}', 1, 2, 'a'],
  ['{"a" 1}', 1, 6, '1'],
  ['{"a":1 "b":2}', 1, 8, '"'],
  ['[1 2]', 1, 4, '2'],
  ['[1}', 1, 3, '}'],
  ["['a']", 1, 2, "'"],
  ['[01]', 1, 3, '1'],
  ['[+1]', 1, 2, '+'],
  ['[NaN]', 1, 2, 'N'],
  ['["a\nb"]', 1, 4, '\n'],
  ['["a\\x"]', 1, 4, '\\'],
  ['["\\\\x\\u12"]', 1, 6, '\\'],
  ['1 2', 1, 3, '2'],
  ['[]]', 1, 3, ']'],
  ['{"a":1} x', 1, 9, 'x'],
  ['[1,', 1, 4, undefined],
  ['["abc', 1, 6, undefined],
  ['   ', 1, 4, undefined],
  ['[😀]', 1, 2, '😀'],
])('%j breaks at line %d, column %d', (text, line, column, found) => {
  expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  expect(findJsonFault(text)).toEqual({ line, column, found });
});

test('the place is the end of the text just where the text is only cut off', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), (json, cut) => {
      const text = json.slice(0, cut % json.length);
      if (!/^\s*[[{"]/.test(text) || isJson(text)) return;
      const { found } = findJsonFault(text);
      // A literal or an escape that was cut in two is at fault from its beginning.
      if (!/[\\\w.+-]$/.test(text)) expect(found).toBeUndefined();
    }),
  );
});

test('one wrong character put into JSON is found where it stands, or not at all when it fits', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), (json, place) => {
      const at = place % (json.length + 1);
      const text = `${json.slice(0, at)}\u0001${json.slice(at)}`;
      const { line, column, found } = findJsonFault(text);
      expect({ line, column: column - 1 <= at, found }).toEqual({
        line: 1,
        column: true,
        found: expect.anything(),
      });
    }),
  );
});

test('neither nesting nor length is too much for it', () => {
  const deep = '['.repeat(500_000);
  expect(findJsonFault(deep).found).toBeUndefined();
  const long = `["${'x'.repeat(5_000_000)}" 1]`;
  expect(findJsonFault(long).column).toBe(5_000_005);
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
