import type { Comparison, Condition } from '../../events/index.js';
import { ValueFault } from '../../kernel/index.js';

/** Values of one parameter: beyond it a client means a list of its own, which is many queries. */
export const valuesMax = 100;

/** One parameter of a query, or all whose names are built alike. */
export interface Family {
  /** As the description shows it; what stands in braces is the client's. */
  readonly name: string;
  /** The whole name of a parameter, with what the client chose in groups. */
  readonly pattern: RegExp;
  readonly meaning: string;
  /** What it asks, from the groups of its name and its values; nothing where it asks nothing. */
  readonly ask: (groups: readonly string[], values: readonly string[]) => Condition | undefined;
}

/** A parameter with just this name, or with an older one. */
export function fixed(
  name: string,
  meaning: string,
  ask: (values: readonly string[]) => Condition | undefined,
  alias?: string,
): Family {
  const names = alias === undefined ? name : `(?:${name}|${alias})`;
  return { name, pattern: new RegExp(`^${names}$`), meaning, ask: (_, values) => ask(values) };
}

/** The values of a list: divided by `|`, given repeatedly, or both. */
export function listed(values: readonly string[]): readonly string[] {
  const all = values.flatMap((text) => text.split('|'));
  if (all.includes('')) throw new ValueFault('has an empty value; leave it out or fill it in');
  if (all.length > valuesMax) {
    throw new ValueFault(`has more than ${valuesMax} values; ask in several queries`);
  }
  return all;
}

/** The value of a parameter that has one. */
export function single(values: readonly string[]): string {
  const [value = '', ...more] = values;
  if (more.length > 0 || value === '') {
    throw new ValueFault('is to be given once, with a value');
  }
  return value;
}

/** The value of a parameter that asks whether there is something; it may be left empty. */
export function singleOrNone(values: readonly string[]): string {
  if (values.length > 1) throw new ValueFault('is to be given once');
  return values[0] ?? '';
}

export const several = `At most ${valuesMax}, divided by \`|\` or given repeatedly.`;

/** The comparisons, and how they are spoken of. */
export const comparisons: ReadonlyMap<Comparison, string> = new Map([
  ['EQ', 'is one of these'],
  ['GT', 'is greater than this'],
  ['GE', 'is this or greater'],
  ['LT', 'is less than this'],
  ['LE', 'is this or less'],
]);

/** Decimals: a list where they are to be equal, one where they are a bound. */
export function decimals(comparison: Comparison, values: readonly string[]): readonly string[] {
  return comparison === 'EQ' ? listed(values) : [single(values)];
}
