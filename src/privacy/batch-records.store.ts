import type { Reader } from '../platform/index.js';

export interface StoredBatchRecords {
  readonly bestBefore: string | null;
  readonly lastEventAt: Date | null;
  readonly isInOpenRecall: boolean;
}

/** Of one's own batch: its shelf life, the last event about it that one sees, and whether a recall that one sees is open. */
export async function selectBatchRecords(
  reader: Reader,
  organisationId: string,
  batchId: string,
): Promise<StoredBatchRecords | undefined> {
  const rows = await reader.query<StoredBatchRecords>(
    `SELECT best_before::text AS "bestBefore",
       (SELECT max(event.at) FROM event_item JOIN event ON event.id = event_ref
        WHERE event_item.batch_id = batch.id AND $1 = ANY (viewers)) AS "lastEventAt",
       EXISTS (SELECT FROM batch_freeze JOIN recall ON recall.id = recall_id
         WHERE batch_freeze.batch_id = batch.id::text AND closed_at IS NULL
           AND (recall.organisation_id = $1 OR EXISTS (
             SELECT FROM recall_notice
             WHERE recall_notice.recall_id = recall.id AND recall_notice.organisation_id = $1))
       ) AS "isInOpenRecall"
     FROM batch WHERE id = $2 AND organisation_id = $1`,
    [organisationId, batchId],
  );
  return rows[0];
}

/** A batch that an open recall named, and whether the recall let go of it; or one that it stopped and let go of. */
export interface StoppedBatch {
  readonly recallId: string;
  readonly openedAt: Date;
  readonly batchId: string;
  readonly productId: string;
  readonly derived: boolean;
  readonly isReleased: boolean;
}

/** What open recalls stopped that an organisation opened or was told of. */
export async function selectStopped(
  reader: Reader,
  organisationId: string,
): Promise<StoppedBatch[]> {
  return reader.query<StoppedBatch>(
    `SELECT recall.id AS "recallId", opened_at AS "openedAt", batch_id AS "batchId", product_id AS "productId",
       derived, released_at IS NOT NULL AS "isReleased"
     FROM recall JOIN batch_freeze ON recall_id = recall.id
     WHERE closed_at IS NULL AND (recall.organisation_id = $1 OR EXISTS (
       SELECT FROM recall_notice
       WHERE recall_notice.recall_id = recall.id AND recall_notice.organisation_id = $1))`,
    [organisationId],
  );
}
