import { createHmac } from 'node:crypto';

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * What a viewer calls a party that it does not deal with: always the same, and another word for every other viewer, so
 * that two who compare notes learn nothing. 40 bits of HMAC-SHA-256 under a key of the viewer's own.
 */
export function aliasOf(viewersKey: Buffer, partyId: string): string {
  const digest = createHmac('sha256', viewersKey).update(partyId).digest();
  const bits = digest.readUIntBE(0, 5);
  const word = Array.from({ length: 8 }, (_, i) => letters[Math.floor(bits / 32 ** i) % 32]);
  return `party-${word.join('')}`;
}
