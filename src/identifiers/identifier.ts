import { parseDigitalLink } from './digital-link.js';
import { readElementString, separator } from './elements/element-string.js';
import { readScan } from './elements/scan.js';
import { parseEpcUrn } from './epc-urn.js';
import { IdentifierFault } from './fault.js';
import type { Identifier } from './gs1-key.js';
import { parseCode } from './native-code.js';
import { subjectOf } from './subject.js';
import { parseUscc } from './uscc.js';

/** No key of GS1 comes near it; keys stand in indexes. */
const lengthMax = 2048;

/**
 * The thing a text names, in any notation: EPC URN, Digital Link on any host, element string (in brackets, or
 * as scanned), our native code's address, `uscc:` and any other URI. Notations of one thing have one key:
 * GS1 things their shortest Digital Link path, native codes `/t/{code}`, and other URIs their own text. A
 * key is read back to itself. A malformed GS1 key or native code, and a text that is none of these, is
 * refused with an `IdentifierFault`.
 */
export function parseIdentifier(text: string): Identifier {
  if (text.length > lengthMax) {
    throw new IdentifierFault(`an identifier has at most ${lengthMax} characters`);
  }
  if (text.startsWith('/')) return parsePath(text);
  if (text.startsWith(']')) return parseScan(text);
  if (text.startsWith('(') || text.startsWith(separator)) {
    return subjectOf(readElementString(text, 'tolerant'));
  }
  return parseUri(text);
}

function parseScan(scan: string): Identifier {
  const scanned = readScan(scan, 'tolerant');
  return 'elements' in scanned ? subjectOf(scanned.elements) : parseIdentifier(scanned.text);
}

/** A canonical key. `id.gs1.org` is the host at which nothing else than a key is expected. */
function parsePath(path: string): Identifier {
  const named = parseNativePath(path) ?? parseDigitalLink(`https://id.gs1.org${path}`);
  if (named === undefined) throw new IdentifierFault('is no key; write the whole URI');
  return named;
}

function parseUri(uri: string): Identifier {
  const [scheme = ''] = /^[a-z][a-z0-9+.-]*(?=:\S+$)/i.exec(uri) ?? [];
  switch (scheme.toLowerCase()) {
    case '':
      throw new IdentifierFault(
        'is no identifier; write a URI, such as urn:epc:id:... or https://...',
      );
    case 'urn':
      return parseEpcUrn(uri) ?? other(uri);
    case 'http':
    case 'https':
      return parseNativePath(uri) ?? parseDigitalLink(uri) ?? other(uri);
    case 'uscc':
      return organisation(parseUscc(uri.slice('uscc:'.length)));
    default:
      return other(uri);
  }
}

/**
 * A native code's address, `/t/{code}` at the end of any path. What is written in capitals like our labels
 * is meant as a code, so a mistyped one is refused; any other word after `/t/` is somebody's web page.
 */
function parseNativePath(address: string): Identifier | undefined {
  const [, typed] = /\/t\/([^/?#]+)(?:[?#].*)?$/i.exec(address) ?? [];
  if (typed === undefined) return undefined;
  try {
    const code = parseCode(typed);
    return { kind: 'code', key: `/t/${code}`, parts: { code } };
  } catch (error) {
    if (address.startsWith('/') || /^(?:[0-9A-Z]{12}|[0-9A-Z]{16})$/.test(typed)) throw error;
    return undefined;
  }
}

function organisation(uscc: string): Identifier {
  return { kind: 'party', key: `uscc:${uscc}`, parts: { uscc } };
}

/**
 * A URI of somebody else. Only what RFC 3986 and 8141 declare to be without case is put in lower case
 * (scheme, host, URN namespace, hexadecimal digits of a UUID): any further change might make one of two things.
 */
function other(uri: string): Identifier {
  const key = uri
    .replace(/^urn:uuid:.*$/is, (urn) => urn.toLowerCase())
    .replace(/^urn:[^:]+:/i, (start) => start.toLowerCase())
    .replace(/^[^:]+:(\/\/[^/?#@]*(?=[/?#]|$))?/, (start) => start.toLowerCase());
  return { kind: 'other', key, parts: { uri: key } };
}
