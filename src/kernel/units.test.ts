import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatAmount, parseDecimal } from './decimal.js';
import { units } from './unit-table.js';
import { convert, converted, equivalents, findUnit, sameDimension, unitOf } from './units.js';
import { ValueFault } from './value-fault.js';

const inUnit = (value: string, from: string, to: string) => {
  const amount = convert(parseDecimal(value), from, to);
  return amount === undefined ? undefined : formatAmount(amount);
};

describe('conversion', () => {
  test.each([
    ['3', 'jin', 'KGM', '1.5'],
    ['1', 'jin', 'liang', '10'],
    ['2', 'dan', 'jin', '200'],
    ['1', 'mu', 'MTK', '666.666666667'],
    ['15', 'mu', 'HAR', '1'],
    ['1', 'LBR', 'KGM', '0.45359237'],
    ['16', 'ONZ', 'LBR', '1'],
    ['2000', 'LBR', 'STN', '1'],
    ['2240', 'LBR', 'LTN', '1'],
    ['1250', 'GRM', 'KGM', '1.25'],
    ['0.5', 'TNE', 'KGM', '500'],
    ['1', 'MTQ', 'LTR', '1000'],
    ['1', 'GLL', 'LTR', '3.785411784'],
    ['12', 'INH', 'FOT', '1'],
    ['2', 'DZN', 'H87', '24'],
    ['0', 'CEL', 'FAH', '32'],
    ['-40', 'FAH', 'CEL', '-40'],
    ['0', 'KEL', 'CEL', '-273.15'],
    ['98.6', 'FAH', 'CEL', '37'],
    ['5', 'XYZ', 'XYZ', '5'],
  ])('%s %s in %s is %s', (value, from, to, expected) => {
    expect(inUnit(value, from, to)).toBe(expected);
  });

  test('there is none between dimensions, nor for a code we do not know', () => {
    expect(convert(1n, 'KGM', 'LTR')).toBeUndefined();
    expect(convert(1n, 'XYZ', 'KGM')).toBeUndefined();
    expect(sameDimension('KGM', 'jin')).toBe(true);
    expect(sameDimension('KGM', 'LTR')).toBe(false);
    expect(sameDimension('XYZ', 'ABC')).toBe(false);
    expect(sameDimension('XYZ', 'XYZ')).toBe(true);
  });

  test('there and back is the same amount whenever nothing was rounded', () => {
    const code = fc.constantFrom(...units.keys());
    const amount = fc.bigInt({ min: -(10n ** 21n), max: 10n ** 21n });
    fc.assert(
      fc.property(amount, code, code, (given, from, to) => {
        const there = converted(given, from, to);
        expect(there !== undefined).toBe(sameDimension(from, to));
        if (there?.exact) expect(convert(there.amount, to, from)).toBe(given);
      }),
    );
  });
});

describe('equivalents', () => {
  const said = (text: string, unit: string, isDifference = false) =>
    Object.fromEntries(
      equivalents(parseDecimal(text), unit, { isDifference }).map(({ unit, number }) => [
        unit,
        Number(number.numerator) / Number(number.denominator),
      ]),
    );

  test('say one amount in every unit of its dimension', () => {
    expect(said('100', 'CEL')).toEqual({ CEL: 100, KEL: 373.15, FAH: 212 });
    expect(said('1500', 'GRM')).toMatchObject({ KGM: 1.5, MGM: 1_500_000 });
  });

  test('of a difference have no zero', () => {
    expect(said('10', 'CEL', true)).toEqual({ CEL: 10, KEL: 10, FAH: 18 });
  });

  test('of a unit that we cannot convert are itself', () => {
    expect(said('2.5', 'P1')).toEqual({ P1: 2.5 });
  });
});

describe('a unit code', () => {
  test('is in the table once, and a customary unit names the unit events record it in', () => {
    for (const [code, unit] of units) {
      expect(code).toMatch(/^([A-Z][A-Z\d]{1,2}|[a-z]+)$/);
      if (/^[a-z]/.test(code)) {
        expect(findUnit(unit.recordedIn ?? '')?.dimension).toBe(unit.dimension);
      }
    }
    const names = [...units.values()].flatMap((unit) => unit.names);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each([
    ['kg', 'KGM'],
    ['Kgs', 'KGM'],
    ['斤', 'jin'],
    ['亩', 'mu'],
    ['公斤', 'KGM'],
    ['kgm', 'KGM'],
    ['KGN', 'KGM'],
    ['JIN', 'jin'],
    ['PIECES', 'H87'],
    ['liter', 'LTR'],
  ])('%s is refused with the suggestion %s', (code, suggestion) => {
    expect(() => unitOf(code)).toThrow(new RegExp(`did you mean ${suggestion} `));
  });

  test('that resembles nothing is refused with an example, however long it is', () => {
    expect(() => unitOf('x'.repeat(1_000_000))).toThrow(/use a UN\/CEFACT code/);
    expect(() => unitOf('')).toThrow(ValueFault);
  });
});
