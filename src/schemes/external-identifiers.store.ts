import type { ExternalIdentifier } from '../identifiers/index.js';
import type { Reader, Tx } from '../platform/index.js';
import { askedSql } from './external-things.sql.js';
import type { StatedIdentifier } from './stated-identifier.js';

const columns = `id, organisation_id AS "organisationId", product_id AS "productId",
  batch_id AS "batchId", scheme, value, created_at AS "createdAt"`;

type Owned = Pick<StatedIdentifier, 'organisationId' | 'productId'>;

/** Those of a product and all its batches. */
export async function countStated(
  reader: Reader,
  { organisationId, productId }: Owned,
): Promise<number> {
  const rows = await reader.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM external_identifier
     WHERE organisation_id = $1 AND product_id = $2`,
    [organisationId, productId],
  );
  return rows[0]?.count ?? 0;
}

/** The same said of the same thing before. */
export async function selectSame(
  reader: Reader,
  { organisationId, productId, batchId, scheme, value }: StatedIdentifier,
): Promise<StatedIdentifier | undefined> {
  const rows = await reader.query<StatedIdentifier>(
    `SELECT ${columns} FROM external_identifier
     WHERE organisation_id = $1 AND product_id = $2 AND batch_id IS NOT DISTINCT FROM $3
       AND scheme = $4 AND value = $5`,
    [organisationId, productId, batchId, scheme, value],
  );
  return rows[0];
}

export async function insertStated(tx: Tx, stated: StatedIdentifier): Promise<void> {
  const { id, organisationId, productId, batchId, scheme, value, createdAt } = stated;
  await tx.query(
    `INSERT INTO external_identifier (id, organisation_id, product_id, batch_id, scheme, value, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, organisationId, productId, batchId, scheme, value, createdAt],
  );
}

/** Newest first. `before` is the id of the last one of the page before; with `names`, those that are one of them. */
export async function selectStated(
  reader: Reader,
  of: {
    readonly organisationId: string;
    readonly productId: string | undefined;
    readonly names: readonly ExternalIdentifier[] | undefined;
  },
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<StatedIdentifier[]> {
  const { organisationId, productId, names } = of;
  // A join, since no index is used for names that may as well be none.
  const join = names && `JOIN ${askedSql('$5::text[]', '$6::text[]')} USING (value, scheme)`;
  return reader.query<StatedIdentifier>(
    `SELECT ${columns} FROM external_identifier ${join ?? ''}
     WHERE organisation_id = $1 AND ($2::uuid IS NULL OR product_id = $2)
       AND ($3::uuid IS NULL OR id < $3)
     ORDER BY id DESC LIMIT $4`,
    [
      ...[organisationId, productId ?? null, page.before ?? null, page.limit],
      ...(names ? [names.map(({ value }) => value), names.map(({ scheme }) => scheme)] : []),
    ],
  );
}

/** Answers what was taken away, if the organisation had said it. */
export async function deleteStated(
  tx: Tx,
  { organisationId, id }: Pick<StatedIdentifier, 'organisationId' | 'id'>,
): Promise<StatedIdentifier | undefined> {
  const rows = await tx.query<StatedIdentifier>(
    `DELETE FROM external_identifier WHERE organisation_id = $1 AND id = $2 RETURNING ${columns}`,
    [organisationId, id],
  );
  return rows[0];
}
