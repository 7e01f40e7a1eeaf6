import type { Reader } from '../platform/index.js';

/** The batches that a making or transformation brought out, in the order in which it names them; null for none. */
export async function selectMadeIds(
  reader: Reader,
  eventRef: string,
): Promise<readonly (string | null)[]> {
  const rows = await reader.query<{ id: string | null }>(
    `SELECT batch_id AS id FROM event_item
     WHERE event_ref = $1 AND is_class AND role IN ('object', 'output') ORDER BY position`,
    [eventRef],
  );
  return rows.map(({ id }) => id);
}
