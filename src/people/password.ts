import { scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';

/** Characters that a password has: long ones need no rules about digits and signs (NIST SP 800-63B). */
export const passwordLength = { min: 12, max: 200 } as const;

/** Work of one hash, by OWASP's Password Storage Cheat Sheet: 32 MiB, three times over. */
const work = { logN: 15, r: 8, p: 3 } as const;
const hashLength = 32;
const saltLength = 16;

const derive = promisify<string, Uint8Array, number, ScryptOptions, Buffer>(scrypt);

/** Whether it may be somebody's password: long enough, and not one key held down. */
export function isFit(text: string): boolean {
  const password = plain(text);
  const length = [...password].length;
  return (
    length >= passwordLength.min && length <= passwordLength.max && new Set(password).size >= 5
  );
}

/** In PHC notation, with the work it took: a later release may ask for more and still read this. */
export async function hashPassword(
  password: string,
  randomBytes: (count: number) => Uint8Array,
): Promise<string> {
  const salt = Buffer.from(randomBytes(saltLength));
  const hash = await hashOf(password, salt, work);
  const { logN, r, p } = work;
  return `$scrypt$ln=${logN},r=${r},p=${p}$${base64(salt)}$${base64(hash)}`;
}

/**
 * Whether it is the password of the hash. Without a hash it is not, and takes as long to say so: nobody learns by the
 * clock whether there is such an account.
 */
export async function isPassword(text: string, stored: string | undefined): Promise<boolean> {
  const [, logN, r, p, salt = '', hash = ''] = phcShape.exec(stored ?? nobodys) ?? [];
  const asked = await hashOf(text, Buffer.from(salt, 'base64'), {
    logN: Number(logN),
    r: Number(r),
    p: Number(p),
  });
  return timingSafeEqual(asked, Buffer.from(hash, 'base64')) && stored !== undefined;
}

const phcShape = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;
const nobodys = `$scrypt$ln=${work.logN},r=${work.r},p=${work.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

interface Work {
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

function hashOf(password: string, salt: Uint8Array, { logN, r, p }: Work): Promise<Buffer> {
  const cost = 2 ** logN;
  return derive(plain(password), salt, hashLength, {
    cost,
    blockSize: r,
    parallelization: p,
    maxmem: 2 * 128 * cost * r,
  });
}

/** PHC leaves the padding out. */
function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '');
}

/** Keyboards differ in how they write the same letter. */
function plain(text: string): string {
  return text.normalize('NFKC');
}
