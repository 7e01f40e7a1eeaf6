import type { Reader, Tx } from '../platform/index.js';

/** That one organisation, the introducer, opened the account of another one, its supplier. */
export interface Introduction {
  readonly id: string;
  readonly introducerId: string;
  readonly supplierId: string;
  readonly supplierPartyId: string;
  readonly introducedAt: Date;
}

const columns = `id, introducer_id AS "introducerId", supplier_id AS "supplierId",
  supplier_party_id AS "supplierPartyId", introduced_at AS "introducedAt"`;

export async function insertIntroduction(tx: Tx, introduction: Introduction): Promise<void> {
  const { id, introducerId, supplierId, supplierPartyId, introducedAt } = introduction;
  await tx.query(
    `INSERT INTO introduction (id, introducer_id, supplier_id, supplier_party_id, introduced_at)
     VALUES ($1, $2, $3, $4, $5)`,
    [id, introducerId, supplierId, supplierPartyId, introducedAt],
  );
}

/** The one by which the introducer brought a party in. */
export async function selectIntroduction(
  reader: Reader,
  introducerId: string,
  supplierPartyId: string,
): Promise<Introduction | undefined> {
  const rows = await reader.query<Introduction>(
    `SELECT ${columns} FROM introduction WHERE introducer_id = $1 AND supplier_party_id = $2`,
    [introducerId, supplierPartyId],
  );
  return rows[0];
}

/** Newest first. `before` is the id of the last one of the page before. */
export async function selectIntroductions(
  reader: Reader,
  introducerId: string,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<Introduction[]> {
  return reader.query<Introduction>(
    `SELECT ${columns} FROM introduction
     WHERE introducer_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [introducerId, page.before ?? null, page.limit],
  );
}
