import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packNames } from './packing.js';
import { packChangeFaults, productFaults } from './product-rules.js';

/** More in test:long. */
const numRuns = Number(process.env.FURROW_TEST_RUNS ?? 1000);

type Rules = Parameters<typeof productFaults>[0];

const milk: Rules = {
  unit: 'H87',
  catchWeight: false,
  dateType: 'use-by',
  shelfLifeDays: 7,
  storage: { minCelsius: '0', maxCelsius: '4' },
  packLevels: [
    { name: 'case', contains: '12', gtin: '19501101530003' },
    { name: 'pallet', contains: '60' },
  ],
  conversions: [{ from: 'H87', to: 'LTR', factor: '0.25' }],
};

const faultsOf = (changes: Partial<Rules>) => productFaults({ ...milk, ...changes });
const conversions = (...rows: [string, string, string][]) => ({
  conversions: rows.map(([from, to, factor]) => ({ from, to, factor })),
});
const packs = (...rows: [(typeof packNames)[number], string, string?][]) => ({
  packLevels: rows.map(([name, contains, gtin]) => ({ name, contains, ...(gtin && { gtin }) })),
});

const at = (value: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce((inner, name) => (inner as Record<string, unknown>)[name], value);

describe('a product', () => {
  it.each<[string, Partial<Rules>]>([
    ['with all it can have', {}],
    ['sold loose', { unit: 'KGM', packLevels: [], conversions: [] }],
    ['packed by weight', { unit: 'KGM', ...packs(['case', '2.5']), conversions: [] }],
    ['without a date', { dateType: 'none', shelfLifeDays: null }],
    ['kept below a temperature', { storage: { minCelsius: null, maxCelsius: '-18.5' } }],
    ['counted in customary weight', conversions(['jin', 'H87', '2'])],
    ['packed by the billion', packs(['case', '1000000'], ['pallet', '1000000'])],
    ['with packages of its own', conversions(['XBG', 'H87', '3'], ['H87', 'KGM', '1'])],
  ])('%s is fine', (_name, changes) => {
    expect(faultsOf(changes)).toEqual([]);
  });

  it.each<[string, string, Partial<Rules>]>([
    ['packs', '/packLevels/1/contains', packs(['case', '10000000'], ['pallet', '10000000'])],
    [
      'packages in packages',
      '/conversions/1/factor',
      conversions(['XBG', 'H87', '999999999999'], ['XCR', 'XBG', '999999999999']),
    ],
    [
      'units that are next to nothing',
      '/conversions/0/factor',
      conversions(['H87', 'KGM', '999999999999']),
    ],
    [
      'units that catch weight hides',
      '/conversions/0/factor',
      { catchWeight: true, ...conversions(['H87', 'KGM', '999999999999']) },
    ],
  ])('whose %s come to a factor beyond all goods is told where', (_name, pointer, changes) => {
    expect(faultsOf(changes).map((fault) => fault.pointer)).toEqual([pointer]);
  });

  it.each<[string, Partial<Rules>, string, RegExp]>([
    ['an unknown unit', { unit: 'kg' }, '/unit', /did you mean KGM/],
    ['a unit of heat', { unit: 'CEL' }, '/unit', /KGM, LTR or H87/],
    ['a customary unit', { unit: 'jin' }, '/unit', /KGM/],
    ['a life without a date', { dateType: 'none' }, '/shelfLifeDays', /dateType/],
    ['a date without a life', { shelfLifeDays: null }, '/shelfLifeDays', /needed/],
    [
      'a storage band upside down',
      { storage: { minCelsius: '4', maxCelsius: '-0.5' } },
      '/storage/maxCelsius',
      /below minCelsius/,
    ],
    [
      'a temperature in other degrees',
      { storage: { minCelsius: null, maxCelsius: '277' } },
      '/storage/maxCelsius',
      /Celsius/,
    ],
    [
      'a temperature too exact',
      { storage: { minCelsius: '0.125', maxCelsius: null } },
      '/storage/minCelsius',
      /2 decimals/,
    ],
    ['an empty pack', packs(['case', '0']), '/packLevels/0/contains', /more than 0/],
    ['a negative pack', packs(['case', '-12']), '/packLevels/0/contains', /more than 0/],
    ['a broken piece', packs(['case', '12.5']), '/packLevels/0/contains', /whole/],
    ['a broken case', packs(['case', '1'], ['pallet', '1.5']), '/packLevels/1/contains', /whole/],
    ['packs out of order', packs(['pallet', '1'], ['case', '1']), '/packLevels/1/name', /larger/],
    ['a pack twice', packs(['case', '1'], ['case', '2']), '/packLevels/1/name', /larger/],
    [
      'one GTIN on two packs',
      packs(['case', '1', '19501101530003'], ['pallet', '2', '19501101530003']),
      '/packLevels/1/gtin',
      /smaller pack/,
    ],
    ['an unknown unit to convert', conversions(['KGX', 'H87', '1']), '/conversions/0/from', /KGM/],
    ['a temperature to convert', conversions(['H87', 'CEL', '1']), '/conversions/0/to', /goods/],
    ['a factor of nothing', conversions(['H87', 'KGM', '0']), '/conversions/0/factor', /than 0/],
    ['a factor in words', conversions(['H87', 'KGM', '1e3']), '/conversions/0/factor', /plain/],
    [
      'what the units say',
      conversions(['KGM', 'GRM', '999']),
      '/conversions/0',
      /1 KGM is 1000 GRM/,
    ],
    ['what the packs say', conversions(['XPX', 'H87', '1']), '/conversions/0', /1 XPX is 720 H87/],
    [
      'what other conversions say',
      conversions(['H87', 'KGM', '0.2'], ['KGM', 'LTR', '1'], ['LTR', 'H87', '6']),
      '/conversions/2',
      /1 LTR is 5 H87/,
    ],
    [
      'a contradiction that catch weight would hide',
      { catchWeight: true, ...conversions(['H87', 'KGM', '0.2'], ['H87', 'KGM', '0.3']) },
      '/conversions/1',
      /0.2 KGM/,
    ],
  ])('may not have %s', (_name, changes, pointer, detail) => {
    expect(faultsOf(changes)).toEqual([{ pointer, detail: expect.stringMatching(detail) }]);
  });

  it('hears of all its faults at once', () => {
    const faults = faultsOf({ unit: '', shelfLifeDays: null, ...packs(['case', 'x']) });
    expect(faults.map(({ pointer }) => pointer)).toEqual([
      '/unit',
      '/shelfLifeDays',
      '/packLevels/0/contains',
    ]);
  });

  it('whatever stands in its texts, is fine or has faults with a place in it', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constantFrom(
        'KGM',
        'H87',
        'XCS',
        'jin',
        'CEL',
        '12',
        '0.5',
        '-1',
        '0',
        '1e9',
        '9'.repeat(50),
      ),
    );
    const product: fc.Arbitrary<Rules> = fc.record({
      unit: text,
      catchWeight: fc.boolean(),
      dateType: fc.constantFrom('best-before', 'use-by', 'none'),
      shelfLifeDays: fc.option(fc.integer()),
      storage: fc.record({ minCelsius: fc.option(text), maxCelsius: fc.option(text) }),
      packLevels: fc.array(
        fc.record({ name: fc.constantFrom(...packNames), contains: text, gtin: text }),
      ),
      conversions: fc.array(fc.record({ from: text, to: text, factor: text })),
    });
    fc.assert(
      fc.property(product, (candidate) => {
        const placeless = productFaults(candidate).filter(
          ({ pointer, detail }) => detail === '' || at(candidate, pointer) === undefined,
        );
        expect(placeless).toEqual([]);
      }),
      { numRuns },
    );
  });
});

describe('the packs of a product', () => {
  it('may get another level and a GTIN that they had not', () => {
    const more = {
      ...milk,
      ...packs(['case', '12', '19501101530003'], ['pallet', '60', '29501101530000']),
    };
    expect(packChangeFaults(milk, more)).toEqual([]);
    const fewer = { ...milk, ...packs(['case', '12', '19501101530003']) };
    expect(packChangeFaults(fewer, milk)).toEqual([]);
  });

  it.each([
    ['hold another number', packs(['case', '10', '19501101530003'], ['pallet', '60'])],
    ['bear another GTIN', packs(['case', '12', '29501101530000'], ['pallet', '60'])],
    ['lose their GTIN', packs(['case', '12'], ['pallet', '60'])],
    ['begin with another pack', packs(['pack', '12', '19501101530003'], ['pallet', '60'])],
  ])('may not %s', (_name, changes) => {
    const faults = packChangeFaults(milk, { ...milk, ...changes });
    expect(faults.map(({ pointer }) => pointer)).toEqual(['/packLevels/0']);
  });

  it('may not be given up', () => {
    expect(packChangeFaults(milk, { ...milk, packLevels: [] })).toHaveLength(2);
  });
});
