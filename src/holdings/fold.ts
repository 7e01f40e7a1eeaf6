import { present } from '../kernel/index.js';
import type { Tx } from '../platform/index.js';
import { batchesTaken, BatchLocks } from './freezes/batch-locks.js';
import type { FoldEvent } from './model/claim.js';
import { selectClaims } from './state/claims.store.js';
import { planWrite, predictedKeys } from './state/fold-plan.js';
import { supersede, withdrawClaims, writeFold } from './state/fold-write.store.js';
import { spreadFreezes } from './freezes/freeze-spread.js';
import { meetFreezes } from './freezes/freezes.js';
import { groupNamesOf } from './matching/handoff-group.js';
import { concernsOpenRecall } from './freezes/recall-concern.js';
import { refuseAct, refuseLateAct, refuseMoreOutThanIn } from './holdings.problems.js';
import { deletePending } from './state/pending.store.js';
import { putOff } from './state/put-off.js';
import { refold, type EventChange, type Refolded } from './books/refold.js';
import { raisedBookings, type Booking } from './books/refusal.js';
import { lockNames, StoredFold, TooLate } from './state/stored-fold.js';

/** A change of the set of events, as one capture makes it. */
export interface FoldChange {
  readonly added: readonly FoldEvent[];
  /** Our ids of stored events that their author declares in error. */
  readonly withdrawn: readonly string[];
  readonly recordedAt: Date;
  /** Acts are refused where facts are flagged. */
  readonly recorded: 'act' | 'fact';
  /** Left out, the change is folded whatever it takes. */
  readonly within?: FoldBound;
}

/** How much a capture may fold in its own transaction, and for whom it is put off past that. */
export interface FoldBound {
  /** Postings of later instants to be read, counted key by key. */
  readonly laterPostings: number;
  /** Whose capture it is: what is put off is told in its name when it is folded. */
  readonly organisationId: string;
}

/** What a change came to. */
export interface Folded {
  /** Bookings of unaccounted goods that it raised. */
  readonly raised: readonly Booking[];
  /** It is past its bound: recorded, and folded later (`settle`). */
  readonly settling: boolean;
}

/**
 * Folds a change into the stored state: the one writer of all state tables. An act that raises bookings of unaccounted
 * goods, or does to frozen goods what it may not, is refused before anything is written; so is one past its bound, where
 * a fact is put off. `tx` has the fold's role.
 */
export async function fold(tx: Tx, change: FoldChange): Promise<Folded> {
  const { added, withdrawn, recordedAt, recorded, within } = change;
  if (recorded === 'act') refuseMoreOutThanIn(added);
  const removed = await claimsWithdrawn(tx, withdrawn);
  const locks = new BatchLocks();
  const read = await readWithin(tx, { added, removed, recorded, locks, within });
  if (read === 'too-late') {
    const { organisationId } = present(within, 'a bound');
    await putOff(tx, { added, removed, recordedAt, organisationId });
    return { raised: [], settling: true };
  }
  const { store, refolded } = read;
  const { posted } = refolded;
  const met = await meetFreezes(tx, { added, posted, recorded, recordedAt, locks });
  const raised = raisedBookings(refolded);
  if (recorded === 'act' && raised.length > 0) throw refuseAct(raised, added);
  const refs = new Set(added.map(({ ref }) => ref));
  const changed = [...refolded.posted, ...refolded.dropped];
  const stored = await store.read(changed, refs);
  const write = await store.stepByStep(planWrite(stored, refolded, { added, recordedAt }));
  if (write.superseded.length > 0) await supersede(tx, write.superseded, recordedAt);
  if (withdrawn.length > 0) await withdrawClaims(tx, withdrawn, recordedAt);
  await writeFold(tx, write);
  if (met.length > 0) await spreadFreezes(tx, met, recordedAt);
  return { raised, settling: false };
}

/** The claims of folded events. Of those that are pending nothing was folded yet, so they are just forgotten. */
async function claimsWithdrawn(tx: Tx, refs: readonly string[]): Promise<readonly FoldEvent[]> {
  if (refs.length === 0) return [];
  const folded = await selectClaims(tx, refs);
  if (folded.length === refs.length) return folded;
  await deletePending(tx, refs);
  return selectClaims(tx, refs); // once more: one of them may have been folded just now
}

interface Reading extends EventChange, Pick<FoldChange, 'recorded'> {
  readonly within: FoldBound | undefined;
  readonly locks: BatchLocks;
}

interface ReadFold {
  readonly store: StoredFold;
  readonly refolded: Refolded;
}

/**
 * Reads and replays, and writes nothing; a fact past its bound is too late for that. What is about goods in the scope of
 * an open recall has none: scope and freezes stand when the capture is answered.
 */
async function readWithin(tx: Tx, reading: Reading): Promise<ReadFold | 'too-late'> {
  const { added, removed, recorded, within } = reading;
  try {
    return await readFold(tx, reading, within?.laterPostings ?? Infinity);
  } catch (error) {
    if (!(error instanceof TooLate)) throw error;
    if (recorded === 'act') throw refuseLateAct();
    const isUrgent = await concernsOpenRecall(tx, [...added, ...removed]);
    return isUrgent ? readFold(tx, reading, Infinity) : 'too-late';
  }
}

async function readFold(
  tx: Tx,
  { added, removed, locks }: Reading,
  tailMax: number,
): Promise<ReadFold> {
  // Both what they seek and what they are found by: the two sides of one hand-off, captured at once, must meet
  // on a lock whichever of them names the other.
  const names = [...added, ...removed].flatMap((event) => {
    const { joins, seeks } = groupNamesOf(event);
    return [...joins, ...seeks];
  });
  const store = new StoredFold(tx, tailMax);
  const keys = [...lockNames(names), ...(await store.stepByStep(predictedKeys(added)))];
  locks.keep(await store.lock(keys, batchesTaken(added)));
  return { store, refolded: await refold(store, { added, removed }) };
}
