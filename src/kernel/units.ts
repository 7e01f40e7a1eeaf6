import { scale, wholeAmount, type Amount, type Fraction, type Scaled } from './decimal.js';
import { grouped } from './grouped.js';
import { nearest } from './nearest.js';
import { units, type Unit } from './unit-table.js';
import { ValueFault } from './value-fault.js';

/** Pieces. An EPCIS quantity without `uom` is a count, and our counts go out so. */
export const pieces = 'H87';

/** The unit of a code, or undefined for a code (valid or not) that we cannot convert. */
export function findUnit(code: string): Unit | undefined {
  return units.get(code);
}

/** The unit of a code; an unknown one is refused with what was probably meant. */
export function unitOf(code: string): Unit {
  const unit = units.get(code);
  if (unit !== undefined) return unit;
  const suggestion = suggestedUnit(code);
  throw new ValueFault(
    `${JSON.stringify(code.slice(0, 20))} is no unit code we know; ` +
      (suggestion === undefined
        ? 'use a UN/CEFACT code, such as KGM, LTR or H87'
        : `did you mean ${suggestion} (${units.get(suggestion)?.names[0] ?? ''})?`),
  );
}

/** Whether amounts in the two units can be converted into each other. An unknown code only into itself. */
export function sameDimension(a: string, b: string): boolean {
  return a === b || (units.has(a) && units.get(a)?.dimension === units.get(b)?.dimension);
}

/**
 * The amount in another unit, to the nearest billionth; undefined when no conversion is known, which is a
 * finding ("unit mismatch") and not an error.
 */
export function convert(amount: Amount, from: string, to: string): Amount | undefined {
  return converted(amount, from, to)?.amount;
}

/** Like `convert`, saying whether the result was rounded (a mu is 2000/3 square metres). */
export function converted(amount: Amount, from: string, to: string): Scaled | undefined {
  if (from === to) return { amount, exact: true };
  const source = units.get(from);
  const target = units.get(to);
  if (source === undefined || source.dimension !== target?.dimension) return undefined;
  return applyAll(amount, source, target);
}

/** One amount, said in one unit. */
export interface Equivalent {
  readonly unit: string;
  /** The number before the unit, exactly. */
  readonly number: Fraction;
}

/**
 * The same amount in every unit of its dimension, exactly; in its own unit alone where no conversion is known. A difference
 * has no zero: a deviation of 1 degree Celsius is one of 1 kelvin.
 */
export function equivalents(
  amount: Amount,
  unit: string,
  { isDifference }: { readonly isDifference: boolean },
): readonly Equivalent[] {
  const source = units.get(unit);
  if (source === undefined)
    return [{ unit, number: ofBillionths({ numerator: amount, denominator: 1n }) }];
  return [...units.values()]
    .filter(({ dimension }) => dimension === source.dimension)
    .map((target) => {
      const shift = isDifference ? none : minus(source.zero ?? none, target.zero ?? none);
      return {
        unit: target.code,
        number: ofBillionths(shifted(amount, { source, target, shift })),
      };
    });
}

function ofBillionths({ numerator, denominator }: Fraction): Fraction {
  return { numerator, denominator: denominator * wholeAmount(1) };
}

/** The codes of the units that are converted into each other, a dimension at a time. */
export const convertibleUnits: string = [
  ...grouped(units.values(), ({ dimension }) => dimension).values(),
]
  .map((alike) =>
    alike
      .filter(({ recordedIn }) => recordedIn === undefined)
      .map(({ code }) => code)
      .join(' '),
  )
  .join('; ');

/** amount x source factor + (source zero - target zero), over the target factor, in one division. */
function applyAll(amount: Amount, source: Unit, target: Unit): Scaled {
  const shift = minus(source.zero ?? none, target.zero ?? none);
  const { numerator, denominator } = shifted(amount, { source, target, shift });
  return scale(numerator, { numerator: 1n, denominator });
}

function shifted(
  amount: Amount,
  { source, target, shift }: { source: Unit; target: Unit; shift: Fraction },
): Fraction {
  const f = source.factor;
  const numerator =
    (amount * f.numerator * shift.denominator + wholeAmount(shift.numerator) * f.denominator) *
    target.factor.denominator;
  const denominator = f.denominator * shift.denominator * target.factor.numerator;
  return { numerator, denominator };
}

const none: Fraction = { numerator: 0n, denominator: 1n };

function minus(a: Fraction, b: Fraction): Fraction {
  return {
    numerator: a.numerator * b.denominator - b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

function suggestedUnit(code: string): string | undefined {
  const word = code.trim().toLowerCase();
  const named = [...units.values()].find((unit) => unit.names.includes(word));
  if (named !== undefined) return named.code;
  const byCase = [...units.keys()].find((known) => known.toLowerCase() === word);
  return byCase ?? nearest(code.trim().toUpperCase(), units.keys(), 1);
}
