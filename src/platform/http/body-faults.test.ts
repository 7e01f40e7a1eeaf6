import { expect, test } from '@jest/globals';
import { bodyFaults } from './body-faults.js';

test.each(['__proto__', 'constructor', 'prototype'])('%s is nobody’s member', (name) => {
  const body: unknown = JSON.parse(`{"a":[{"${name}":{"name":"x"}}]}`);
  expect(bodyFaults(body)).toEqual([
    { pointer: `/a/0/${name}`, detail: 'is not known here; remove it' },
  ]);
});

test('text that PostgreSQL cannot keep is nobody’s either', () => {
  expect(bodyFaults({ a: ['x\0'] }).map(({ pointer }) => pointer)).toEqual(['/a/0']);
});
