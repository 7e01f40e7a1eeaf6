import { IdentifierFault } from '../fault.js';
import { applicationIdentifier, type Element } from './ai-table.js';

/** Which AIs may make up the path of a Digital Link, and in which order. */

export function isPrimaryKey(ai: string): boolean {
  return applicationIdentifier(ai)?.qualifiers !== undefined;
}

/** The lines of qualifiers open to a primary key once it carries those given. */
export function qualifierLines(
  primary: string,
  given: readonly string[],
): readonly (readonly string[])[] {
  const lines = applicationIdentifier(primary)?.qualifiers ?? [];
  return given.length === 0
    ? lines
    : lines.filter((line) => given.every((ai) => line.includes(ai)));
}

/** Refuses a path that has no primary key in front, or qualifiers that are not of one line or out of order. */
export function checkPath(elements: readonly Element[]): void {
  const [first, ...qualifiers] = elements;
  if (first === undefined || !isPrimaryKey(first[0])) {
    throw new IdentifierFault('has no GS1 key, such as (01), (00) or (414)');
  }
  if (qualifiers.length === 0) return;
  const given = qualifiers.map(([ai]) => ai);
  const line = qualifierLines(first[0], given)[0] ?? [];
  const inOrder = given.every((ai, i) => line.indexOf(ai) > line.indexOf(given[i - 1] ?? ''));
  if (!inOrder) {
    throw new IdentifierFault(`(${given.join('), (')}) cannot follow (${first[0]}) in this order`);
  }
}

/**
 * Refuses an AI in the query of a Digital Link. What could stand in the path must, or one thing would have two links; and some
 * AIs name a part of the thing and are no attributes.
 */
export function checkAttribute(ai: string, path: readonly Element[]): void {
  const [primary = '', ...given] = path.map(([pathAi]) => pathAi);
  if (ai === primary || qualifierLines(primary, given).some((line) => line.includes(ai))) {
    throw new IdentifierFault(`(${ai}) belongs into the path, in its order`);
  }
  if (applicationIdentifier(ai)?.isAttribute === false) {
    throw new IdentifierFault(`(${ai}) may not stand in the query of a Digital Link`);
  }
}
