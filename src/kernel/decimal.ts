import { assert } from './assert.js';
import { ValueFault } from './value-fault.js';

/**
 * An exact decimal, counted in billionths: 12.5 is 12_500_000_000n. Adding, comparing and summing are plain
 * bigint arithmetic, so folding a million rows makes no objects and never rounds.
 */
export type Amount = bigint;

/** A factor that need not be a decimal: a jin is 1/2 kilogram, a share is what was drawn over what was there. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export interface DecimalBounds {
  readonly integerDigitsMax: number;
  /** At most 9, the billionths an `Amount` can hold. */
  readonly decimalsMax: number;
}

const decimals = 9;
const one: Amount = 10n ** BigInt(decimals);

/** What a client may send. The three decimals it may not use take up conversions and shares. */
export const requestBounds: DecimalBounds = { integerDigitsMax: 12, decimalsMax: 6 };

/** Plain digits with an optional sign and fraction; no exponent, no grouping, no bare point. */
export function parseDecimal(text: string, bounds: DecimalBounds = requestBounds): Amount {
  const [, sign, digits = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (sign === undefined) {
    throw new ValueFault('must be a decimal number in plain digits, such as "12.5"');
  }
  if (digits.length > bounds.integerDigitsMax) {
    throw new ValueFault(
      `has more than ${bounds.integerDigitsMax} digits before the decimal point; use a larger unit`,
    );
  }
  if (fraction.length > bounds.decimalsMax) {
    throw new ValueFault(
      `has more than ${bounds.decimalsMax} decimals; round it or use a smaller unit`,
    );
  }
  const amount = BigInt(digits + fraction.padEnd(decimals, '0'));
  return sign === '-' ? -amount : amount;
}

/**
 * What our own columns hold: sums of many requests, in billionths, after conversions. However many digits they have,
 * reading them never fails; a bound here would let goods be stored that no recall could read.
 */
export function parseStored(text: string): Amount {
  return parseDecimal(text, { integerDigitsMax: Infinity, decimalsMax: decimals });
}

/** The shortest decimal text of the amount: no exponent and no idle zeros. */
export function formatAmount(amount: Amount): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals).replace(/0+$/, '');
  const sign = amount < 0n ? '-' : '';
  return sign + digits.slice(0, -decimals) + (fraction && `.${fraction}`);
}

/** A whole number of pieces as an amount. */
export function wholeAmount(count: number | bigint): Amount {
  return BigInt(count) * one;
}

export function smaller(a: Amount, b: Amount): Amount {
  return a < b ? a : b;
}

export function larger(a: Amount, b: Amount): Amount {
  return a > b ? a : b;
}

export interface Scaled {
  /** The nearest billionth, halves away from zero. */
  readonly amount: Amount;
  /** Whether nothing was rounded; who splits an inexact amount gives the rest to one of the shares. */
  readonly exact: boolean;
}

/** The amount times a factor. To divide, pass the inverse. */
export function scale(amount: Amount, { numerator, denominator }: Fraction): Scaled {
  assert(denominator > 0n, 'a fraction has a positive denominator');
  const product = amount * numerator;
  const remainder = product % denominator;
  if (remainder === 0n) return { amount: product / denominator, exact: true };
  const half = product < 0n ? -denominator : denominator;
  return { amount: (2n * product + half) / (2n * denominator), exact: false };
}

/** One over the fraction. */
export function inverse({ numerator, denominator }: Fraction): Fraction {
  assert(numerator !== 0n, 'zero has no inverse');
  return numerator < 0n
    ? { numerator: -denominator, denominator: -numerator }
    : { numerator: denominator, denominator: numerator };
}
