import { createHmac } from 'node:crypto';

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * What a viewer calls a party that it does not deal with: the same throughout the chain of a batch, another word in every
 * other chain and for every other viewer, so that neither comparing notes nor knowing it elsewhere tells its name. 40 bits
 * of HMAC-SHA-256 under a key of the viewer's own.
 */
export function aliasOf(
  viewersKey: Buffer,
  { partyId, batchId }: { readonly partyId: string; readonly batchId: string },
): string {
  const digest = createHmac('sha256', viewersKey).update(`${batchId} ${partyId}`).digest();
  const bits = digest.readUIntBE(0, 5);
  const word = Array.from({ length: 8 }, (_, i) => letters[Math.floor(bits / 32 ** i) % 32]);
  return `party-${word.join('')}`;
}
