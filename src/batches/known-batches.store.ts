import type { Reader, Tx } from '../platform/index.js';
import type { BatchName, KnownBatch } from './batch.js';

/** The known ones among these names, in any order. */
export async function selectKnown(
  reader: Reader,
  names: readonly BatchName[],
): Promise<KnownBatch[]> {
  return reader.named<KnownBatch>(
    'batches-known',
    `SELECT id, product_id AS "productId", number, organisation_id AS "organisationId"
     FROM batch
     JOIN (SELECT DISTINCT * FROM unnest($1::uuid[], $2::text[]) AS name (product_id, number)) asked
       USING (product_id, number)`,
    columnsOf(names),
  );
}

/**
 * As `selectKnown`, after making rows for the unknown ones. A name that another transaction has just
 * committed is neither made (it exists) nor seen (it is younger than this statement's snapshot) and is
 * missing from the answer: the caller asks again. Updating it in the conflict instead would lock, and
 * write, each batch of each capture. Rows are made in one order, so two captures cannot deadlock.
 */
export async function selectOrMention(
  tx: Tx,
  names: readonly BatchName[],
  fresh: { readonly ids: readonly string[]; readonly mentionedAt: Date },
): Promise<KnownBatch[]> {
  return tx.named<KnownBatch>(
    'batches-mentioned',
    `WITH asked AS (
       SELECT DISTINCT ON (product_id, number) *
       FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS name (product_id, number, fresh_id)
     ), known AS (
       SELECT batch.id, product_id, number, batch.organisation_id
       FROM batch JOIN asked USING (product_id, number)
     ), made AS (
       INSERT INTO batch (id, product_id, number, mentioned_at)
       SELECT fresh_id, product_id, number, $4 FROM asked
       WHERE NOT EXISTS (SELECT FROM known
         WHERE known.product_id = asked.product_id AND known.number = asked.number)
       ORDER BY product_id, number
       ON CONFLICT ON CONSTRAINT batch_number DO NOTHING
       RETURNING id, product_id, number, organisation_id
     )
     SELECT id, product_id AS "productId", number, organisation_id AS "organisationId"
     FROM (SELECT * FROM known UNION ALL SELECT * FROM made) found`,
    [...columnsOf(names), fresh.ids, fresh.mentionedAt],
  );
}

/** A locked batch, and whether a recall ever stopped its goods: only then freezes are worth looking up. */
export interface LockedBatch {
  readonly id: string;
  readonly everFrozen: boolean;
}

/**
 * Keeps a recall from freezing these batches while an act moves them. What the locked rows say is current even where
 * the statement waited for a recall to commit.
 */
export async function lockShared(tx: Tx, ids: readonly string[]): Promise<LockedBatch[]> {
  return tx.named<LockedBatch>('batches-lock-shared', lockSharedSql(1), [ids]);
}

/** The statement of `lockShared` with the ids as its `at`th parameter, for a statement that locks more besides. */
export function lockSharedSql(at: number): string {
  return `SELECT id, ever_frozen AS "everFrozen" FROM batch WHERE id = ANY($${at}::uuid[]) ORDER BY id FOR SHARE`;
}

/** Waits for the acts that move these batches, and keeps new ones out until the end of the transaction. */
export async function lockExclusive(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.named('batches-lock-exclusive', lockExclusiveSql, [ids]);
}

/** Sorted, as everyone locks batches, so that nobody waits in a circle. */
const lockExclusiveSql = 'SELECT FROM batch WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE';

function columnsOf(names: readonly BatchName[]): [string[], string[]] {
  return [names.map((name) => name.productId), names.map((name) => name.number)];
}
