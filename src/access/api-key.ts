import { createHash, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** A key as its owner holds it: shown once. */
export interface NewKey {
  readonly id: string;
  readonly text: string;
  readonly digest: Buffer;
}

/** Letters and digits that survive a double click, a URL and a log search. */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** 256 bits in this alphabet. */
const secretLength = 43;
const checkLength = 6;

/**
 * `fk_{id}_{secret}{check}`: the prefix lets scanners of leaked secrets find it, the id looks it up, the check
 * tells a mistyped key from a wrong one without the database.
 */
export function makeKey(randomBytes: (count: number) => Uint8Array): NewKey {
  const id = letters(randomBytes(9), 12);
  const secret = letters(randomBytes(32), secretLength);
  const body = `fk_${id}_${secret}`;
  return { id, text: body + checkOf(body), digest: digestOf(secret) };
}

/** The id and secret in a key's text, or undefined if it can't be one of ours. */
export function readKey(
  text: string,
): { readonly id: string; readonly secret: string } | undefined {
  const [, demo] = /^fk_(demo_[a-z]{1,20})$/.exec(text) ?? [];
  if (demo !== undefined) return { id: demo, secret: demo };
  const [, body, id, secret, check] =
    /^(fk_([0-9A-Za-z]{12})_([0-9A-Za-z]{43}))([0-9A-Za-z]{6})$/.exec(text) ?? [];
  if (body === undefined || id === undefined || secret === undefined) return undefined;
  return checkOf(body) === check ? { id, secret } : undefined;
}

/** Keys whose secret everybody can read in the README; only a demo database has rows for them. */
export function isDemoKey(id: string): boolean {
  return id.startsWith('demo_');
}

export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

export function isSameDigest(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function checkOf(body: string): string {
  return toText(BigInt(crc32(body)), checkLength);
}

function letters(bytes: Uint8Array, length: number): string {
  return toText(BigInt(`0x${Buffer.from(bytes).toString('hex')}`), length);
}

/** A number in our alphabet, its lowest digits first, cut or filled to a length. */
function toText(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text += alphabet[Number(rest % 62n)];
  return text;
}
