import type { RecallScope } from '../recall.js';

/** What changes the scope of a recall, or who decides about it. */
export type ChangeKind = 'opened' | 'widened' | 'reached' | 'released' | 'taken-over' | 'closed';

/** A change, as it is noted. */
export interface NewChange {
  readonly kind: ChangeKind;
  /** The organisation that did it; null: records that came later did, by themselves. */
  readonly byId: string | null;
  readonly reason: string | null;
}

/** What records that came later bring into a scope. */
export const reached: NewChange = { kind: 'reached', byId: null, reason: null };

/** A batch in scope; or, with a holder or a place, goods of it there. */
export interface ScopeLine {
  readonly batchId: string;
  /** The organisation that has the goods. */
  readonly holderId: string | null;
  /** Where the goods are, if no organisation is known. */
  readonly placeId: string | null;
}

/** All that is in a scope now: what of it was there before is known by its line. */
export function linesOf({ batches, holdings }: RecallScope): ScopeLine[] {
  const live = batches.filter(({ releasedAt }) => releasedAt === null);
  return [
    ...live.map(({ batchId }) => lineOfBatch(batchId)),
    ...holdings.map(({ batchId, organisationId, placeId }) => ({
      batchId,
      holderId: organisationId,
      placeId: organisationId === null ? placeId : null,
    })),
  ];
}

export function lineOfBatch(batchId: string): ScopeLine {
  return { batchId, holderId: null, placeId: null };
}
