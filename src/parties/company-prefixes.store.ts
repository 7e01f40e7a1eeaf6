import type { Reader, Tx } from '../platform/index.js';
import type { CompanyPrefix } from './company-prefix.js';

const columns = `prefix, organisation_id AS "organisationId", registered_at AS "registeredAt"`;

/** False where a registered prefix begins with this one, or this one with it, whosever that is. */
export async function insertPrefix(tx: Tx, registered: CompanyPrefix): Promise<boolean> {
  const { prefix, organisationId, registeredAt } = registered;
  const rows = await tx.query(
    `INSERT INTO company_prefix (prefix, organisation_id, registered_at) VALUES ($1, $2, $3)
     ON CONFLICT DO NOTHING RETURNING 1`,
    [prefix, organisationId, registeredAt],
  );
  return rows.length === 1;
}

/** The prefixes of an organisation, oldest first. */
export async function selectOwnPrefixes(
  reader: Reader,
  organisationId: string,
): Promise<CompanyPrefix[]> {
  return reader.query<CompanyPrefix>(
    `SELECT ${columns} FROM company_prefix WHERE organisation_id = $1 ORDER BY registered_at, prefix`,
    [organisationId],
  );
}
