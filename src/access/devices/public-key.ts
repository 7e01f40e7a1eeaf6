import { createPublicKey } from 'node:crypto';

/** A public key as RFC 7517 and 8037 write it, with the members that make it up and no others. */
export interface PublicKey {
  readonly kty: 'EC' | 'OKP';
  readonly crv: 'P-256' | 'Ed25519';
  readonly x: string;
  readonly y?: string;
}

/** How a token of this key may be signed. The key says it, never the token; Ed25519 has an older and a newer name. */
export function algorithmsOf({ kty }: PublicKey): string[] {
  return kty === 'EC' ? ['ES256'] : ['EdDSA', 'Ed25519'];
}

/** Whether the members go together, and stand for a point of the curve. */
export function isUsable(key: PublicKey): boolean {
  const { kty, crv, y } = key;
  const fits =
    kty === 'EC' ? crv === 'P-256' && y !== undefined : crv === 'Ed25519' && y === undefined;
  if (!fits) return false;
  try {
    createPublicKey({ key: { ...key }, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}
