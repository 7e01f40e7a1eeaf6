import { IdentifierFault } from '../fault.js';

/** Base 64 for URIs (RFC 4648), six bits a character. */
export const base64Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Reads a base 64 text bit by bit, from the left. */
export class BitReader {
  private readonly bits: string;
  private at = 0;

  constructor(base64: string) {
    let bits = '';
    for (const character of base64) {
      bits += base64Alphabet.indexOf(character).toString(2).padStart(6, '0');
    }
    this.bits = bits;
  }

  /** The next bits as a number; refuses to read past the end. */
  take(count: number): number {
    return parseInt(this.next(count), 2);
  }

  /** A number of so many decimal digits, zeros in front included, in as few bits as hold all of them. */
  takeDigits(count: number): string {
    if (count === 0) return '';
    const digits = BigInt(`0b${this.next(bitsOfDigits(count))}`).toString();
    if (digits.length > count) throw new IdentifierFault(`has a number of over ${count} digits`);
    return digits.padStart(count, '0');
  }

  /** Characters of an alphabet, so many bits each. */
  takeCharacters(count: number, bitsEach: number, alphabet: (index: number) => string): string {
    return Array.from({ length: count }, () => alphabet(this.take(bitsEach))).join('');
  }

  /** Whether so few bits are left, all of them zero, that they only fill up the last character. */
  isAtEnd(): boolean {
    return this.bits.length - this.at < leastElement && !this.bits.includes('1', this.at);
  }

  private next(count: number): string {
    const bits = this.bits.slice(this.at, this.at + count);
    if (bits.length < count) throw new IdentifierFault('ends in the middle of a value');
    this.at += count;
    return bits;
  }
}

/** No element has fewer bits: eight for its AI, four for one digit. */
const leastElement = 12;

/** The standard takes the logarithms and a hundredth, rounded up. */
function bitsOfDigits(count: number): number {
  return Math.ceil(count * Math.log2(10) + 0.01);
}

/** The bits that tell a length of so much at most. */
export function bitsOfLength(most: number): number {
  return Math.ceil(Math.log2(most) + 0.01);
}
