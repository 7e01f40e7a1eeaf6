import type { Element } from './elements/ai-table.js';
import { decompressLink } from './elements/compressed-link.js';
import { isPrimaryKey } from './elements/key-path.js';
import { elementsOfLink, splitLink } from './elements/read-link.js';
import { gs1Stem } from './elements/write-link.js';
import { hasCheckDigit } from './check-digit.js';
import { thingNamed, type Identifier } from './gs1-key.js';

/** The host of GS1 itself: what stands there under a key's number can only be meant as that key. */
const gs1Host = 'id.gs1.org';

/** GIAI, GINC, CPID and GMN start with a company prefix, which has six digits or more; the others are numbers. */
const startsWithAPrefix: ReadonlySet<string> = new Set(['401', '8004', '8010', '8013']);
const digitsOfAPrefix = 6;
const digitsOfANumber = 12;

interface DigitalLink {
  readonly path: readonly Element[];
  readonly attributes: readonly Element[];
}

/**
 * The thing a GS1 Digital Link URI names, on any host and below any stem; undefined for a web address that
 * is none. The rightmost key counts. A broken key is refused. A compressed link is read at GS1's own host only, since by chance
 * the end of many a web address looks like one.
 *
 * A path such as `/2026/01/17` is only somebody's web address: outside GS1's own host a key is taken for
 * one when the value has digits enough to be meant so.
 */
export function parseDigitalLink(uri: string): Identifier | undefined {
  const link = readDigitalLink(uri);
  return link && thingNamed(link.path);
}

/** The same link in full: the elements of its path, which name the thing, and those of its query, which describe it. */
export function readDigitalLink(uri: string): DigitalLink | undefined {
  const parts = splitLink(uri);
  if (parts === undefined) return undefined;
  const { segments, authority } = parts;
  const ofGs1 = authority.toLowerCase() === gs1Host;
  const start = startOfKey(segments, ofGs1);
  const isPlain = start !== undefined && (segments.length - start) % 2 === 0;
  const plain = ofGs1 && !isPlain ? decompressLink(uri) : undefined;
  if (plain !== undefined) return readDigitalLink(plain);
  if (start === undefined) return undefined;
  const elements = elementsOfLink(uri, parts, start, 'tolerant');
  const length = (segments.length - start) / 2;
  return { path: elements.slice(0, length), attributes: elements.slice(length) };
}

/** The Digital Link (or native code's address) of a canonical key below a base such as `https://trace.example`. */
export function digitalLink(key: string, base: string): string {
  if (!key.startsWith('/')) throw new Error(`${key} is no path, so it has no address of ours`);
  return base.replace(/\/+$/, '') + key;
}

/** The URI of a key of GS1 at GS1's own host; undefined where it is a code of ours or a URI already. */
export function gs1Uri(key: string): string | undefined {
  return /^\/\d/.test(key) ? gs1Stem + key : undefined;
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
  const least = startsWithAPrefix.has(ai) ? digitsOfAPrefix : digitsOfANumber;
  return value.search(/\D|$/) >= least;
}
