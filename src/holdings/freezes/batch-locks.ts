import { lockShared, type LockedBatch } from '../../batches/index.js';
import { isUuid } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import type { Claim, FoldEvent } from '../model/claim.js';
import { isStoppedByFreeze } from './freeze.js';
import { ownPart } from '../model/own-part.js';

/** The batches that one fold keeps from recalls until it commits, and which of them a recall ever stopped. */
export class BatchLocks {
  private readonly known = new Map<string, boolean>();

  keep(locked: readonly LockedBatch[]): void {
    for (const { id, everFrozen } of locked) this.known.set(id, everFrozen);
  }

  /** Locks those that are not yet; answers whether a recall ever stopped any of all these. */
  async share(tx: Tx, batches: readonly string[]): Promise<boolean> {
    const ours = lockable(batches);
    const missing = ours.filter((id) => !this.known.has(id));
    if (missing.length > 0) this.keep(await lockShared(tx, missing));
    return ours.some((id) => this.known.get(id) === true);
  }
}

/** The batches that events take from their holders by name, as far as a freeze would stop that. */
export function batchesTaken(events: readonly FoldEvent[]): string[] {
  const claims = events.map(ownPart).filter(isStoppedByFreeze);
  return lockable(claims.flatMap(goodsTaken).flatMap(({ batch }) => batch ?? []));
}

function goodsTaken(claim: Claim) {
  if (claim.kind === 'transform') return claim.inputs;
  return 'goods' in claim ? claim.goods : [];
}

/** The fold takes batch names as they come; only those of ours have a row to lock. */
function lockable(batches: readonly string[]): string[] {
  return [...new Set(batches)].filter(isUuid);
}
