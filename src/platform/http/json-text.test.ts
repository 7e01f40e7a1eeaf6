import { expect, test } from '@jest/globals';
import { pointerTo } from '../../kernel/index.js';
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

test('a hostile body gets a short answer', () => {
  expect(textFaults(Array.from({ length: 10_000 }, () => '\0'))).toHaveLength(20);
});

test('a pointer escapes what separates its parts', () => {
  expect(pointerTo('/a', 'b/c~d')).toBe('/a/b~1c~0d');
});
