import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';

test('canonical JSON is one text for equal values, whatever the order of their members', () => {
  const sent = { b: [1, { z: null, a: 'é' }], a: { y: 1.5, x: true }, gone: undefined };
  expect(canonicalJson(sent)).toBe('{"a":{"x":true,"y":1.5},"b":[1,{"a":"é","z":null}]}');
});

test('canonical JSON sorts by UTF-16 code unit and keeps a member named __proto__', () => {
  const value: unknown = JSON.parse('{"\\ufb33":1,"\\ud83d\\ude00":2,"__proto__":3,"10":4,"9":5}');
  expect(canonicalJson(value)).toBe('{"10":4,"9":5,"__proto__":3,"😀":2,"\ufb33":1}');
});

test('canonical JSON carries the same value and is its own canonical form', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
