import {
  checkElement,
  isApplicationIdentifier,
  leadingDigitsOf,
  type Element,
} from './application-identifiers.js';
import { hasCheckDigit } from './check-digit.js';
import { IdentifierFault } from './fault.js';
import { gs1Identifier, isPrimaryKey, qualifierLines, type Identifier } from './gs1-key.js';
import { decode } from './percent.js';

const uriShape = /^(https?):\/\/([^/?#]+)([^?#]*)(?:\?([^#]*))?(?:#.*)?$/i;
/** The characters of RFC 3986. A stray `<` or `\` would be read differently by each reader. */
const uriCharacters = /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/;

/** The host of GS1 itself: what stands there under a key's number can only be meant as that key. */
const gs1Host = 'id.gs1.org';

/** GIAI, GINC and CPID start with a company prefix, which has six digits or more; the others are numbers. */
const digitsOfAPrefix = 6;
const digitsOfANumber = 12;

/**
 * The thing a GS1 Digital Link URI names, on any host and below any stem; undefined for a web address that
 * is none. The rightmost key counts. A broken key is refused.
 *
 * A path such as `/2026/01/17` is only somebody's web address: outside GS1's own host a key is taken for
 * one when the value has digits enough to be meant so.
 */
export function parseDigitalLink(uri: string): Identifier | undefined {
  const [, scheme = '', host = '', path = '', query = ''] = uriShape.exec(uri) ?? [];
  if (scheme === '') return undefined;
  const segments = path.split('/').slice(1);
  const start = startOfKey(segments, host.toLowerCase() === gs1Host);
  if (start === undefined) return undefined;
  refuseMisspelt(uri, scheme);
  const elements = elementsOf(segments.slice(start));
  checkQuery(query, elements);
  return gs1Identifier(elements);
}

/** The Digital Link (or native code's address) of a canonical key below a base such as `https://trace.example`. */
export function digitalLink(key: string, base: string): string {
  if (!key.startsWith('/')) throw new Error(`${key} is no path, so it has no address of ours`);
  return base.replace(/\/+$/, '') + key;
}

function startOfKey(segments: readonly string[], ofGs1: boolean): number | undefined {
  for (let i = segments.length - 2; i >= 0; i--) {
    if (isMeantAsKey(segments[i] ?? '', segments[i + 1] ?? '')) return i;
  }
  return ofGs1 && isPrimaryKey(segments[0] ?? '') ? 0 : undefined;
}

function isMeantAsKey(ai: string, value: string): boolean {
  if (!isPrimaryKey(ai)) return false;
  // Eight digits are as likely a date, so the short GTIN must prove itself.
  if (ai === '01' && value.length === 8) return hasCheckDigit(value);
  const least = leadingDigitsOf(ai) === 0 ? digitsOfAPrefix : digitsOfANumber;
  return value.search(/\D|$/) >= least;
}

function refuseMisspelt(uri: string, scheme: string): void {
  if (!/^(https?|HTTPS?)$/.test(scheme)) {
    throw new IdentifierFault('the scheme of a Digital Link is all lower or all upper case', 0);
  }
  const stray = [...uri].findIndex((character) => !uriCharacters.test(character));
  if (stray >= 0) throw new IdentifierFault('has a character that must be percent-encoded', stray);
}

function elementsOf(segments: readonly string[]): readonly Element[] {
  const elements: Element[] = [];
  for (let i = 0; i < segments.length; i += 2) {
    const [ai = '', value] = segments.slice(i, i + 2);
    if (value === undefined) {
      throw new IdentifierFault(ai === '' ? 'ends in a slash' : `${ai} at its end has no value`);
    }
    elements.push([ai, normalised(ai, decode(value))]);
  }
  return elements;
}

/**
 * Attributes in the query change nothing about which thing is named, so they may not name it either: a batch
 * belongs into the path. Pairs whose name is not a number are somebody else's.
 */
function checkQuery(query: string, path: readonly Element[]): void {
  const [primary = '', ...qualifiers] = path.map(([ai]) => ai);
  const pathOnly = new Set([primary, ...qualifierLines(primary, qualifiers).flat()]);
  const seen = new Set<string>();
  for (const pair of query.split('&')) {
    const [ai = '', value = ''] = pair.split(/=(.*)/s);
    if (!/^\d+$/.test(ai)) continue;
    if (!isApplicationIdentifier(ai)) throw new IdentifierFault(`(${ai}) is not known to GS1`);
    if (pathOnly.has(ai)) throw new IdentifierFault(`(${ai}) belongs into the path, in its order`);
    if (seen.has(ai)) throw new IdentifierFault(`(${ai}) comes twice`);
    seen.add(ai);
    checkElement([ai, normalised(ai, decode(value.replaceAll('+', ' ')))]);
  }
}

/** Old links carry GTINs of 8, 12 or 13 digits. */
function normalised(ai: string, value: string): string {
  return ai === '01' && /^(\d{8}|\d{12,13})$/.test(value) ? value.padStart(14, '0') : value;
}
