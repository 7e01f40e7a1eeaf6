import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatAmount, parseDecimal } from '../kernel/index.js';
import { convertFor, measure, packNames, type Conversion, type Measures } from './packing.js';

const milk: Measures = {
  unit: 'H87',
  catchWeight: false,
  packLevels: [
    { name: 'case', contains: '12' },
    { name: 'pallet', contains: '60' },
  ],
  conversions: [{ from: 'H87', to: 'LTR', factor: '0.25' }],
};
const peaches: Measures = {
  unit: 'KGM',
  catchWeight: false,
  packLevels: [{ name: 'case', contains: '2.5' }],
  conversions: [{ from: 'H87', to: 'KGM', factor: '0.2' }],
};
const hams: Measures = {
  unit: 'KGM',
  catchWeight: true,
  packLevels: [{ name: 'case', contains: '20' }],
  conversions: [{ from: 'H87', to: 'KGM', factor: '5' }],
};
const mentioned: Measures = { unit: null, catchWeight: false, packLevels: [], conversions: [] };

const convert = (product: Measures, value: string, from: string, to: string) => {
  const amount = convertFor(product, parseDecimal(value), from, to);
  return amount === undefined ? undefined : formatAmount(amount);
};

describe('an amount of a product', () => {
  it.each([
    ['by the table of units', peaches, '3', 'jin', 'KGM', '1.5'],
    ['by the owner’s word', peaches, '3', 'H87', 'KGM', '0.6'],
    ['by the owner’s word, backward', peaches, '1', 'KGM', 'H87', '5'],
    ['by both', peaches, '1', 'DZN', 'jin', '4.8'],
    ['from packs', milk, '2', 'XCS', 'H87', '24'],
    ['from packs of packs', milk, '1', 'XPX', 'H87', '720'],
    ['from packs into what they hold', milk, '1', 'XPX', 'MLT', '180000'],
    ['into packs', milk, '180', 'LTR', 'XPX', '1'],
    ['without rounding in between', milk, '1', 'H87', 'XPX', '0.001388889'],
    ['that is there already', mentioned, '7', 'XYZ', 'XYZ', '7'],
    ['by the table, of a product that is only mentioned', mentioned, '7', 'KGM', 'GRM', '7000'],
  ])('converts %s', (_how, product, value, from, to, expected) => {
    expect(convert(product, value, from, to)).toBe(expected);
  });

  it.each([
    ['no conversion is known', peaches, 'LTR', 'KGM'],
    ['the package is not known', peaches, 'XPX', 'KGM'],
    ['the unit is not known', peaches, 'QQQ', 'KGM'],
    ['it is no amount of goods', peaches, 'CEL', 'FAH'],
    ['pieces differ in weight', hams, 'H87', 'KGM'],
    ['packs differ in weight', hams, 'XCS', 'KGM'],
  ])('stays as it is where %s', (_why, product, from, to) => {
    expect(convert(product, '1', from, to)).toBeUndefined();
  });

  it('weighed, converts also where pieces differ in weight', () => {
    expect(convert(hams, '2', 'TNE', 'KGM')).toBe('2000');
  });
});

describe('a bare count', () => {
  it.each([
    ['of the product itself is pieces', milk, 0, null, '24'],
    ['of a product booked by weight is pieces, weighed', peaches, 0, null, '4.8'],
    ['of a pack level is packs', milk, 1, null, '288'],
    ['of the highest pack level is packs', milk, 2, null, '17280'],
    ['with a unit is in that unit, whatever the level', milk, 2, 'H87', '24'],
  ])('%s', (_rule, product, level, unit, expected) => {
    const amount = measure(product, level, parseDecimal('24'), unit);
    expect(amount && formatAmount(amount)).toBe(expected);
  });

  it.each([
    ['of pieces that differ in weight', hams, 0],
    ['of packs that differ in weight', hams, 1],
    ['of a level that the product does not have', mentioned, 1],
    ['of a product that is only mentioned', mentioned, 0],
  ])('%s has no amount in the product’s unit', (_what, product, level) => {
    expect(measure(product, level, parseDecimal('24'), null)).toBeUndefined();
  });
});

describe('conversions in general', () => {
  const unit = fc.constantFrom(
    'KGM',
    'GRM',
    'jin',
    'LTR',
    'MLT',
    'H87',
    'DZN',
    'XPK',
    'XCS',
    'XPX',
    'XBX',
    'CEL',
  );
  const factor = fc.constantFrom('1', '12', '0.25', '7', '0.000001', '999999999999');
  const conversion: fc.Arbitrary<Conversion> = fc.record({ from: unit, to: unit, factor });
  const product: fc.Arbitrary<Measures> = fc.record({
    unit: fc.option(unit),
    catchWeight: fc.boolean(),
    packLevels: fc
      .subarray(packNames)
      .chain((names) =>
        fc.tuple(...names.map((name) => fc.record({ name: fc.constant(name), contains: factor }))),
      ),
    conversions: fc.array(conversion, { maxLength: 20 }),
  });

  it('end, and go both ways or neither', () => {
    fc.assert(
      fc.property(product, unit, unit, (measures, from, to) => {
        const there = convertFor(measures, parseDecimal('1000000'), from, to);
        const back = convertFor(measures, parseDecimal('1000000'), to, from);
        expect(there === undefined).toBe(back === undefined);
      }),
    );
  });

  it('keep proportions', () => {
    fc.assert(
      fc.property(product, unit, unit, fc.bigInt(0n, 10n ** 15n), (measures, from, to, n) => {
        const one = convertFor(measures, n, from, to);
        const two = convertFor(measures, 2n * n, from, to);
        if (one === undefined || two === undefined) return;
        const difference = two - 2n * one;
        expect(difference >= -1n && difference <= 1n).toBe(true);
      }),
    );
  });
});
