import type { Eyes } from '../access/index.js';
import { isSeenRecallSql } from '../holdings/index.js';
import type { Reader } from '../platform/index.js';

/**
 * Whether open recalls that they may see stop all of these batches: along them, a regulator reads beyond its
 * jurisdiction.
 */
export async function areInOpenRecalls(
  reader: Reader,
  eyes: Eyes,
  batchIds: readonly string[],
): Promise<boolean> {
  const rows = await reader.query(
    `SELECT DISTINCT batch_id FROM batch_freeze JOIN recall ON recall.id = recall_id
     WHERE batch_id = ANY($3) AND released_at IS NULL AND closed_at IS NULL
       AND ${isSeenRecallSql({ organisation: '$1', oversees: '$2' })}`,
    [eyes.organisationId, eyes.oversees ?? null, batchIds],
  );
  return rows.length === new Set(batchIds).size;
}
