import type { Reader, Tx } from '../../platform/index.js';
import type { NamedQuery } from './named-query.js';

const columns = 'name, definition, created_at AS "createdAt"';

/** Keeps a query unless the organisation has one of this name; says whether it did. */
export async function insertNamedQuery(
  tx: Tx,
  organisationId: string,
  { name, definition, createdAt }: NamedQuery,
): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO epcis_query (organisation_id, name, definition, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING RETURNING name`,
    [organisationId, name, JSON.stringify(definition), createdAt],
  );
  return rows.length > 0;
}

export async function countNamedQueries(reader: Reader, organisationId: string): Promise<number> {
  const rows = await reader.query<{ queries: number }>(
    'SELECT count(*)::int AS queries FROM epcis_query WHERE organisation_id = $1',
    [organisationId],
  );
  return rows[0]?.queries ?? 0;
}

export async function selectNamedQuery(
  reader: Reader,
  organisationId: string,
  name: string,
): Promise<NamedQuery | undefined> {
  const rows = await reader.query<NamedQuery>(
    `SELECT ${columns} FROM epcis_query WHERE organisation_id = $1 AND name = $2`,
    [organisationId, name],
  );
  return rows[0];
}

/** An organisation's queries after a name, in the order of their names. */
export async function selectNamedQueries(
  reader: Reader,
  organisationId: string,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<NamedQuery[]> {
  return reader.query<NamedQuery>(
    `SELECT ${columns} FROM epcis_query
     WHERE organisation_id = $1 AND ($2::text IS NULL OR name COLLATE "C" > $2)
     ORDER BY name COLLATE "C" LIMIT $3`,
    [organisationId, page.after ?? null, page.limit],
  );
}

/** Takes a query away with all that hangs on it; says whether there was one. */
export async function deleteNamedQuery(
  tx: Tx,
  organisationId: string,
  name: string,
): Promise<boolean> {
  const rows = await tx.query(
    'DELETE FROM epcis_query WHERE organisation_id = $1 AND name = $2 RETURNING name',
    [organisationId, name],
  );
  return rows.length > 0;
}
