import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatAmount, inverse, parseDecimal, parseStored, scale, wholeAmount } from './decimal.js';
import { ValueFault } from './value-fault.js';

describe('a decimal text', () => {
  test.each([
    ['0', 0n],
    ['12.5', 12_500_000_000n],
    ['-0.000001', -1_000n],
    ['007.10', 7_100_000_000n],
    ['999999999999.999999', 999_999_999_999_999_999_000n],
  ])('%s is counted in billionths', (text, amount) => {
    expect(parseDecimal(text)).toBe(amount);
  });

  test.each(['', '.5', '5.', '+1', '1e3', '1,5', ' 1', '１', '0x10', 'NaN', '--1', '1\n'])(
    '%j is refused',
    (text) => {
      expect(() => parseDecimal(text)).toThrow(ValueFault);
    },
  );

  test('more digits than the bounds allow are refused with what to do', () => {
    expect(() => parseDecimal('1.1234567')).toThrow(/more than 6 decimals; round it/);
    expect(() => parseDecimal('1234567890123')).toThrow(/more than 12 digits/);
    expect(parseStored('1234567890123.123456789')).toBe(1_234_567_890_123_123_456_789n);
  });

  test('comes back from its amount in shortest form', () => {
    expect(formatAmount(parseDecimal('-0012.500'))).toBe('-12.5');
    expect(formatAmount(parseDecimal('-0'))).toBe('0');
    expect(formatAmount(parseDecimal('0.000001'))).toBe('0.000001');
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 60n), max: 10n ** 60n }), (amount) => {
        expect(parseStored(formatAmount(amount))).toBe(amount);
      }),
    );
  });
});

describe('scaling', () => {
  test('says when it rounded, and rounds halves away from zero', () => {
    const half = { numerator: 1n, denominator: 2n };
    expect(scale(3n, half)).toEqual({ amount: 2n, exact: false });
    expect(scale(-3n, half)).toEqual({ amount: -2n, exact: false });
    expect(scale(4n, half)).toEqual({ amount: 2n, exact: true });
    const third = { numerator: 1n, denominator: 3n };
    expect(scale(1n, third)).toEqual({ amount: 0n, exact: false });
    expect(scale(-5n, third)).toEqual({ amount: -2n, exact: false });
  });

  test('an exact result scales back to where it came from, and any other to within half a step', () => {
    const factor = fc.record({
      numerator: fc.bigInt({ min: 1n, max: 10n ** 12n }),
      denominator: fc.bigInt({ min: 1n, max: 10n ** 12n }),
    });
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), factor, (amount, by) => {
        const { amount: result, exact } = scale(amount, by);
        const error = result * by.denominator - amount * by.numerator;
        expect(exact).toBe(error === 0n);
        expect(2n * (error < 0n ? -error : error) <= by.denominator).toBe(true);
        if (exact) expect(scale(result, inverse(by)).amount).toBe(amount);
      }),
    );
  });

  test('whole amounts are pieces', () => {
    expect(formatAmount(wholeAmount(12))).toBe('12');
  });
});
