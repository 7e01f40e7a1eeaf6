import { ValidateIf } from 'class-validator';
import { IdentifierFault, parseGtin } from '../identifiers/index.js';
import { invalidRequest, isUuid, Problem, ValueFault } from '../kernel/index.js';
import { positionOf, ReadBy } from '../platform/index.js';

/** A member that may be left out, but not be null. */
export function IfGiven(): PropertyDecorator {
  return ValidateIf((_request, value) => value !== undefined);
}

/** One line of text, not blank, without control characters: PostgreSQL takes no NUL, and no label shows the others. */
export function IsLine(lengthMax: number): PropertyDecorator {
  return ReadBy('isLine', (text) => {
    if (text.length > lengthMax) {
      throw new ValueFault(`must have at most ${lengthMax} characters`);
    }
    if (!/^\P{C}*[^\p{C}\s]\P{C}*$/u.test(text)) {
      throw new ValueFault('must be one line of text, not blank and without control characters');
    }
  });
}

/** A GTIN of 8, 12, 13 or 14 digits with a right check digit. */
export function IsGtin(): PropertyDecorator {
  return ReadBy('isGtin', (text) => {
    try {
      parseGtin(text);
    } catch (error) {
      throw error instanceof IdentifierFault ? new ValueFault(error.reason) : error;
    }
  });
}

/** Where a page of newest first begins, from its cursor. */
export function idBefore(cursor: string | undefined): string | undefined {
  const id = positionOf(cursor)?.[0];
  if (id === undefined || isUuid(id)) return id;
  const detail = 'is not a cursor of this list; take it from the Link header of the page before';
  throw new Problem(invalidRequest, `cursor: ${detail}`, [{ pointer: '/cursor', detail }]);
}
