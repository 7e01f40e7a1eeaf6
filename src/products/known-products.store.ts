import type { Reader, Tx } from '../platform/index.js';
import type { KnownProduct } from './product.js';

/** A row of an answer: a product, and the key and level by which it was asked for. */
export interface NamedRow extends KnownProduct {
  /** The GTIN or the id in the question. */
  readonly asked: string;
  readonly level: number;
}

const known = `
  product.id, organisation_id AS "organisationId", name, unit, blending,
  catch_weight AS "catchWeight", shelf_life_days AS "shelfLifeDays",
  pack_levels AS "packLevels", conversions`;
const ownGtin = `
  (SELECT gtin FROM product_gtin WHERE product_id = product.id AND level = 0) AS gtin`;
const byId = `
  SELECT product.id::text AS asked, 0 AS level, ${known}, ${ownGtin}
  FROM product WHERE id = ANY($1::uuid[])`;
const byGtin = `
  SELECT claim.gtin AS asked, claim.level, ${known}, ${ownGtin}
  FROM product_gtin claim JOIN product ON product.id = claim.product_id
  WHERE claim.gtin = ANY($2)`;

/** The products with these ids or GTINs that anybody has registered or mentioned, in any order. */
export async function selectNamed(
  reader: Reader,
  ids: readonly string[],
  gtins: readonly string[],
): Promise<NamedRow[]> {
  return reader.named<NamedRow>('products-named', `${byId} UNION ALL ${byGtin}`, [ids, gtins]);
}

/**
 * As `selectNamed`, after making rows for the unknown GTINs (sorted and different). A GTIN that another
 * transaction has just committed is neither made nor seen by this statement's snapshot, and is missing from the
 * answer: the caller asks again. Updating it in the conflict instead would write each product at each capture.
 */
export async function selectOrMention(
  tx: Tx,
  ids: readonly string[],
  gtins: readonly string[],
  fresh: { readonly ids: readonly string[]; readonly mentionedAt: Date },
): Promise<NamedRow[]> {
  return tx.named<NamedRow>(
    'products-mentioned',
    `WITH claimed AS (
       INSERT INTO product_gtin (gtin, product_id, level)
       SELECT gtin, fresh_id, 0 FROM unnest($2::text[], $3::uuid[]) AS asked (gtin, fresh_id)
       WHERE NOT EXISTS (SELECT FROM product_gtin known WHERE known.gtin = asked.gtin)
       ON CONFLICT DO NOTHING RETURNING gtin, product_id
     ), product_made AS (
       INSERT INTO product (id, mentioned_at) SELECT product_id, $4 FROM claimed RETURNING *
     )
     ${byId} UNION ALL ${byGtin} UNION ALL
     SELECT claimed.gtin, 0, ${known}, claimed.gtin
     FROM claimed JOIN product_made product ON product.id = claimed.product_id`,
    [ids, gtins, fresh.ids, fresh.mentionedAt],
  );
}

/** Keeps a recall from stopping any batch of these products while an act moves goods that may be of it. */
export async function lockProductsShared(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query('SELECT FROM product WHERE id = ANY($1::uuid[]) ORDER BY id FOR SHARE', [ids]);
}

/**
 * Waits for the acts that move goods of these products, batch unknown, and keeps new ones out until the end of the
 * transaction. Mentioning a further batch of them need not wait.
 */
export async function lockProductsExclusive(tx: Tx, ids: readonly string[]): Promise<void> {
  const sql = 'SELECT FROM product WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE';
  await tx.query(sql, [ids]);
}
