import type { Reader } from '../platform/index.js';

/** What one's own eyes see of goods in a unit. Others' products and batches that they do not see are no rows here. */
export interface SeenBatch {
  readonly number: string;
  /** Day without time. */
  readonly bestBefore: string | null;
}

export async function selectSeenBatch(
  reader: Reader,
  organisationId: string,
  id: string,
): Promise<SeenBatch | undefined> {
  const [batch] = await reader.query<SeenBatch>(
    `SELECT number, best_before::text AS "bestBefore" FROM batch WHERE id = $2 AND organisation_id = $1`,
    [organisationId, id],
  );
  return batch;
}
