import {
  findUnit,
  inverse,
  parseDecimal,
  pieces,
  scale,
  wholeAmount,
  type Amount,
  type Fraction,
} from '../kernel/index.js';

/** One of `from` is `factor` of `to`, by the owner's word: one piece is 0.2 kg. */
export interface Conversion {
  /** A unit, or a kind of package (`XCS`). */
  readonly from: string;
  readonly to: string;
  /** Positive decimal text. */
  readonly factor: string;
}

/** How the product is packed: a case of 12 pieces, a pallet of 60 cases. */
export interface PackLevel {
  readonly name: PackName;
  /** How many of the level below it holds, as decimal text; of the product's own unit at the first level. */
  readonly contains: string;
  /** What the label of such a pack bears. */
  readonly gtin?: string;
}

/** How amounts of a product convert. */
export interface Measures {
  /** Null while the product is only mentioned: it is then booked in whatever unit the events use. */
  readonly unit: string | null;
  readonly catchWeight: boolean;
  readonly packLevels: readonly PackLevel[];
  readonly conversions: readonly Conversion[];
}

/**
 * Packs from the smallest up, with the codes under which their counts are written: UN/CEFACT Recommendation 21
 * (packages), which Recommendation 20 takes in by an X before the code.
 */
export const packUnits = { pack: 'XPK', case: 'XCS', pallet: 'XPX' } as const;
export type PackName = keyof typeof packUnits;
export const packNames = Object.keys(packUnits) as PackName[];

/** Whether a unit stands for a kind of package, whose content is the product's business. */
export function isPackage(unit: string): boolean {
  return /^X[A-Z0-9]{2}$/.test(unit);
}

/**
 * An amount of a product in another unit, to the nearest billionth. Undefined where no conversion is known, or
 * where it is one of pieces into weight and the pieces differ in weight: a finding ("unit mismatch"), no error.
 */
export function convertFor(
  product: Measures,
  amount: Amount,
  from: string,
  to: string,
): Amount | undefined {
  const factor = ratio(from, to, stepsOf(product));
  return factor && scale(amount, factor).amount;
}

/** The exact factor from a unit to the product's own one, with ways that catch weight hides counted too. */
export function ownFactor(product: Measures, from: string): Fraction | undefined {
  if (product.unit === null) return undefined;
  return ratio(from, product.unit, stepsOf({ ...product, catchWeight: false }));
}

/**
 * An amount in the product's own unit. `unit` null is a count of what the identifier names: of packs, where it
 * names a pack level. Undefined where no conversion is known, as for any product that is only mentioned.
 */
export function measure(
  product: Measures,
  level: number,
  amount: Amount,
  unit: string | null,
): Amount | undefined {
  if (product.unit === null) return undefined;
  const pack = product.packLevels[level - 1];
  const counted = pack ? packUnits[pack.name] : pieces;
  return convertFor(product, amount, unit ?? counted, product.unit);
}

/** What the product adds to the units everyone knows: a step between two units that no table joins. */
interface Step {
  readonly from: string;
  readonly to: string;
  readonly factor: Fraction;
}

function stepsOf(product: Measures): Step[] {
  const packs = product.packLevels.map(({ name, contains }, i) => ({
    from: packUnits[name],
    to: contentUnit(product, i),
    factor: contains,
  }));
  return [...packs, ...product.conversions]
    .filter(({ from, to }) => !product.catchWeight || isCounted(from) === isCounted(to))
    .map(({ from, to, factor }) => ({ from, to, factor: exactly(factor) }))
    .flatMap((step) => [step, backward(step)]);
}

/** What a pack level is counted in inside: packs of the level below, or the product's own unit. */
function contentUnit({ packLevels, unit }: Measures, index: number): string {
  const below = packLevels[index - 1];
  return below ? packUnits[below.name] : (unit ?? pieces);
}

/**
 * The one factor between two units, multiplied out before anything is rounded. Goes from one family of units to
 * the next, each at most once, so it ends whatever the owner wrote.
 */
function ratio(from: string, to: string, steps: readonly Step[]): Fraction | undefined {
  const reached = [{ unit: from, factor: exactly('1') }];
  const families = new Set([familyOf(from)]);
  for (const { unit, factor } of reached) {
    const rest = unitRatio(unit, to);
    if (rest !== undefined) return times(factor, rest);
    for (const step of steps) {
      const before = unitRatio(unit, step.from);
      if (before === undefined || families.has(familyOf(step.to))) continue;
      families.add(familyOf(step.to));
      reached.push({ unit: step.to, factor: times(times(factor, before), step.factor) });
    }
  }
  return undefined;
}

/** By the table of units alone. Degrees are no amounts of goods. */
function unitRatio(from: string, to: string): Fraction | undefined {
  if (from === to) return exactly('1');
  const source = findUnit(from);
  const target = findUnit(to);
  if (source === undefined || source.dimension !== target?.dimension) return undefined;
  if (source.dimension === 'temperature') return undefined;
  return times(source.factor, inverse(target.factor));
}

/** Units that the table converts into each other are one family. */
function familyOf(unit: string): string {
  return findUnit(unit)?.dimension ?? unit;
}

function isCounted(unit: string): boolean {
  return isPackage(unit) || findUnit(unit)?.dimension === 'count';
}

function exactly(decimal: string): Fraction {
  return { numerator: parseDecimal(decimal), denominator: wholeAmount(1) };
}

function backward({ from, to, factor }: Step): Step {
  return { from: to, to: from, factor: inverse(factor) };
}

function times(a: Fraction, b: Fraction): Fraction {
  return {
    numerator: a.numerator * b.numerator,
    denominator: a.denominator * b.denominator,
  };
}
