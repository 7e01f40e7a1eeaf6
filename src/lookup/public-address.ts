import { IdentifierFault, parseCode, parseIdentifier } from '../identifiers/index.js';
import type { MalformedPassport } from './passport.dto.js';

/** What a stranger asks about. `key` is equal for equal questions and holds nothing that was not asked. */
export type Question =
  | { readonly by: 'code'; readonly key: string; readonly code: string; readonly gtin?: string }
  | {
      readonly by: 'batch';
      readonly key: string;
      readonly gtin: string;
      readonly number: string;
    }
  | { readonly by: 'sscc'; readonly key: string }
  /** A serial number that no code of ours has: nothing is known about it, and nothing is read. */
  | { readonly by: 'stranger'; readonly key: string };

/** An address of the public door: what it asks, or why it cannot be asked, and in which shape to answer. */
export interface PublicAddress {
  readonly question: Question | MalformedPassport;
  readonly shape: 'passport' | 'qr.svg' | 'qr.png';
}

/** What a torn label or a slip of the finger leaves is shown back no longer than this. */
const shownMax = 64;

/**
 * Reads the path of a request: `/t/{code}` (also `/T/`), its QR symbols, and GS1 Digital Links of batches,
 * items and logistic units. Undefined for what is not the door's. Every check that needs no records is
 * made here, so that a mistyped code never costs a statement.
 */
export function readPublicPath(path: string): PublicAddress | undefined {
  const tidy = path.endsWith('/') ? path.slice(0, -1) : path;
  const [, lead = '', ...rest] = tidy.split('/');
  if (lead === 't' || lead === 'T') return readNative(rest);
  if (lead === '01' || lead === '00') return readDigitalLink(tidy);
  return undefined;
}

function readNative([segment = '', symbol, ...beyond]: readonly string[]):
  PublicAddress | undefined {
  const shape = symbol ?? 'passport';
  if (segment === '' || beyond.length > 0) return undefined;
  if (shape !== 'passport' && shape !== 'qr.svg' && shape !== 'qr.png') return undefined;
  const typed = decoded(segment);
  try {
    const code = parseCode(typed);
    return { shape, question: { by: 'code', key: `/t/${code}`, code } };
  } catch (error) {
    if (!(error instanceof IdentifierFault)) throw error;
    return { shape, question: malformedCode(typed, error) };
  }
}

/** Positions count in the text as it is shown: in capitals, without the spaces that do not matter. */
function malformedCode(typed: string, { position }: IdentifierFault): MalformedPassport {
  const tidy = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '');
  const text = [...tidy].slice(0, shownMax).join('');
  if (position !== undefined) {
    return { verdict: 'malformed', text, fault: 'character', position: position + 1 };
  }
  const isCodeLength = tidy.length === 12 || tidy.length === 16;
  return { verdict: 'malformed', text, fault: isCodeLength ? 'check' : 'length' };
}

/** Attributes behind the path describe the thing and change nothing about which thing it is. */
function readDigitalLink(path: string): PublicAddress | undefined {
  try {
    const { kind, key, parts } = parseIdentifier(path);
    const question = questionOf(kind, key, parts);
    return question && { shape: 'passport', question };
  } catch (error) {
    if (!(error instanceof IdentifierFault)) throw error;
    const text = decoded(path).slice(0, shownMax);
    return { shape: 'passport', question: { verdict: 'malformed', text, fault: 'check' } };
  }
}

function questionOf(
  kind: string,
  key: string,
  { gtin = '', batch = '', serial = '' }: Readonly<Record<string, string>>,
): Question | undefined {
  if (kind === 'unit') return { by: 'sscc', key };
  if (kind === 'batch') return { by: 'batch', key, gtin, number: batch };
  if (kind !== 'item') return undefined;
  try {
    return { by: 'code', key, code: parseCode(serial), gtin };
  } catch {
    return { by: 'stranger', key };
  }
}

/** A path that cannot be decoded is read as it stands: it will be found malformed, which it is. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
