import type { Reader, Tx } from '../platform/index.js';
import type { ProductLink } from './link.js';

/** What one owner's links of one product have in common. */
type Owned = Pick<ProductLink, 'organisationId' | 'productId'>;

export async function countLinks(
  reader: Reader,
  { organisationId, productId }: Owned,
): Promise<number> {
  const rows = await reader.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM product_link
     WHERE product_id = $1 AND organisation_id = $2`,
    [productId, organisationId],
  );
  return rows[0]?.count ?? 0;
}

export async function insertLink(tx: Tx, link: ProductLink): Promise<void> {
  await tx.query(
    `INSERT INTO product_link (id, organisation_id, product_id, batch, serial, link_type, href, title,
       hreflang, media_type, context, forward_query, is_default, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[link.id, link.organisationId, link.productId, link.batch, link.serial],
      ...[link.linkType, link.href, link.title, link.hreflang, link.mediaType],
      ...[link.context, link.forwardQuery, link.isDefault, link.createdAt],
    ],
  );
}

/** The link that was the default of the same product, batch or piece stays, as one among others. */
export async function endDefault(tx: Tx, link: ProductLink): Promise<void> {
  await tx.query(
    `UPDATE product_link SET is_default = false
     WHERE product_id = $1 AND organisation_id = $2 AND is_default
       AND batch IS NOT DISTINCT FROM $3 AND serial IS NOT DISTINCT FROM $4`,
    [link.productId, link.organisationId, link.batch, link.serial],
  );
}

/** Newest first. `before` is the id of the last one of the page before. */
export async function selectLinks(
  reader: Reader,
  { organisationId, productId }: Owned,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<ProductLink[]> {
  return reader.query<ProductLink>(
    `SELECT id, organisation_id AS "organisationId", product_id AS "productId", batch, serial,
       link_type AS "linkType", href, title, hreflang, media_type AS "mediaType", context,
       forward_query AS "forwardQuery", is_default AS "isDefault", created_at AS "createdAt"
     FROM product_link
     WHERE product_id = $1 AND organisation_id = $2 AND ($3::uuid IS NULL OR id < $3)
     ORDER BY id DESC LIMIT $4`,
    [productId, organisationId, page.before ?? null, page.limit],
  );
}

/** Answers whether there was such a link. */
export async function deleteLink(
  tx: Tx,
  { organisationId, productId, id }: Owned & Pick<ProductLink, 'id'>,
): Promise<boolean> {
  const rows = await tx.query(
    'DELETE FROM product_link WHERE product_id = $1 AND id = $2 AND organisation_id = $3 RETURNING id',
    [productId, id, organisationId],
  );
  return rows.length > 0;
}
