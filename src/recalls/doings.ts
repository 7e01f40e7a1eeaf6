import type { Reader } from '../platform/index.js';
import type { Check } from './checks.js';
import { selectChecks } from './checks.store.js';
import { judged, relabelled, type Disposal, type JudgedDestruction } from './disposals.js';
import { selectDestructions, selectDisposals } from './disposals.store.js';
import type { RecallScope } from './recall.js';
import { reconcile, type Reconciliation } from './reconciliation.js';
import { selectMovements } from './scope.store.js';

/** What was done with goods in a recall. */
export interface Doings {
  readonly disposals: readonly Disposal[];
  readonly destructions: readonly JudgedDestruction[];
  readonly checks: readonly Check[];
  /** Of each named batch. */
  readonly reconciliations: readonly Reconciliation[];
}

/** Of a closed recall as it was known when it closed. */
export async function readDoings(
  reader: Reader,
  { recall, batches }: Pick<RecallScope, 'recall' | 'batches'>,
): Promise<Doings> {
  const all = batches.map(({ batchId }) => batchId);
  const named = batches.filter(({ why }) => why === 'named').map(({ batchId }) => batchId);
  const disposals = await selectDisposals(reader, recall.id);
  const movements = [
    ...(await selectMovements(reader, named, recall)),
    ...relabelled(disposals, recall.organisationId),
  ];
  return {
    disposals,
    checks: await selectChecks(reader, recall.id),
    destructions: judged(await selectDestructions(reader, all, recall), disposals),
    reconciliations: named.flatMap((batchId) => reconcile(batchId, movements) ?? []),
  };
}

/** What one organisation that was told may see of it. */
export function ownDoingsOf(doings: Doings, organisationId: string): Doings {
  const isOwn = (each: { readonly organisationId: string }) =>
    each.organisationId === organisationId;
  return {
    disposals: doings.disposals.filter(isOwn),
    destructions: doings.destructions.filter(isOwn),
    checks: [],
    reconciliations: [],
  };
}
