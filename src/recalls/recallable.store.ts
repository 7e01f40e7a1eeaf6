import { isOverseenSql, type Eyes } from '../access/index.js';
import type { BatchOf } from '../holdings/index.js';
import type { Reader } from '../platform/index.js';

const overseen = isOverseenSql('organisation', '$2::text');

/**
 * Those of these batches that they may recall: registered by them, or, for a regulator, by whom it oversees or named in
 * an event that one of those may see. Nobody recalls a batch that was only mentioned.
 */
export async function selectRecallable(
  reader: Reader,
  { organisationId, oversees }: Eyes,
  batchIds: readonly string[],
): Promise<BatchOf[]> {
  return reader.query<BatchOf>(
    `SELECT batch.id AS "batchId", product_id AS "productId" FROM batch
     WHERE batch.id = ANY($3::uuid[]) AND organisation_id IS NOT NULL AND (
       organisation_id = $1
       OR EXISTS (SELECT FROM organisation WHERE organisation.id = batch.organisation_id AND ${overseen})
       OR $2::text IS NOT NULL AND EXISTS (
         SELECT FROM event_item JOIN event ON event.id = event_ref
         JOIN organisation ON organisation.id = ANY (event.viewers)
         WHERE event_item.batch_id = batch.id AND ${overseen}))`,
    [organisationId, oversees ?? null, batchIds],
  );
}
