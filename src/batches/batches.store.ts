import type { Reader, Tx } from '../platform/index.js';
import type { Batch, BatchName } from './batch.js';

const columns = `
  id, product_id AS "productId", number, organisation_id AS "organisationId",
  maker_party_id AS "makerPartyId", registered_at AS "registeredAt", code,
  quantity::text, unit, made_from AS "madeFrom", made_until AS "madeUntil",
  made_offset AS "madeOffset", best_before::text AS "bestBefore",
  origin_location_id AS "originLocationId"`;

/**
 * Registers a batch, adopting the row when its number has only been mentioned so far. Answers nothing if
 * the number is registered already; it first waits for a transaction that is just registering it.
 */
export async function insertBatch(tx: Tx, batch: Omit<Batch, 'code'>): Promise<Batch | undefined> {
  const rows = await tx.query<Batch>(
    `INSERT INTO batch (id, product_id, number, mentioned_at, organisation_id, maker_party_id,
       registered_at, quantity, unit, made_from, made_until, made_offset, best_before,
       origin_location_id)
     VALUES ($1, $2, $3, $4, $5, $6, $4, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT ON CONSTRAINT batch_number DO UPDATE SET
       organisation_id = EXCLUDED.organisation_id, maker_party_id = EXCLUDED.maker_party_id,
       registered_at = EXCLUDED.registered_at, quantity = EXCLUDED.quantity, unit = EXCLUDED.unit,
       made_from = EXCLUDED.made_from, made_until = EXCLUDED.made_until,
       made_offset = EXCLUDED.made_offset, best_before = EXCLUDED.best_before,
       origin_location_id = EXCLUDED.origin_location_id
     WHERE batch.organisation_id IS NULL
     RETURNING ${columns}`,
    [
      batch.id,
      batch.productId,
      batch.number,
      batch.registeredAt,
      batch.organisationId,
      batch.makerPartyId,
      batch.quantity,
      batch.unit,
      batch.madeFrom,
      batch.madeUntil,
      batch.madeOffset,
      batch.bestBefore,
      batch.originLocationId,
    ],
  );
  return rows[0];
}

/** Writes down the code issued for a batch, once. */
export async function updateCode(tx: Tx, batch: Batch, code: string): Promise<void> {
  await tx.query('UPDATE batch SET code = $3 WHERE product_id = $1 AND id = $2 AND code IS NULL', [
    batch.productId,
    batch.id,
    code,
  ]);
}

/** Which of these numbers of a product are registered; a number that is only mentioned is free. */
export async function registeredNumbers(
  reader: Reader,
  productId: string,
  numbers: readonly string[],
): Promise<Set<string>> {
  const rows = await reader.query<Pick<BatchName, 'number'>>(
    `SELECT number FROM batch
     WHERE product_id = $1 AND number = ANY($2) AND organisation_id IS NOT NULL`,
    [productId, numbers],
  );
  return new Set(rows.map((row) => row.number));
}

export async function selectOwnBatch(
  reader: Reader,
  organisationId: string,
  id: string,
): Promise<Batch | undefined> {
  const rows = await reader.query<Batch>(
    `SELECT ${columns} FROM batch WHERE id = $1 AND organisation_id = $2`,
    [id, organisationId],
  );
  return rows[0];
}

/** Newest first. `before` is the id of the last batch of the page before. */
export async function selectOwnBatches(
  reader: Reader,
  organisationId: string,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<Batch[]> {
  return reader.query<Batch>(
    `SELECT ${columns} FROM batch
     WHERE organisation_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [organisationId, page.before ?? null, page.limit],
  );
}

/** Registered batches by id, whoever owns them: for modules that decide themselves who may see what. */
export async function selectBatches(reader: Reader, ids: readonly string[]): Promise<Batch[]> {
  return reader.query<Batch>(
    `SELECT ${columns} FROM batch WHERE id = ANY($1) AND organisation_id IS NOT NULL`,
    [ids],
  );
}
