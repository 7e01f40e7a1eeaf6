import { IdentifierFault } from './fault.js';
import type { Identifier } from './gs1-key.js';
import { parseIdentifier } from './identifier.js';
import { readCode } from './native-code.js';

/**
 * The thing that a person typed or a scanner read: a code of ours by itself, however it was typed, or any notation that
 * `parseIdentifier` reads. Throws `IdentifierFault` on anything else.
 */
export function parseTyped(text: string): Identifier {
  const typed = text.trim();
  if (/[:/([\]\u001d]/.test(typed)) return parseIdentifier(typed);
  const read = readCode(typed);
  if (read.code !== undefined) {
    return { kind: 'code', key: `/t/${read.code}`, parts: { code: read.code } };
  }
  throw new IdentifierFault(`is no code of ours and no identifier with a scheme: ${read.detail}`);
}
