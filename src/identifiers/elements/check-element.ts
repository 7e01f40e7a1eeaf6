import { IdentifierFault } from '../fault.js';
import { isText82 } from '../linters/text-linters.js';
import { aiLength } from './ai-length.js';
import { applicationIdentifier, type ApplicationIdentifier, type Element } from './ai-table.js';

/**
 * How a notation is read: to the letter of the standard, or so that a link of the years before it and an AI newer than our table
 * still name their thing. Then a GTIN may lack the zeros in front, and of an AI that is not assigned only the characters matter.
 */
export type Reading = 'strict' | 'tolerant';

/** GS1 allows no longer values. */
const valueMax = 90;

/** Refuses a value that its AI does not allow, and an AI that is none. */
export function checkElement([ai, value]: Element, reading: Reading = 'strict'): void {
  if (value === '') throw new IdentifierFault(`(${ai}) has no value`);
  const assigned = applicationIdentifier(ai);
  if (assigned !== undefined) return checkAssigned(ai, value, assigned);
  if (reading === 'strict' || aiLength(ai) !== ai.length) {
    throw new IdentifierFault(`(${ai}) is not known to GS1`);
  }
  if (value.length > valueMax) throw new IdentifierFault(`(${ai}) has over ${valueMax} characters`);
  if (!isText82(value)) throw new IdentifierFault(`(${ai}) may hold only the characters of GS1`);
}

function checkAssigned(ai: string, value: string, assigned: ApplicationIdentifier): void {
  const { components, least, most } = assigned;
  if (value.length < least || value.length > most) throw wrongLength(ai, value, assigned);
  let at = 0;
  for (const component of components) {
    if (at === value.length) return;
    const part = value.slice(at, at + component.most);
    if (part.length < component.least) {
      throw new IdentifierFault(`(${ai}) ends in the middle of one of its parts`, at);
    }
    for (const { passes, demand } of component.linters) {
      if (!passes(part)) throw new IdentifierFault(`(${ai}) ${demand}`, at);
    }
    at += part.length;
  }
}

function wrongLength(
  ai: string,
  { length }: string,
  { components, least, most }: ApplicationIdentifier,
): IdentifierFault {
  const what = components.every(({ isNumeric }) => isNumeric) ? 'digits' : 'characters';
  if (least === most) {
    const long = length > most ? 'is too long; it ' : '';
    return new IdentifierFault(`(${ai}) ${long}must have ${least} ${what}`);
  }
  return new IdentifierFault(
    length > most
      ? `(${ai}) has over ${most} ${what}`
      : `(${ai}) must have ${least} ${what} or more`,
  );
}
