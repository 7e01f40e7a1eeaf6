import {
  externalCandidates,
  externalNames,
  IdentifierFault,
  parseGtin,
  parseIdentifier,
  readCode,
  type ExternalIdentifier,
} from '../identifiers/index.js';
import { batchKey } from './batch-key.js';
import { attributesIn, readCompressed, type Uncompressed } from './uncompressed.js';
import type { MalformedPassport, UnknownPassport } from './passport.dto.js';

/** A product by its GTIN, or a batch or piece of it by its number as well. */
export interface ThingAsked {
  readonly by: 'thing';
  readonly key: string;
  readonly gtin: string;
  readonly batch?: string;
  readonly serial?: string;
  /** The code of ours that the serial number is; absent where it is none, and then nothing is registered under it. */
  readonly code?: string;
  /** What else bare digits may mean, which is asked where nobody registered them as a GTIN. `key` then tells it from a link. */
  readonly orElse?: ExternalAsked;
}

/** What may be a code of another scheme, by which firms say what of theirs bears it. */
export interface ExternalAsked {
  readonly by: 'external';
  readonly key: string;
  /** What was asked, as it is shown. */
  readonly text: string;
  readonly names: readonly ExternalIdentifier[];
  /** What is answered where nobody says anything of it: it depends on nothing but what was asked. */
  readonly otherwise: UnknownPassport | MalformedPassport;
}

/** What a stranger asks about. `key` is equal for equal questions and holds nothing that was not asked. */
export type Question =
  | { readonly by: 'code'; readonly key: string; readonly code: string }
  | ThingAsked
  | { readonly by: 'sscc'; readonly key: string }
  | ExternalAsked
  /** A sound key of a kind of which strangers are told nothing, such as a place: nothing is read. */
  | { readonly by: 'untold'; readonly key: string };

/** An address of the public door: what it asks, or why it cannot be asked, and in which shape to answer. */
export interface PublicAddress {
  readonly question: Question | MalformedPassport;
  /** `links`: a Digital Link, whose reader is sent to where one of its links leads. */
  readonly shape: 'passport' | 'qr.svg' | 'qr.png' | 'links';
  /** Of a compressed Digital Link: what it says uncompressed. */
  readonly uncompressed?: Uncompressed;
}

/** What a torn label or a slip of the finger leaves is shown back no longer than this. */
const shownMax = 64;

/**
 * Reads the address of a request: `/t/{code}` (also `/T/`), its QR symbols, GS1 Digital Links, and our own pages about
 * what those name, `/t` before the same path. Undefined for what is not the door's. Every check that needs no records is
 * made here, so that a mistyped code never costs a statement.
 */
export function readPublicAddress(path: string, search: string): PublicAddress | undefined {
  const tidy = path.endsWith('/') ? path.slice(0, -1) : path;
  const [, lead = '', first = '', ...rest] = tidy.split('/');
  if (lead === 't' || lead === 'T') {
    if (!looksLikeAi(first)) return readNative(first, rest);
    return { shape: 'passport', question: readKey(tidy.slice(lead.length + 1)) };
  }
  const uncompressed = readCompressed(tidy, search);
  if (uncompressed !== undefined) return { ...linkAt(uncompressed), uncompressed };
  return looksLikeAi(lead) ? linkAt({ path: tidy, search }) : undefined;
}

function linkAt({ path, search }: Uncompressed): PublicAddress {
  return { shape: 'links', question: readKey(`${path}${attributesIn(search)}`) };
}

/** Nothing else of the service begins with a number of a few digits, and no code is as short. */
const looksLikeAi = (segment: string) => /^\d{2,4}$/.test(segment);

function readNative(
  segment: string,
  [symbol, ...beyond]: readonly string[],
): PublicAddress | undefined {
  const shape = symbol ?? 'passport';
  if (segment === '' || beyond.length > 0) return undefined;
  if (shape !== 'passport' && shape !== 'qr.svg' && shape !== 'qr.png') return undefined;
  const typed = decoded(segment);
  // Not by `parseCode`: to throw takes longer than all the rest of telling somebody that they mistyped.
  const { code, position } = readCode(typed);
  if (code !== undefined) return { shape, question: { by: 'code', key: `/t/${code}`, code } };
  return {
    shape,
    question: gtinTyped(typed) ?? externalTyped(typed) ?? malformedCode(typed, position),
  };
}

/** The number of an EAN-13 or its like, in groups as it stands under the bars: what cannot be read as a code may be meant so. */
function gtinTyped(typed: string): ThingAsked | undefined {
  const digits = typed.normalize('NFKC').replace(/[\s\p{Pd}]/gu, '');
  if (!/^\d{8,14}$/.test(digits)) return undefined;
  try {
    const gtin = parseGtin(digits);
    const orElse = externalTyped(digits);
    return orElse === undefined
      ? { by: 'thing', key: `/01/${gtin}`, gtin }
      : { by: 'thing', key: `/t/${digits}`, gtin, orElse };
  } catch (error) {
    if (error instanceof IdentifierFault) return undefined;
    throw error;
  }
}

/** The longest code of ours: whoever mistypes one writes no more, and is told so without a statement. */
const ownCodeMax = 16;

/** A code that stands on packs beside ours: by its look, or by what firms tell where it is no slip of the finger. */
function externalTyped(typed: string): ExternalAsked | undefined {
  const names = externalNames(typed, ownCodeMax);
  if (names.length === 0) return undefined;
  const key = names.map(({ scheme, value }) => `${scheme}:${value}`).join(' ');
  const text = [...new Set(names.map(({ value }) => value))].join(' ');
  const schemes = [...new Set(externalCandidates(typed).map(({ scheme }) => scheme))];
  // Of the names alone, as the key is: the answer is kept for others, who did not type the rest of an address.
  const otherwise: ExternalAsked['otherwise'] =
    schemes.length > 0
      ? { verdict: 'unknown', code: text, schemes }
      : malformedCode(text, undefined);
  return { by: 'external', key, text, names, otherwise };
}

/** Positions count in the text as it is shown: in capitals, without the spaces that do not matter. */
function malformedCode(typed: string, position: number | undefined): MalformedPassport {
  const tidy = /^[0-9A-Z]*$/.test(typed)
    ? typed
    : typed
        .normalize('NFKC')
        .toUpperCase()
        .replace(/[\s\p{Pd}]/gu, '');
  const text = tidy.length <= shownMax ? tidy : [...tidy].slice(0, shownMax).join('');
  if (position !== undefined) {
    return { verdict: 'malformed', text, fault: 'character', position: position + 1 };
  }
  const isCodeLength = tidy.length === 12 || tidy.length === 16;
  return { verdict: 'malformed', text, fault: isCodeLength ? 'check' : 'length' };
}

/** Attributes behind the path describe the thing and change nothing about which thing it is. */
function readKey(address: string): Question | MalformedPassport {
  try {
    const { kind, key, parts } = parseIdentifier(address);
    if (kind === 'unit') return { by: 'sscc', key };
    return parts.gtin === undefined ? { by: 'untold', key } : thingAsked(key, parts);
  } catch (error) {
    if (!(error instanceof IdentifierFault)) throw error;
    const text = [...decoded(address)].slice(0, shownMax).join('');
    return { verdict: 'malformed', text, fault: 'check' };
  }
}

/** Variants of a product are not told apart. */
function thingAsked(key: string, parts: Readonly<Record<string, string>>): ThingAsked {
  const { gtin = '', batch, serial = parts.thirdPartySerial } = parts;
  if (serial !== undefined) {
    const { code } = readCode(parts.serial ?? '');
    const piece = { by: 'thing', gtin, serial, ...(code !== undefined && { code }) } as const;
    if (batch === undefined) return { ...piece, key };
    // The batch that the label claims may be recalled where the piece is not on record, so it is part of the question.
    return {
      ...piece,
      batch,
      key: `${batchKey(gtin, batch)}${key.slice(key.indexOf('/', 4))}`,
    };
  }
  if (batch !== undefined) return { by: 'thing', key, gtin, batch };
  return { by: 'thing', key: `/01/${gtin}`, gtin };
}

/** A path that cannot be decoded is read as it stands: it will be found malformed, which it is. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
