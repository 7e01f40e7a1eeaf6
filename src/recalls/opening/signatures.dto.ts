import type { SeenSignature } from './signatures.store.js';

/** Who answers for the opening of a recall. */
export class RecallSignatureView {
  /** The first one, or the second. */
  place!: 1 | 2;
  /** When it was given, RFC 3339 in UTC. Null: it is yet to be. */
  signedAt!: string | null;
  /** The id of the key that it was given with, as the audit names it. Null: it is yet to be. */
  signedBy!: string | null;
  /** Until when it has to be given after an emergency opening, RFC 3339 in UTC. Null: it was there at the opening. */
  dueAt!: string | null;
}

export function toRecallSignatureView(signature: SeenSignature): RecallSignatureView {
  const { place, signedAt, signedBy, dueAt } = signature;
  return {
    ...{ place, signedBy },
    signedAt: signedAt?.toISOString() ?? null,
    dueAt: dueAt?.toISOString() ?? null,
  };
}
