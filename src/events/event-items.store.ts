import type { Reader } from '../platform/index.js';

/** The batch of single items, as any earlier event said it when it made them. */
export async function selectItemBatches(
  reader: Reader,
  keys: readonly string[],
): Promise<{ readonly key: string; readonly batchId: string }[]> {
  return reader.named(
    'item-batches',
    `SELECT DISTINCT ON (key) key, batch_id AS "batchId" FROM event_item
     WHERE key = ANY($1) AND batch_id IS NOT NULL ORDER BY key, at`,
    [keys],
  );
}
