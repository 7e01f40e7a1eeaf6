import { epcSchemes, type EpcScheme } from './epc-schemes.js';
import { keyValue } from './epc-urn.js';
import { IdentifierFault } from './fault.js';
import { encode } from './percent.js';

/** The keys that a pattern means: those that begin with one of `starts` and have the shape. */
export interface KeyPattern {
  /** So few that an index is asked for each. */
  readonly starts: readonly string[];
  /** A regular expression as JavaScript and PostgreSQL both read it. */
  readonly shape: string;
}

/** A star inside a field is a character of a serial, save in a pattern. */
const hasWildcard = /^\*$|^urn:epc:idpat:.*[*[]|^urn:epc:.*[.:]\*(?:\.|$)/i;
const patternShape = /^urn:epc:(id|class|idpat):([a-z]+):([^*]*\*(?:\.\*)*)$/i;

/**
 * The keys that a pattern of EPCs means (GS1 Tag Data Standard, pure identity patterns): stars for whole fields, at the
 * end, as in `urn:epc:idpat:sgtin:0614141.107346.*`. Undefined for what is no pattern. Any star that is somewhere else,
 * and any range, is refused.
 *
 * Keys do not tell how long a company prefix is. That harms nothing: GS1 issues no prefix that begins with another one.
 *
 * @param ofClass the pattern is asked of classes: a star for the serial then names the class of all of them
 */
export function parseEpcPattern(
  text: string,
  { ofClass }: { readonly ofClass: boolean },
): KeyPattern | undefined {
  if (!hasWildcard.test(text)) return undefined;
  const [, type = '', name = '', body = ''] = patternShape.exec(text) ?? [];
  const scheme = epcSchemes.find((known) => known.name === name.toLowerCase());
  if (scheme === undefined || !isOfType(scheme, type.toLowerCase())) {
    throw new IdentifierFault(
      'is a pattern that is not read; stars stand for whole fields at the end, as in urn:epc:idpat:sgtin:0614141.107346.*',
    );
  }
  const fields = body.split('.');
  const count = 2 + (scheme.pieces ? 2 : 0) + (scheme.serial === undefined ? 0 : 1);
  if (fields.length !== count) {
    throw new IdentifierFault(`a pattern of ${scheme.name} has ${count} fields divided by points`);
  }
  const isWithoutSerial = ofClass && scheme.type === 'id' && scheme.serial !== undefined;
  return {
    starts: startsOf(
      scheme,
      fields.filter((field) => field !== '*'),
    ),
    shape: shapeOf(scheme, isWithoutSerial),
  };
}

function isOfType({ type }: EpcScheme, written: string): boolean {
  return written === 'idpat' || written === type;
}

function startsOf(scheme: EpcScheme, given: readonly string[]): readonly string[] {
  const [prefix, reference, ...pieces] = given;
  const begin = `/${scheme.ai}/`;
  if (prefix === undefined) return [begin];
  if (!/^\d{6,12}$/.test(prefix)) {
    throw new IdentifierFault(`${scheme.name} begins with a company prefix of 6 to 12 digits`);
  }
  if (reference !== undefined) {
    return [begin + encode(keyValue(scheme, prefix, reference) + pieces.join(''))];
  }
  if (scheme.lead === 'zero') return [`${begin}0${prefix}`];
  return scheme.lead === 'reference'
    ? [...'0123456789'].map((digit) => begin + digit + prefix)
    : [begin + prefix];
}

function shapeOf(
  { ai, digits, lead, pieces, serial }: EpcScheme,
  isWithoutSerial: boolean,
): string {
  const length = digits + 1 + (lead === 'zero' ? 1 : 0) + (pieces ? 4 : 0);
  const value = digits === 0 ? '[^/]+' : `[0-9]{${length}}`;
  return `^/${ai}/${value}${isWithoutSerial ? '' : serialShape(serial)}$`;
}

function serialShape(serial: EpcScheme['serial']): string {
  if (serial === undefined) return '';
  if (serial === 'tail') return '[^/]+';
  // An extension of 0 says that there is none, and is in no key.
  return serial === '254' ? '(/254/[^/]+)?' : `/${serial}/[^/]+`;
}
