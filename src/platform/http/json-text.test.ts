import { expect, test } from '@jest/globals';
import { faultsMax } from '../../kernel/index.js';
import { textFaults } from './json-text.js';

test('text that PostgreSQL cannot keep is found wherever it stands', () => {
  const body: unknown = JSON.parse('{"a":["ok","x\\u0000"],"b":{"c":"\\ud800"},"n\\u0000":1}');
  expect(textFaults(body).map(({ pointer }) => pointer)).toEqual(['/a/1', '/b/c', '']);
});

test('whole surrogate pairs, letters and emoji are text', () => {
  expect(textFaults(['粤', '😀', '\u{10ffff}', 'line\nbreak'])).toEqual([]);
});

test.each(['__proto__', 'constructor', 'prototype'])('%s is nobody’s member', (name) => {
  const body: unknown = JSON.parse(`{"a":[{"${name}":{"name":"x"}}]}`);
  expect(textFaults(body)).toEqual([
    { pointer: `/a/0/${name}`, detail: 'is not known here; remove it' },
  ]);
});

test('a hostile body gets no more faults than it takes to say that there are too many', () => {
  expect(textFaults(Array.from({ length: 10_000 }, () => '\0'))).toHaveLength(faultsMax + 1);
});
