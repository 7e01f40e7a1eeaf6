import { expect, test } from '@jest/globals';
import { faultsMax } from './problem.js';
import { textFaults } from './storable.js';

const faultsIn = (json: unknown) => textFaults(json, () => undefined);

test('text that PostgreSQL cannot keep is found wherever it stands', () => {
  const json: unknown = JSON.parse(
    '{"a":["ok","x\\u0000"],"b":{"c":"\\ud800"},"n\\u0000":1,"~/":["\\udc00"]}',
  );
  expect(faultsIn(json).map(({ pointer }) => pointer)).toEqual(['/a/1', '/b/c', '', '/~0~1/0']);
});

test('whole surrogate pairs, letters and emoji are text', () => {
  expect(faultsIn(['粤', '😀', '\u{10ffff}', 'line\nbreak'])).toEqual([]);
});

test('what its reader refuses is told at its place and not looked into', () => {
  const refused = textFaults({ a: [{ deep: '\0' }], b: '\0' }, (_part, path) =>
    path.length === 2 ? 'is too deep' : undefined,
  );
  expect(refused.map(({ pointer, detail }) => `${pointer} ${detail}`)).toEqual([
    '/a/0 is too deep',
    expect.stringMatching(/^\/b holds U\+0000/),
  ]);
});

test('a hostile value gets no more faults than it takes to say that there are too many', () => {
  expect(faultsIn(Array.from({ length: 10_000 }, () => '\0'))).toHaveLength(faultsMax + 1);
});
