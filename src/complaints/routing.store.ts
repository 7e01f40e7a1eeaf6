import type { Reader } from '../platform/index.js';
import type { ReportedThing } from './reported-thing.js';

/** Whose goods were reported. */
export interface Route {
  readonly organisationId: string;
  /** Null: a logistic unit. */
  readonly batchId: string | null;
}

const byCode = 'code = $1 AND ($2::text IS NULL OR gtin = $2)';
const byBatch = `code = (
  SELECT batch.code FROM product_gtin
  JOIN batch ON batch.product_id = product_gtin.product_id AND batch.number = $2
  WHERE product_gtin.gtin = $1)`;

/**
 * Who issued the code, whether or not it is in use: codes of a roll that was stolen are what its owner wants to hear of.
 * Undefined where nobody did.
 */
export async function selectRoute(
  reader: Reader,
  { find }: ReportedThing,
): Promise<Route | undefined> {
  if (find.by === 'nothing') return undefined;
  const isCode = find.by === 'code';
  const rows = await reader.query<Route>(
    `SELECT organisation_id AS "organisationId", batch_id AS "batchId" FROM code
     WHERE ${isCode ? byCode : byBatch}`,
    isCode ? [find.code, find.gtin] : [find.gtin, find.number],
  );
  return rows[0];
}
