import { alphabet, checkCharacter, strayCharacter } from './check-character.js';
import { IdentifierFault } from './fault.js';

/** Twelve characters for a batch or a logistic unit, sixteen for an item or a case; the last one checks. */
export type CodeLength = 12 | 16;

/** Letters that no code has, and what was on the label. */
const misread: ReadonlyMap<string, string> = new Map([
  ['I', '1'],
  ['O', '0'],
  ['Z', '2'],
  ['S', '5'],
  ['V', 'U'],
]);

/** Longer than any way to type a code with spaces; bounds the work before it starts. */
const typedLengthMax = 64;

/** What somebody typed, read as a code; or what is wrong with it, and where. */
export type ReadCode =
  | { readonly code: string; readonly position?: undefined }
  | { readonly code?: undefined; readonly detail: string; readonly position?: number };

/**
 * The code as printed, from what somebody typed: width, case, spaces, hyphens and the five letters that are
 * not in the alphabet are put right, then the check character is verified. No code gets past with one
 * character wrong or two swapped, so a database need not be asked about it.
 */
export function readCode(typed: string): ReadCode {
  const code = typed.length > typedLengthMax ? '' : cleanCode(typed);
  if (code.length !== 12 && code.length !== 16) {
    return { detail: 'a code has 12 or 16 letters and digits' };
  }
  const position = strayCharacter(code);
  if (position !== undefined) return { detail: 'a code has only letters and digits', position };
  if (checkCharacter(code.slice(0, -1), 1) === code.at(-1)) return { code };
  return { detail: 'the code was mistyped somewhere; compare it with the label' };
}

/** As `readCode`; what is wrong is thrown as an `IdentifierFault`. */
export function parseCode(typed: string): string {
  const read = readCode(typed);
  if (read.code !== undefined) return read.code;
  throw new IdentifierFault(read.detail, read.position);
}

/** The code in groups of four, as it stands on labels and is read out. */
export function spacedCode(code: string): string {
  return code.replace(/.{4}(?=.)/g, '$& ');
}

/**
 * A new unguessable code. `randomBytes` gives so many bytes of a cryptographic source; five bits of each are
 * used and their 32nd value is thrown away, so that every character is equally likely.
 */
export function makeCode(randomBytes: (count: number) => Uint8Array, length: CodeLength): string {
  let body = '';
  while (body.length < length - 1) {
    for (const byte of randomBytes(length)) {
      if (body.length < length - 1) body += alphabet[byte & 31] ?? '';
    }
  }
  return body + checkCharacter(body, 1);
}

/** Most codes come from a camera, as they were printed: there is nothing to put right in them. */
function cleanCode(typed: string): string {
  if (strayCharacter(typed) === undefined) return typed;
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replace(/[IOZSV]/g, (letter) => misread.get(letter) ?? letter);
}
