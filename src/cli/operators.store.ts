import type { Reader } from '../platform/index.js';

export interface Operator {
  readonly id: string;
  readonly name: string;
}

/** Who may open accounts, oldest first, but for those whose access has ended. There are few; the bound is a safeguard. */
export async function selectOperators(reader: Reader): Promise<Operator[]> {
  return reader.query<Operator>(
    `SELECT id, name FROM organisation WHERE 'operator' = ANY (roles) AND ended_at IS NULL
     ORDER BY id LIMIT 100`,
  );
}

/** Id of the organisation that has this id, or that is the party that has it, where its keys are let in. */
export async function selectOrganisationId(
  reader: Reader,
  id: string,
): Promise<string | undefined> {
  const rows = await reader.query<{ id: string }>(
    'SELECT id FROM organisation WHERE $1 IN (id, party_id) AND ended_at IS NULL',
    [id],
  );
  return rows[0]?.id;
}
