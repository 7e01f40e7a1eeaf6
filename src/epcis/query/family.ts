import type { Comparison, Condition } from '../../events/index.js';
import { listed, single } from '../parameters/parameters.js';
import type { AttributeCondition } from './attribute-condition.js';

/** What a parameter asks, before it is looked up what names stand for. */
export type QueryCondition = Condition | AttributeCondition;

/** One parameter of a query, or all whose names are built alike. */
export interface Family {
  /** As the description shows it; what stands in braces is the client's. */
  readonly name: string;
  /** The whole name of a parameter, with what the client chose in groups. */
  readonly pattern: RegExp;
  readonly meaning: string;
  /** What it asks, from the groups of its name and its values; nothing where it asks nothing. */
  readonly ask: (
    groups: readonly string[],
    values: readonly string[],
  ) => QueryCondition | undefined;
}

/** A parameter with just this name, or with an older one. */
export function fixed(
  name: string,
  meaning: string,
  ask: (values: readonly string[]) => QueryCondition | undefined,
  alias?: string,
): Family {
  const names = alias === undefined ? name : `(?:${name}|${alias})`;
  return { name, pattern: new RegExp(`^${names}$`), meaning, ask: (_, values) => ask(values) };
}

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
