import { derivedBatches } from '../holdings/index.js';
import type { Reader } from '../platform/index.js';
import type { StoppedBatch } from './batch-records.store.js';

/**
 * Whether a batch was made of what these recalls named, also by links that were corrected since: a maker's recall stops no
 * such batch, and yet it is in its scope. `reader` sees the links of others.
 */
export async function isMadeOf(
  reader: Reader,
  stopped: readonly StoppedBatch[],
  batchId: string,
): Promise<boolean> {
  for (const recallId of new Set(stopped.map((each) => each.recallId))) {
    const ofRecall = stopped.filter((each) => each.recallId === recallId);
    const released = ofRecall.filter(({ isReleased }) => isReleased);
    const links = {
      knownSince: ofRecall[0]?.openedAt ?? null,
      without: new Set(released.map((each) => each.batchId)),
    };
    const named = ofRecall.filter(({ derived }) => !derived);
    if ((await derivedBatches(reader, named, links)).has(batchId)) return true;
  }
  return false;
}
