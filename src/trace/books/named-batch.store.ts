import type { Identifier } from '../../identifiers/index.js';
import type { Reader } from '../../platform/index.js';

/**
 * The batch that a label names, itself or by one of its items: a code of ours, whether or not it was activated, or
 * the key under which an event has named the batch or item. Whether the asker may see it is for the trace to say.
 */
export async function selectBatchOf(
  reader: Reader,
  { key, parts }: Identifier,
): Promise<string | undefined> {
  const [row] = await reader.query<{ batchId: string }>(
    `SELECT batch_id AS "batchId" FROM (
       SELECT batch_id, 1 AS rank FROM code WHERE code = $2 AND ($3::text IS NULL OR gtin = $3)
       UNION ALL SELECT batch_id, 2 FROM event_item WHERE key = $1
     ) named
     WHERE batch_id IS NOT NULL ORDER BY rank LIMIT 1`,
    [key, parts.code ?? parts.serial ?? null, parts.gtin ?? null],
  );
  return row?.batchId;
}

/** Whether this is the id of a batch, registered or only mentioned. */
export async function isBatch(reader: Reader, id: string): Promise<boolean> {
  const rows = await reader.query('SELECT id FROM batch WHERE id = $1::uuid', [id]);
  return rows.length > 0;
}
