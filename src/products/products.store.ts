import { sqlState, sqlStateOf, type Reader, type Tx } from '../platform/index.js';
import type { PackLevel } from './packing.js';
import type { Product, StorageBand } from './product.js';

const columns = `
  id, organisation_id AS "organisationId", item_code AS "itemCode", name, names, category, unit,
  blending, catch_weight AS "catchWeight", date_type AS "dateType",
  shelf_life_days AS "shelfLifeDays", trim_scale(storage_min_celsius)::text AS "minCelsius",
  trim_scale(storage_max_celsius)::text AS "maxCelsius", pack_levels AS "packLevels", conversions,
  registered_at AS "registeredAt", updated_at AS "updatedAt",
  (SELECT jsonb_object_agg(level, gtin) FROM product_gtin WHERE product_id = product.id) AS gtins`;

/** A row as it stands: the storage band in two columns, and all GTINs beside it by level. */
type Row = Omit<Product, 'gtin' | 'storage'> &
  StorageBand & { readonly gtins: Readonly<Record<string, string>> | null };

/** What a GTIN names: since when it was first claimed, and for ever. */
export interface GtinClaim {
  readonly productId: string;
  /** Whether its product is registered, rather than only mentioned; that of a pack always is. */
  readonly isRegistered: boolean;
}

/**
 * What a GTIN names: a new product with the id given, if it was unknown. Holds it until the end of the
 * transaction, so that of two who register it one waits, and then sees that it is taken.
 */
export async function claimGtin(tx: Tx, gtin: string, freshId: string): Promise<GtinClaim> {
  const [claim] = await tx.query<{ productId: string; level: number }>(
    `INSERT INTO product_gtin (gtin, product_id, level) VALUES ($1, $2, 0)
     ON CONFLICT (gtin) DO UPDATE SET level = product_gtin.level
     RETURNING product_id AS "productId", level`,
    [gtin, freshId],
  );
  if (claim === undefined) throw new Error(`${gtin} was neither claimed nor known`);
  const registered = await tx.query(
    'SELECT FROM product WHERE id = $1 AND organisation_id IS NOT NULL',
    [claim.productId],
  );
  // Row security hides a product whose packs alone have a GTIN; what has packs is registered.
  const { productId, level } = claim;
  return { productId, isRegistered: level > 0 || registered.length > 0 };
}

/** Writes down which packs of a product its GTINs name. Answers those that name something else already. */
export async function claimPackGtins(
  tx: Tx,
  productId: string,
  packs: readonly { readonly gtin: string; readonly level: number }[],
): Promise<string[]> {
  if (packs.length === 0) return [];
  const gtins = packs.map(({ gtin }) => gtin);
  await tx.query(
    `INSERT INTO product_gtin (gtin, product_id, level)
     SELECT gtin, $3, level FROM unnest($1::text[], $2::smallint[]) AS pack (gtin, level)
     ORDER BY gtin ON CONFLICT DO NOTHING`,
    [gtins, packs.map(({ level }) => level), productId],
  );
  const others = await tx.query<{ gtin: string }>(
    `SELECT gtin FROM unnest($1::text[], $2::smallint[]) AS pack (gtin, level)
     WHERE NOT EXISTS (SELECT FROM product_gtin claim
       WHERE claim.gtin = pack.gtin AND claim.level = pack.level AND claim.product_id = $3)`,
    [gtins, packs.map(({ level }) => level), productId],
  );
  return others.map(({ gtin }) => gtin);
}

/**
 * Registers a product, adopting the row of one that was only mentioned. Answers nothing, and the transaction is
 * over, if its owner has another product with this item code.
 */
export async function insertProduct(tx: Tx, product: Product): Promise<Product | undefined> {
  try {
    const rows = await tx.query<Row>(
      `INSERT INTO product (id, mentioned_at, organisation_id, registered_at, item_code, unit,
         blending, catch_weight, ${profileColumns})
       VALUES ($1, $3, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
       ON CONFLICT (id) DO UPDATE SET organisation_id = EXCLUDED.organisation_id,
         registered_at = EXCLUDED.registered_at, item_code = EXCLUDED.item_code,
         unit = EXCLUDED.unit, blending = EXCLUDED.blending, catch_weight = EXCLUDED.catch_weight,
         (${profileColumns}) = ROW (${profileColumns.replace(/\w+/g, 'EXCLUDED.$&')})
       WHERE product.organisation_id IS NULL RETURNING ${columns}`,
      [
        product.id,
        product.organisationId,
        product.registeredAt,
        product.itemCode,
        product.unit,
        product.blending,
        product.catchWeight,
        ...profileOf(product),
      ],
    );
    return rows.map(toProduct)[0];
  } catch (error) {
    if (sqlStateOf(error) === sqlState.uniqueViolation) return undefined;
    throw error;
  }
}

/** Writes down a product as it is from now on. */
export async function updateProduct(tx: Tx, product: Product): Promise<Product | undefined> {
  const rows = await tx.query<Row>(
    `UPDATE product SET (${profileColumns}) = ROW ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     WHERE id = $1 RETURNING ${columns}`,
    [product.id, ...profileOf(product)],
  );
  return rows.map(toProduct)[0];
}

const profileColumns = `updated_at, name, names, category, date_type, shelf_life_days,
  storage_min_celsius, storage_max_celsius, pack_levels, conversions`;

function profileOf(product: Product): unknown[] {
  // Which GTIN a pack has is told by product_gtin alone.
  const packs = product.packLevels.map(({ name, contains }) => ({ name, contains }));
  return [
    product.updatedAt,
    product.name,
    JSON.stringify(product.names),
    product.category,
    product.dateType,
    product.shelfLifeDays,
    product.storage.minCelsius,
    product.storage.maxCelsius,
    JSON.stringify(packs),
    JSON.stringify(product.conversions),
  ];
}

/** A product of its owner's for changing it; others who want to change it wait. */
export async function lockOwnProduct(
  tx: Tx,
  organisationId: string,
  id: string,
): Promise<Product | undefined> {
  const rows = await tx.query<Row>(
    `SELECT ${columns} FROM product WHERE id = $1 AND organisation_id = $2 FOR UPDATE`,
    [id, organisationId],
  );
  return rows.map(toProduct)[0];
}

/** A registered product, whoever owns it. */
export async function selectProduct(reader: Reader, id: string): Promise<Product | undefined> {
  const rows = await reader.query<Row>(
    `SELECT ${columns} FROM product WHERE id = $1 AND organisation_id IS NOT NULL`,
    [id],
  );
  return rows.map(toProduct)[0];
}

export async function selectProductByGtin(
  reader: Reader,
  gtin: string,
): Promise<Product | undefined> {
  const rows = await reader.query<Row>(
    `SELECT ${columns} FROM product
     WHERE id = (SELECT product_id FROM product_gtin WHERE gtin = $1) AND organisation_id IS NOT NULL`,
    [gtin],
  );
  return rows.map(toProduct)[0];
}

/** Newest first, or the one with an item code. `before` is the id of the last product of the page before. */
export async function selectOwnProducts(
  reader: Reader,
  organisationId: string,
  page: {
    readonly itemCode: string | undefined;
    readonly before: string | undefined;
    readonly limit: number;
  },
): Promise<Product[]> {
  const rows = await reader.query<Row>(
    `SELECT ${columns} FROM product
     WHERE organisation_id = $1 AND ($2::text IS NULL OR item_code = $2)
       AND ($3::uuid IS NULL OR id < $3)
     ORDER BY id DESC LIMIT $4`,
    [organisationId, page.itemCode ?? null, page.before ?? null, page.limit],
  );
  return rows.map(toProduct);
}

function toProduct({ gtins, minCelsius, maxCelsius, packLevels, ...row }: Row): Product {
  return {
    ...row,
    gtin: gtins?.[0] ?? null,
    storage: { minCelsius, maxCelsius },
    packLevels: packLevels.map((pack, i) => withGtin(pack, gtins?.[i + 1])),
  };
}

function withGtin(pack: PackLevel, gtin: string | undefined): PackLevel {
  return gtin === undefined ? pack : { ...pack, gtin };
}
