import type { Reader, Tx } from '../platform/index.js';
import type { Sharing } from './sharing.js';

const columns = `id, organisation_id AS "organisationId", reach, product_id AS "productId",
  party_id AS "partyId", created_at AS "createdAt"`;

/**
 * Whether an organisation tells a step about a product in full to a party: SQL expressions of the three. With `isLinked` true
 * the party is in the chain of the batch; others are told what is open.
 */
export function sharesSql(of: {
  readonly organisation: string;
  readonly product: string;
  readonly party: string;
  readonly isLinked: string;
}): string {
  return `EXISTS (SELECT FROM sharing WHERE sharing.organisation_id = ${of.organisation}
    AND (sharing.product_id IS NULL OR sharing.product_id = ${of.product})
    AND (sharing.party_id IS NULL OR sharing.party_id = ${of.party})
    AND (sharing.reach = 'open' OR ${of.isLinked}))`;
}

/** Whether an organisation tells everybody of a step about a product: SQL expressions of the two. */
export function isOpenSql(organisation: string, product: string): string {
  return `EXISTS (SELECT FROM sharing WHERE sharing.organisation_id = ${organisation}
    AND (sharing.product_id IS NULL OR sharing.product_id = ${product})
    AND sharing.party_id IS NULL AND sharing.reach = 'open')`;
}

/** Says it anew where it was said of this product and party before, which keeps its id. */
export async function putSharing(tx: Tx, sharing: Sharing): Promise<Sharing | undefined> {
  const { id, organisationId, reach, productId, partyId, createdAt } = sharing;
  const rows = await tx.query<Sharing>(
    `INSERT INTO sharing (id, organisation_id, reach, product_id, party_id, created_at)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (organisation_id, product_id, party_id) DO UPDATE
     SET reach = excluded.reach, created_at = excluded.created_at RETURNING ${columns}`,
    [id, organisationId, reach, productId, partyId, createdAt],
  );
  return rows[0];
}

/** Newest first. `before` is the id of the last one of the page before. */
export async function selectSharings(
  reader: Reader,
  organisationId: string,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<Sharing[]> {
  return reader.query<Sharing>(
    `SELECT ${columns} FROM sharing
     WHERE organisation_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [organisationId, page.before ?? null, page.limit],
  );
}

/** Answers whether the organisation had said so. */
export async function deleteSharing(
  tx: Tx,
  { organisationId, id }: Pick<Sharing, 'organisationId' | 'id'>,
): Promise<boolean> {
  const rows = await tx.query(
    'DELETE FROM sharing WHERE organisation_id = $1 AND id = $2 RETURNING id',
    [organisationId, id],
  );
  return rows.length > 0;
}
