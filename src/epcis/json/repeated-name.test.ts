import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { repeatedNameReading } from './repeated-name.js';

function repeatedIn(json: string): string | undefined {
  JSON.parse(json);
  const reading = repeatedNameReading(json);
  for (;;) {
    const step = reading.next();
    if (step.done === true) return step.value;
  }
}

test.each([
  ['{"a":1,"a":1}', '/a'],
  ['{"a":1,"\\u0061":2}', '/a'],
  ['[{"a":1},{"b":[0,[1],{"c":{},"c~/":1,"c~/":2}]}]', '/1/b/2/c~0~1'],
  ['{"a":{"b":1,"c":[{},{}],"b":2}}', '/a/b'],
  ['{"":1,"":2}', '/'],
  ['{"__proto__":1,"__proto__":2}', '/__proto__'],
  ['{"a\\\\":1,"a\\\\":2}', '/a\\'],
])('in %s the member at %s comes twice', (json, pointer) => {
  expect(repeatedIn(json)).toBe(pointer);
});

test.each([
  '{"a":{"a":[{"a":1},{"a":2}]},"b":"a","c":["a","a"]}',
  '{"a":"\\",\\"a\\":","b":"{","c":"}"}',
  '["a","a",{},[],"b"]',
  '"a"',
  ' 1 ',
])('in %s none does', (json) => {
  expect(repeatedIn(json)).toBeUndefined();
});

/** A JSON text whose objects may have any of a few names, some of them twice; and whether one has. */
const { value } = fc.letrec<{ value: [text: string, isTwice: boolean] }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('1', '"a"', '"\\""', '"{\\\\"', 'null').map((text) => [text, false] as const),
    fc
      .array(tie('value'), { maxLength: 4 })
      .map((entries) => [
        `[${entries.map(([text]) => text).join(', ')}]`,
        entries.some(([, isTwice]) => isTwice),
      ]),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'b', 'c:d', '{"', '\\', ''), tie('value')), {
        maxLength: 4,
      })
      .map((members) => [
        `{ ${members.map(([name, [text]]) => `${JSON.stringify(name)} :${text}`).join(',\n')} }`,
        new Set(members.map(([name]) => name)).size < members.length ||
          members.some(([, [, isTwice]]) => isTwice),
      ]),
  ) as fc.Arbitrary<[text: string, isTwice: boolean]>,
}));

test('a repeated name is found wherever it stands, and nothing else is', () => {
  fc.assert(
    fc.property(value, ([text, isTwice]) => {
      expect(repeatedIn(text) !== undefined).toBe(isTwice);
    }),
    { numRuns: 500 },
  );
});
