import type { Eyes } from '../access/index.js';
import { isSeenRecallSql } from '../holdings/index.js';
import type { Reader } from '../platform/index.js';

/** Whether an open recall that they may see stops this batch: along it, a regulator reads beyond its jurisdiction. */
export async function isInOpenCase(reader: Reader, eyes: Eyes, batchId: string): Promise<boolean> {
  const rows = await reader.query(
    `SELECT recall.id FROM batch_freeze JOIN recall ON recall.id = recall_id
     WHERE batch_id = $3 AND released_at IS NULL AND closed_at IS NULL
       AND ${isSeenRecallSql({ organisation: '$1', oversees: '$2' })} LIMIT 1`,
    [eyes.organisationId, eyes.oversees ?? null, batchId],
  );
  return rows.length > 0;
}
