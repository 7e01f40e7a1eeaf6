import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { speechIn } from '../catalogue/speech.js';
import { readNewBatch } from './new-batch-form.js';

const productId = '0190a4f0-0000-7000-8000-000000000001';

const circumstances = {
  places: [
    { id: 'shanghai', name: 'Field', zone: 'Asia/Shanghai' },
    { id: 'paris', name: 'Cellar', zone: 'Europe/Paris' },
    { id: 'auckland', name: 'Orchard', zone: 'Pacific/Auckland' },
  ],
  now: Date.parse('2026-11-23T23:00:00+08:00'),
  speech: speechIn('en'),
};

const filled = {
  product: productId,
  place: 'shanghai',
  making: 'harvest',
  quantity: '250',
  unit: 'jin',
  day: '2026-11-18',
};

const read = (changes: Record<string, string>) =>
  readNewBatch(new URLSearchParams({ ...filled, ...changes }), circumstances);

describe('the new-batch form', () => {
  it('becomes a request with a whole day when no hour is known', () => {
    expect(read({}).request).toEqual({
      productId,
      locationId: 'shanghai',
      making: 'harvest',
      quantity: { value: '250', unit: 'jin' },
      made: { day: '2026-11-18' },
    });
  });

  it.each([
    ['shanghai', '2026-11-18T07:30:00+08:00'],
    ['paris', '2026-11-18T07:30:00+01:00'],
    ['auckland', '2026-11-18T07:30:00+13:00'],
  ])('reads an hour by the clock of the place: %s', (place, time) => {
    expect(read({ place, time: '07:30' }).request?.made).toEqual({ time });
  });

  it('takes full-width digits and points as phones type them', () => {
    expect(read({ quantity: '１２．５' }).request?.quantity.value).toBe('12.5');
    expect(read({ quantity: ' 12。5 ' }).request?.quantity.value).toBe('12.5');
  });

  it.each([
    ['product', { product: '' }],
    ['product', { product: 'x' }],
    ['place', { place: 'elsewhere' }],
    ['making', { making: 'conjure' }],
    ['quantity', { quantity: '' }],
    ['quantity', { quantity: '1,250' }],
    ['quantity', { quantity: '-3' }],
    ['quantity', { quantity: '1e3' }],
    ['quantity', { quantity: '0.000' }],
    ['quantity', { quantity: '1.1234567' }],
    ['quantity', { quantity: '1234567890123' }],
    ['unit', { unit: '' }],
    ['day', { day: '' }],
    ['day', { day: '2026-02-30' }],
    ['day', { day: '18.11.2026' }],
    ['day', { day: '2026-11-24' }],
    ['time', { day: '2026-11-23', time: '23:30' }],
    ['time', { time: '25:00' }],
    ['time', { place: 'paris', day: '2026-03-29', time: '02:30' }],
    ['number', { number: 'A'.repeat(21) }],
    ['number', { number: 'a/b' }],
  ])('finds fault with %s in %j', (field, changes: Record<string, string>) => {
    expect(read(changes).faults.map((fault) => fault.field)).toEqual([field]);
  });

  it('takes today where today has begun, though it has not elsewhere', () => {
    expect(read({ place: 'auckland', day: '2026-11-24' }).faults).toEqual([]);
    expect(read({ place: 'paris', day: '2026-11-24' }).faults).toHaveLength(1);
  });

  it('names everything that is wrong at once', () => {
    const { faults } = readNewBatch(new URLSearchParams(), circumstances);
    expect(faults.map(({ field }) => field)).toEqual([
      'product',
      'making',
      'quantity',
      'unit',
      'place',
      'day',
    ]);
  });

  it('gives a request or faults, never both and never neither, whatever is sent', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...Object.values(filled)));
    const fields = fc.dictionary(fc.constantFrom(...Object.keys(filled), 'time', 'number'), text);
    fc.assert(
      fc.property(fields, (given) => {
        const { request, faults } = read(given);
        expect(request === undefined).toBe(faults.length > 0);
      }),
      { numRuns: 500 },
    );
  });
});
