import { createHash } from 'node:crypto';
import { assert } from './assert.js';

/**
 * A UUID version 7 (RFC 9562): ids made later sort later, so new rows land at the end of their index.
 * Its 74 random bits come from the 10 bytes given; six of theirs are overwritten.
 */
export function uuidv7(epochMilliseconds: number, randomBytes: Uint8Array): string {
  assert(randomBytes.length === 10, 'a version 7 UUID takes 10 random bytes');
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(epochMilliseconds, 0, 6);
  bytes.set(randomBytes, 6);
  return uuidText(bytes, 7);
}

/** When a version 7 UUID was made, in milliseconds since 1970. */
export function madeAt(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** The least version 7 UUID of an instant, of 1970 where it is earlier: ids made from then on are not below it. */
export function leastIdAt(epochMilliseconds: number): string {
  return uuidv7(Math.max(0, epochMilliseconds), new Uint8Array(10));
}

/**
 * The UUID that stands for these texts, always the same (version 8 over SHA-256). Rows derived from events
 * are named so, from the event and the position in it, which makes a rebuild give the same rows.
 */
export function derivedId(...parts: readonly string[]): string {
  // JSON keeps ('a', 'bc') and ('ab', 'c') apart.
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  return uuidText(digest.subarray(0, 16), 8);
}

/** Whether the text is a UUID of any version, in either case of letters. */
export function isUuid(text: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}

function uuidText(bytes: Buffer, version: number): string {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | (version << 4), 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
