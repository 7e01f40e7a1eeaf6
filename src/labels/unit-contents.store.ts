import type { Reader } from '../platform/index.js';

/** A batch that one registered oneself, as the label of a unit tells it. */
export interface OwnBatch {
  readonly number: string;
  /** Day without time. */
  readonly bestBefore: string | null;
}

/** Undefined for another's. */
export async function selectOwnBatch(
  reader: Reader,
  organisationId: string,
  id: string,
): Promise<OwnBatch | undefined> {
  const [batch] = await reader.query<OwnBatch>(
    `SELECT number, best_before::text AS "bestBefore" FROM batch WHERE id = $2 AND organisation_id = $1`,
    [organisationId, id],
  );
  return batch;
}
