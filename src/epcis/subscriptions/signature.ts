import { createHmac } from 'node:crypto';

/** Characters of a secret that a client chose: as many as the key of the signature has bytes to be worth it. */
export const secretLength = { min: 24, max: 128 } as const;

/** What a secret of ours begins with, as Standard Webhooks writes them: the rest is its bytes in base64. */
const prefix = 'whsec_';

/** A secret as it is told, from 32 unguessable bytes. */
export function secretOf(bytes: Uint8Array): string {
  return prefix + Buffer.from(bytes).toString('base64');
}

/** What a message is signed by, and with. */
export interface Signing {
  /** `webhook-id`: the same with every try. */
  readonly id: string;
  /** `webhook-timestamp`: seconds since 1970 at this try. */
  readonly timestamp: number;
  readonly secret: string;
}

/**
 * Signs a message as Standard Webhooks says: `v1,` and the HMAC-SHA-256 of id, timestamp and body in base64. A secret that
 * does not begin with `whsec_` is its own bytes in UTF-8.
 */
export function signatureOf(body: string, { id, timestamp, secret }: Signing): string {
  const isEncoded = secret.startsWith(prefix);
  const key = isEncoded ? Buffer.from(secret.slice(prefix.length), 'base64') : Buffer.from(secret);
  const digest = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return `v1,${digest}`;
}

/** Headers that prove to the receiver who sent a message. The last is EPCIS's own name for the signature. */
export function signedHeaders(body: string, signing: Signing): Readonly<Record<string, string>> {
  const signature = signatureOf(body, signing);
  return {
    'webhook-id': signing.id,
    'webhook-timestamp': String(signing.timestamp),
    'webhook-signature': signature,
    'GS1-Signature': signature,
  };
}
