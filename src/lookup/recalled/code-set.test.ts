import { expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { makeCode } from '../../identifiers/index.js';
import { CodeSet } from './code-set.js';

const drawn = (count: number) => Array.from({ length: count }, () => makeCode(randomBytes, 16));

it('holds what was added and nothing else, filled to its size', () => {
  const codes = drawn(20_000);
  const set = new CodeSet(codes.length);
  for (const code of codes) set.add(code);
  expect(codes.every((code) => set.has(code))).toBe(true);
  expect(drawn(20_000).some((code) => set.has(code))).toBe(false);
});

it('tells codes apart that differ in any one of their free characters', () => {
  const code = '0'.repeat(16);
  const set = new CodeSet(1);
  set.add(code);
  set.add(code);
  const others = Array.from(
    { length: 15 },
    (_, at) => code.slice(0, at) + '1' + code.slice(at + 1),
  );
  expect([set.has(code), others.some((other) => set.has(other))]).toEqual([true, false]);
});

it('takes 12.5 bytes a code', () => {
  expect(CodeSet.bytesFor(1_000_000) / 1_000_000).toBeCloseTo(12.5, 3);
});
