import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { batchNumberFault, firstNumberOfDay, numbersAfter } from './batch-number.js';

describe('the next batch number keeps the pattern', () => {
  it.each([
    ['2026-11-23-01', '2026-11-23-02'],
    ['2026-11-23-09', '2026-11-23-10'],
    ['2026-11-23-99', '2026-11-23-100'],
    ['2026-11-23', '2026-11-23-02'],
    ['20261123', '20261123-02'],
    ['2026/11/23', '2026/11/23-02'],
    ['261123', '261123-02'],
    ['20261142', '20261143'],
    ['L-7', 'L-8'],
    ['L007', 'L008'],
    ['7', '8'],
    ['PEACH', 'PEACH-02'],
    ['A1B', 'A1B-02'],
    ['12345678', '12345679'],
    ['1234567890123', '1234567890123-02'],
  ])('%s is followed by %s', (number, next) => {
    expect(numbersAfter(number, 1)).toEqual([next]);
  });

  it('several in a row go on counting', () => {
    expect(numbersAfter('L-08', 3)).toEqual(['L-09', 'L-10', 'L-11']);
  });

  it('a number with no room left has no successor', () => {
    expect(numbersAfter('ABCDEFGHIJKLMNOPQR-9', 2)).toEqual([]);
    expect(numbersAfter('ABCDEFGHIJKLMNOPQR-8', 2)).toEqual(['ABCDEFGHIJKLMNOPQR-9']);
  });

  it('successors are valid, different from each other and from what they follow', () => {
    const character = fc.constantFrom(...'ABZabz0123456789-./_');
    const number = fc.string({ unit: character, minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(number, (text) => {
        const next = numbersAfter(text, 12);
        expect(new Set([text, ...next]).size).toBe(next.length + 1);
        expect(next.map(batchNumberFault)).toEqual(next.map(() => undefined));
      }),
    );
  });
});

describe('a batch number', () => {
  it.each(['1', '2026-11-23-01', 'a"%&\'()*+,-./:;<=>?_', 'ABCDEFGHIJKLMNOPQRST'])(
    'may be %s',
    (number) => expect(batchNumberFault(number)).toBeUndefined(),
  );

  it.each(['', ' ', 'A B', 'A#1', '批次1', 'A@B', 'A\n', 'ABCDEFGHIJKLMNOPQRSTU'])(
    'may not be %j',
    (number) => expect(batchNumberFault(number)).toMatch(/use at most 20|must be 1 to 20/),
  );

  it('of a day begins at 01', () => {
    expect(firstNumberOfDay('2026-11-23')).toBe('2026-11-23-01');
  });
});
