import { expandName, vocabularyWord, type Vocabulary } from '../../events/index.js';
import { looseKey, parseTyped } from '../../identifiers/index.js';
import { parseDecimal, parseMoment, ValueFault } from '../../kernel/index.js';

/** Turns one value of a parameter into the canonical form in which events are searched, or throws a `ValueFault`. */
export type ReadValue = (text: string) => string;

/** A word of CBV in any notation, bare; one of another vocabulary by its full IRI. */
export function word(vocabulary: Vocabulary): ReadValue {
  return (text) => {
    const known = vocabularyWord(vocabulary, expandName(text, undefined));
    if (known !== undefined && (vocabulary.words.has(known) || isIri(known))) return known;
    throw new ValueFault(
      `${shown(text)} is not a ${vocabulary.name} of the Core Business Vocabulary 2.0; use one of its words or the full IRI of another vocabulary's`,
    );
  };
}

/** The key of an identifier in any notation. */
export const identifier: ReadValue = (text) => parseTyped(text).key;

/** As `identifier`; a URI that is none which we understand is itself. */
export const identifierOrUri: ReadValue = (text) =>
  isIri(text) ? looseKey(text) : identifier(text);

/** Text that is compared as it is. */
export const plain: ReadValue = (text) => text;

/** Hexadecimal digits mean the same in capitals. */
export const hexadecimal: ReadValue = (text) => {
  if (/^[A-Fa-f0-9]+$/.test(text)) return text.toLowerCase();
  throw new ValueFault('must be hexadecimal digits');
};

export const decimal: ReadValue = (text) => {
  parseDecimal(text);
  return text;
};

export function whole(text: string, most: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= most) return number;
  throw new ValueFault(`must be a whole number from 1 to ${most}`);
}

export function oneOf(words: readonly string[]): ReadValue {
  return (text) => {
    if (words.includes(text)) return text;
    throw new ValueFault(`must be ${words.join(', ')}`);
  };
}

/** `true` or nothing asks; `false` is as if it had not been given. */
export function asksForPresence(text: string): boolean {
  if (text === '' || text === 'true') return true;
  if (text === 'false') return false;
  throw new ValueFault('must be true, false or have no value');
}

/** Epoch milliseconds. A `+` that a client did not encode reaches us as a blank. */
export function instant(text: string): number {
  return parseMoment(text.replace(/ (?=\d\d:\d\d$)/, '+')).instant;
}

/** What a comparison of extension members compares with: a number, or else a time. */
export function numberOrInstant(text: string): { number: string } | { instant: number } {
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return { number: decimal(text) };
  try {
    return { instant: instant(text) };
  } catch (error) {
    if (!(error instanceof ValueFault)) throw error;
    throw new ValueFault('must be a decimal number, or a time with offset');
  }
}

function isIri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\S+$/i.test(text);
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 60));
}
