import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/index.js';
import { batchesTaken, BatchLocks } from './batch-locks.js';
import type { FoldEvent } from './claim.js';
import { selectClaims } from './claims.store.js';
import { planWrite, predictedKeys } from './fold-plan.js';
import { supersede, withdrawClaims, writeFold } from './fold-write.store.js';
import { spreadFreezes } from './freeze-spread.js';
import { meetFreezes } from './freezes.js';
import { groupNamesOf } from './handoff-group.js';
import { refuseAct, refuseMoreOutThanIn } from './holdings.problems.js';
import { refold } from './refold.js';
import { raisedBookings, type Booking } from './refusal.js';
import { lockNames, StoredFold } from './stored-fold.js';

/** A change of the set of events, as one capture makes it. */
export interface FoldChange {
  readonly added: readonly FoldEvent[];
  /** Our ids of stored events that their author declares in error. */
  readonly withdrawn: readonly string[];
  readonly recordedAt: Date;
  /** Acts are refused where facts are flagged. */
  readonly recorded: 'act' | 'fact';
}

/** Keeps the state that follows from the events: the one writer of all state tables. */
@Injectable()
export class HoldingsService {
  /**
   * Folds a change into the stored state and answers the bookings of unaccounted goods that it raised. An act
   * that raises any, or does to frozen goods what it may not, is refused before anything is written. `tx` has
   * the fold's role.
   */
  async fold(tx: Tx, change: FoldChange): Promise<readonly Booking[]> {
    const { added, withdrawn, recordedAt } = change;
    if (change.recorded === 'act') refuseMoreOutThanIn(added);
    const removed = withdrawn.length === 0 ? [] : await selectClaims(tx, withdrawn);
    // Both what they seek and what they are found by: the two sides of one hand-off, captured at once, must meet
    // on a lock whichever of them names the other.
    const names = [...added, ...removed].flatMap((event) => {
      const { joins, seeks } = groupNamesOf(event);
      return [...joins, ...seeks];
    });
    const store = new StoredFold(tx);
    const locks = new BatchLocks();
    const keys = [...lockNames(names), ...predictedKeys(added)];
    locks.keep(await store.lock(keys, batchesTaken(added)));
    const refolded = await refold(store, { added, removed });
    const { posted } = refolded;
    const { recorded } = change;
    const met = await meetFreezes(tx, { added, posted, recorded, recordedAt, locks });
    const raised = raisedBookings(refolded);
    if (recorded === 'act' && raised.length > 0) throw refuseAct(raised, added);
    const refs = new Set(added.map(({ ref }) => ref));
    const changed = [...refolded.posted, ...refolded.dropped];
    const write = planWrite(await store.read(changed, refs), refolded, { added, recordedAt });
    if (write.superseded.length > 0) await supersede(tx, write.superseded, recordedAt);
    if (withdrawn.length > 0) await withdrawClaims(tx, withdrawn, recordedAt);
    writeFold(tx, write);
    if (met.length > 0) await spreadFreezes(tx, met, recordedAt);
    return raised;
  }
}
