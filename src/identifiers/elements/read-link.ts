import { IdentifierFault } from '../fault.js';
import { decode } from '../percent.js';
import type { Element } from './ai-table.js';
import { checkElement, type Reading } from './check-element.js';
import { checkAttribute, checkPath, isPrimaryKey } from './key-path.js';

/** A web address, divided as a Digital Link is. */
export interface LinkParts {
  readonly scheme: string;
  readonly authority: string;
  /** Between the slashes, still percent-encoded. */
  readonly segments: readonly string[];
  readonly query: string;
}

const uriShape = /^(https?):\/\/([^/?#]+)([^?#]*)(?:\?([^#]*))?(?:#.*)?$/i;
/** The characters of RFC 3986. A stray `<` or `\` would be read differently by each reader. */
const uriCharacters = /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/;
/** A host, by name or address, and perhaps a port. Nobody signs in at a Digital Link. */
const authorityShape = /^(?:[a-z\d.-]+|\[[\da-f:.]+\])(?::\d+)?$/i;

/** The parts of a web address; undefined for what is none. */
export function splitLink(uri: string): LinkParts | undefined {
  const [, scheme = '', authority = '', path = '', query = ''] = uriShape.exec(uri) ?? [];
  return scheme === ''
    ? undefined
    : { scheme, authority, segments: path.split('/').slice(1), query };
}

/** The elements of a GS1 Digital Link URI, to the letter of the standard, below any stem: the rightmost key counts. */
export function readLink(uri: string): readonly Element[] {
  const parts = splitLink(uri);
  const start = parts?.segments.slice(0, -1).findLastIndex(isPrimaryKey) ?? -1;
  if (parts === undefined || start < 0) {
    throw new IdentifierFault(
      'is no Digital Link; it needs a GS1 key in its path, such as /01/09520123456788',
    );
  }
  if (!authorityShape.test(parts.authority)) {
    throw new IdentifierFault('has no host that a Digital Link can have', parts.scheme.length + 3);
  }
  return elementsOfLink(uri, parts, start, 'strict');
}

/** The elements of an address whose key starts at a segment. Those of the path come first; the query is checked in any case. */
export function elementsOfLink(
  uri: string,
  { scheme, segments, query }: LinkParts,
  start: number,
  reading: Reading,
): readonly Element[] {
  refuseMisspelt(uri, scheme);
  const path = elementsOfPath(segments.slice(start), reading);
  checkPath(path);
  return query === '' ? path : [...path, ...elementsOfQuery(query, path, reading)];
}

function refuseMisspelt(uri: string, scheme: string): void {
  if (!/^(https?|HTTPS?)$/.test(scheme)) {
    throw new IdentifierFault('the scheme of a Digital Link is all lower or all upper case', 0);
  }
  if (uriCharacters.test(uri)) return;
  const stray = [...uri].findIndex((character) => !uriCharacters.test(character));
  throw new IdentifierFault('has a character that must be percent-encoded', stray);
}

function elementsOfPath(segments: readonly string[], reading: Reading): readonly Element[] {
  const elements: Element[] = [];
  for (let i = 0; i < segments.length; i += 2) {
    const ai = segments[i] ?? '';
    const value = segments[i + 1];
    if (value === undefined) {
      throw new IdentifierFault(ai === '' ? 'ends in a slash' : `${ai} at its end has no value`);
    }
    elements.push(checked(ai, decode(value), reading));
  }
  return elements;
}

/** Pairs whose name is not a number are somebody else's, and a word without `=` is nobody's. */
function elementsOfQuery(
  query: string,
  path: readonly Element[],
  reading: Reading,
): readonly Element[] {
  const found = new Map<string, Element>();
  for (const pair of query.split('&')) {
    const [ai = '', value] = pair.split(/=(.*)/s);
    if (value === undefined || !/^\d+$/.test(ai)) continue;
    if (found.has(ai)) throw new IdentifierFault(`(${ai}) comes twice`);
    checkAttribute(ai, path);
    found.set(ai, checked(ai, decode(value.replaceAll('+', ' ')), reading));
  }
  return [...found.values()];
}

/** Old links carry GTINs of 8, 12 or 13 digits. */
function checked(ai: string, value: string, reading: Reading): Element {
  const isShort = reading === 'tolerant' && ai === '01' && /^(\d{8}|\d{12,13})$/.test(value);
  const element = [ai, isShort ? value.padStart(14, '0') : value] as const;
  checkElement(element, reading);
  return element;
}
