import { IdentifierFault } from './fault.js';

/** Undoes percent-encoding byte by byte: GS1 values are ASCII, so any longer sequence fails their check of characters. */
export function decode(text: string): string {
  if (/%(?![\da-f]{2})/i.test(text)) {
    throw new IdentifierFault('has a % that is not followed by two hexadecimal digits');
  }
  return text.replace(/%[\da-f]{2}/gi, (escape) =>
    String.fromCharCode(parseInt(escape.slice(1), 16)),
  );
}

/** Percent-encodes everything outside the unreserved characters of RFC 3986. */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, escaped);
}

/** Percent-encodes the characters that an EPC URN does not carry as they are. */
export function encodeForUrn(text: string): string {
  return text.replace(/["%&/<>?#]/g, escaped);
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
