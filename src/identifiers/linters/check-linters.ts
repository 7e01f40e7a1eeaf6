import { checkDigit } from '../check-digit.js';
import { countryLetters } from './code-lists.js';
import { isText82 } from './text-linters.js';

/** Linters of values whose last characters follow from the others. */

export function endsInCheckDigit(text: string): boolean {
  return /^[0-9]+$/.test(text) && checkDigit(text.slice(0, -1)) === text.at(-1);
}

/** The 82 characters in the order that gives each its value. */
const alphabet =
  '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const checkAlphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
/** As many as GS1's own implementation checks; the longest value that has a check pair has 23. */
const checkedMax = 97;
const primes = firstPrimes(checkedMax);

/**
 * The pair of characters that checks text (GS1 General Specifications, 7.9.5): the values of the characters, each times a prime
 * number, from the right 2, 3, 5 and so on, summed modulo 1021.
 */
export function endsInCheckPair(text: string): boolean {
  const body = text.slice(0, -2);
  if (text.length < 2 || body.length > checkedMax || !isText82(body)) return false;
  let sum = 0;
  for (let i = 0; i < body.length; i++) {
    sum += alphabet.indexOf(body.charAt(i)) * (primes[body.length - 1 - i] ?? 0);
  }
  const remainder = sum % 1021;
  return (
    text.slice(-2) === checkAlphabet.charAt(remainder >> 5) + checkAlphabet.charAt(remainder & 31)
  );
}

/** An international bank account number (ISO 13616). */
export function isIban(text: string): boolean {
  if (!/^[0-9A-Z]{5,}$/.test(text) || !countryLetters.has(text.slice(0, 2))) return false;
  const digits = (text.slice(4) + text.slice(0, 4)).replace(/[A-Z]/g, (letter) =>
    String(parseInt(letter, 36)),
  );
  return BigInt(digits) % 97n === 1n;
}

function firstPrimes(count: number): readonly number[] {
  const found: number[] = [];
  for (let next = 2; found.length < count; next++) {
    if (found.every((prime) => next % prime !== 0)) found.push(next);
  }
  return found;
}
