import type { Actor } from '../access/index.js';
import type { BatchOf } from '../holdings/index.js';
import { faultyRequest } from '../kernel/index.js';
import type { Reader } from '../platform/index.js';
import { selectRecallable } from './recallable.store.js';

/** These batches, all of which the actor may recall; others are refused as those that do not exist. */
export async function recallable(
  reader: Reader,
  actor: Actor,
  batchIds: readonly string[],
): Promise<BatchOf[]> {
  const found = await selectRecallable(reader, actor, batchIds);
  const known = new Map(found.map((batch) => [batch.batchId, batch]));
  const batches = batchIds.flatMap((batchId) => known.get(batchId) ?? []);
  if (batches.length === batchIds.length) return batches;
  const unknown = batchIds.flatMap((batchId, i) =>
    known.has(batchId)
      ? []
      : [{ pointer: `/batchIds/${i}`, detail: 'is no batch that you may recall' }],
  );
  throw faultyRequest(unknown);
}
