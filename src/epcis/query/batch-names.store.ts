import type { Reader } from '../../platform/index.js';

/** Names of batches: our codes of them, and GTINs with a number, side by side. */
export interface BatchNames {
  readonly codes: readonly string[];
  readonly gtins: readonly string[];
  readonly numbers: readonly string[];
}

/** The batches that these names stand for, so that events are found that call them otherwise. */
export async function selectBatchIds(
  reader: Reader,
  { codes, gtins, numbers }: BatchNames,
): Promise<string[]> {
  const rows = await reader.query<{ id: string }>(
    `SELECT batch_id AS id FROM code WHERE code = ANY($1::text[]) AND kind = 'batch'
     UNION
     SELECT batch.id FROM unnest($2::text[], $3::text[]) AS named (gtin, number)
     JOIN product_gtin USING (gtin) JOIN batch USING (product_id, number)`,
    [codes, gtins, numbers],
  );
  return rows.map(({ id }) => id);
}

/** Batches of products, at most so many. */
export async function selectBatchesOf(
  reader: Reader,
  productIds: readonly string[],
  limit: number,
): Promise<string[]> {
  const rows = await reader.query<{ id: string }>(
    'SELECT id FROM batch WHERE product_id = ANY($1::uuid[]) LIMIT $2',
    [productIds, limit],
  );
  return rows.map(({ id }) => id);
}
