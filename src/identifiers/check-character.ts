/** The 31 characters of GB 32100: without I O S V Z, which people misread, and a prime number of them. */
export const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/**
 * The character c with: the sum of value(i) x 3^(i + shift), i from 0 at the left, plus c is divisible by 31.
 * 3 is a primitive root of 31, so all positions weigh differently, and every single substitution and every
 * swap of two characters is found. Social credit codes shift by 0, our own codes by 1 (so that no character
 * weighs as much as the check character itself, and a swap with it is found too).
 */
export function checkCharacter(body: string, shift: 0 | 1): string {
  let sum = 0;
  let weight = 3 ** shift;
  for (const character of body) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  // The outer remainder matters: a sum divisible by 31 is checked by 0.
  return alphabet[(31 - (sum % 31)) % 31] ?? '';
}

const stray = new RegExp(`[^${alphabet}]`, 'u');

/** Where the first character outside the alphabet stands. */
export function strayCharacter(code: string): number | undefined {
  const position = code.search(stray);
  return position < 0 ? undefined : position;
}
