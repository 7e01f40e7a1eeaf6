import { present } from '../kernel/index.js';
import type { Reader } from '../platform/index.js';
import type { RulePacks } from '../rules/index.js';
import { selectNotices } from './answers.store.js';
import type { Telling } from './contacts.js';
import { selectTellings } from './contacts.store.js';
import { grantedUntil, type Extension } from './course/extension.js';
import { selectExtensions } from './course/extensions.store.js';
import { readDoings, type Doings } from './doings.js';
import { selectSignatures, type SeenSignature } from './opening/signatures.store.js';
import type { OwnRecall, RecallScope } from './recall.js';
import { recallClock, type RecallClock } from './recall-clock.js';
import { selectBreaches } from './recalls.store.js';
import { scopeAtClosing } from './scope.js';
import { selectFrozen } from './scope.store.js';

/** A change of what a recall stops. */
export interface ScopeChange {
  readonly at: Date;
  readonly batchId: string;
  /** `named` at the opening; `spread` to what was made of a named batch; `released` before the closing. */
  readonly what: 'named' | 'spread' | 'released';
}

/** All that the closing of a recall rests on, as it was known then. */
export interface RecallReport extends RecallScope, Doings {
  readonly clock: RecallClock;
  readonly signatures: readonly SeenSignature[];
  readonly extensions: readonly Extension[];
  readonly changes: readonly ScopeChange[];
  readonly tellings: readonly Telling[];
}

/**
 * The report of a closed recall, computed from the record as of its closing: whatever is captured, corrected or renamed later
 * changes nothing in it. So it says who is who by ids, which never change, and names nobody.
 */
export async function readReport(
  reader: Reader,
  recall: OwnRecall,
  rules: RulePacks,
): Promise<RecallReport> {
  const closedAt = present(recall.closedAt, 'the closing of a recall that is reported');
  const extensions = await selectExtensions(reader, [recall.id]);
  const scope = await scopeAtClosing(reader, recall, closedAt);
  const batches = [...scope.batches].sort((a, b) => compareText(a.batchId, b.batchId));
  return {
    recall,
    ...{ batches, holdings: scope.holdings },
    breaches: await selectBreaches(reader, recall),
    notices: await selectNotices(reader, recall.id),
    tellings: await selectTellings(reader, recall.id),
    ...(await readDoings(reader, { recall, batches })),
    changes: await scopeChanges(reader, recall.id, closedAt),
    clock: recallClock(recall, rules, {
      now: closedAt.getTime(),
      extendedTo: grantedUntil(extensions),
    }),
    signatures: await selectSignatures(reader, [recall.id]),
    extensions,
  };
}

async function scopeChanges(
  reader: Reader,
  recallId: string,
  closedAt: Date,
): Promise<ScopeChange[]> {
  const frozen = await selectFrozen(reader, recallId);
  const changes = frozen.flatMap(({ batchId, derived, frozenAt, releasedAt }): ScopeChange[] => [
    { at: frozenAt, batchId, what: derived ? 'spread' : 'named' },
    ...(releasedAt !== null && releasedAt < closedAt
      ? [{ at: releasedAt, batchId, what: 'released' } as const]
      : []),
  ]);
  return changes.sort(
    (a, b) => a.at.getTime() - b.at.getTime() || compareText(a.batchId, b.batchId),
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
