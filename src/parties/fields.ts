import { ValidateIf } from 'class-validator';
import { IdentifierFault, parseGln, parseUscc } from '../identifiers/index.js';
import { invalidRequest, isUuid, Problem, ValueFault } from '../kernel/index.js';
import { positionOf, ReadBy } from '../platform/index.js';
import { isTimeZone } from './location.js';

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

/** A unified social credit code with a right check character; small letters are taken. */
export function IsUscc(): PropertyDecorator {
  return ReadBy('isUscc', identifier(parseUscc));
}

/** A GLN of 13 digits with a right check digit. */
export function IsGln(): PropertyDecorator {
  return ReadBy('isGln', identifier(parseGln));
}

/** GS1 AI (254): 1 to 20 characters of CSET 82. */
export function IsGlnExtension(): PropertyDecorator {
  return ReadBy('isGlnExtension', (text) => {
    if (!/^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/.test(text) || text === '0') {
      throw new ValueFault('must be 1 to 20 letters, digits or signs such as - . /, and not "0"');
    }
  });
}

/** An IANA time zone, with its history of changes. */
export function IsTimeZone(): PropertyDecorator {
  return ReadBy('isTimeZone', (text) => {
    if (!isTimeZone(text)) {
      throw new ValueFault('must be the IANA name of a time zone, such as Asia/Shanghai');
    }
  });
}

function identifier(parse: (text: string) => string): (text: string) => void {
  return (text) => {
    try {
      parse(text);
    } catch (error) {
      throw error instanceof IdentifierFault ? new ValueFault(error.reason) : error;
    }
  };
}

/** Where a page of newest first begins, from its cursor. */
export function idBefore(cursor: string | undefined): string | undefined {
  const id = positionOf(cursor)?.[0];
  if (id === undefined || isUuid(id)) return id;
  const detail = 'is not a cursor of this list; take it from the Link header of the page before';
  throw new Problem(invalidRequest, `cursor: ${detail}`, [{ pointer: '/cursor', detail }]);
}
