import { expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { makeCode } from '../../identifiers/index.js';
import { RecalledCodes } from './recalled-codes.js';
import type { RecalledRun } from './recalled.store.js';

const run = (id: string, size: number, issued = size): RecalledRun => ({
  ...{ id, batchId: `batch of ${id}`, kind: 'item', gtin: null, number: null, size, issued },
  issuedAt: new Date(0),
});

const fill = (codes: RecalledCodes, runs: readonly RecalledRun[]) => {
  for (const lacking of codes.turnTo(runs)) lacking.filled = lacking.issued;
};

it('a run that is still being issued lacks what was issued since', () => {
  const codes = new RecalledCodes();
  const first = makeCode(randomBytes, 16);
  for (const lacking of codes.turnTo([run('growing', 5, 1)])) {
    lacking.codes.add(first);
    lacking.filled = 1;
  }
  expect([codes.isWhole, codes.runOf(first)?.id]).toEqual([true, 'growing']);
  const [more] = codes.turnTo([run('growing', 5, 3)]);
  expect([more?.filled, more?.issued, codes.isWhole]).toEqual([1, 3, false]);
  expect(codes.runOf(first)?.id).toBe('growing');
});

it('runs are held whole or not at all, in their order as far as they fit', () => {
  // Of 8 codes 110 bytes, of 2 codes 40.
  const codes = new RecalledCodes({ bytes: 150 });
  fill(codes, [run('grave', 8), run('too large', 8), run('small', 2)]);
  expect([codes.leftOut, codes.isWhole]).toEqual([1, false]);
  fill(codes, [run('too large', 8), run('small', 2)]);
  expect([codes.leftOut, codes.isWhole]).toEqual([0, true]);
});

it('of a run that was cut short no more is held than is counted', () => {
  const codes = new RecalledCodes();
  const [long] = codes.turnTo([run('cut', 1_000, 1)]);
  long!.filled = 1;
  const [short] = codes.turnTo([run('cut', 1)]);
  expect([short?.filled, short?.codes === long?.codes, codes.isWhole]).toEqual([0, false, false]);
});

it('more runs than there is room for are left out, and said to be', () => {
  const codes = new RecalledCodes({ runs: 1 });
  expect(codes.wanted).toBe(2);
  fill(codes, [run('one', 1), run('other', 1)]);
  expect([codes.leftOut, codes.isWhole]).toEqual([1, false]);
});
