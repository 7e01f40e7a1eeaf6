/**
 * The links by its owner that concern a product, and those of one batch and one piece of it: a subquery of one JSON list
 * of `PublicLink`, oldest first, or null. SQL expressions; either of the last two may be null.
 */
export function linksSql(product: string, batch: string, serial: string): string {
  return `(
    SELECT jsonb_agg(jsonb_build_object('batch', link.batch, 'serial', link.serial,
        'linkType', link.link_type, 'href', link.href, 'title', link.title, 'hreflang', link.hreflang,
        'mediaType', link.media_type, 'context', link.context, 'forwardQuery', link.forward_query,
        'isDefault', link.is_default) ORDER BY link.id)
    FROM product_link link
    WHERE link.product_id = ${product} AND (link.batch IS NULL OR link.batch = ${batch})
      AND (link.serial IS NULL OR link.serial = ${serial}))`;
}
