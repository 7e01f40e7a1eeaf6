import { describe, expect, test } from '@jest/globals';
import { wholeAmount } from '../../kernel/index.js';
import type { Declared, Goods, Place, Transform } from './claim.js';
import { balanceOf } from './transform-balance.js';

const place: Place = { id: 'P', party: 'P', mixing: 'discrete' };

function goods(amount: number | null, uom = 'KGM'): Goods {
  const whole = amount === null ? null : wholeAmount(amount);
  return { product: 'X', batch: 'A', uom, amount: whole };
}

function declared(amount: number): Declared {
  return { product: 'X', uom: 'KGM', amount: wholeAmount(amount), reason: 'water added' };
}

function transform(inputs: Goods[], outputs: Goods[], more: Partial<Transform> = {}): Transform {
  const sides = { inputPlace: place, outputPlace: place, inputUnits: [], losses: [], gains: [] };
  return { kind: 'transform', ...sides, inputs, outputs, ...more };
}

const known = (unaccounted: number, unaccountedIn: number, uom = 'KGM') => ({
  state: 'known',
  uom,
  unaccounted: wholeAmount(unaccounted),
  unaccountedIn: wholeAmount(unaccountedIn),
});

describe('the balance of a transformation', () => {
  test.each([
    [
      'declared losses close it (A6)',
      transform([goods(60), goods(40)], [goods(95)], { losses: [declared(5)] }),
      known(0, 0),
    ],
    ['what nobody declared is unaccounted (A6)', transform([goods(100)], [goods(95)]), known(5, 0)],
    ['more out than in is unaccounted in (A7)', transform([goods(60)], [goods(70)]), known(0, 10)],
    [
      'unless the gain is declared (A7)',
      transform([goods(60)], [goods(70)], { gains: [declared(10)] }),
      known(0, 0),
    ],
    [
      'units of one dimension are converted',
      transform([goods(2)], [goods(1500, 'GRM')]),
      { ...known(0, 0), unaccounted: wholeAmount(1) / 2n },
    ],
    [
      'without a conversion there is no figure (C16)',
      transform([goods(60)], [goods(200, 'H87')]),
      { state: 'mismatch' },
    ],
    [
      'an amount not recorded leaves it unknown',
      transform([goods(null)], [goods(5)]),
      { state: 'unknown' },
    ],
    [
      'so do whole units that go in',
      transform([], [goods(5)], { inputUnits: ['U'] }),
      { state: 'unknown' },
    ],
  ])('%s', (_, claim, balance) => {
    expect(balanceOf(claim)).toEqual(balance);
  });
});
