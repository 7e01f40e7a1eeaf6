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

/** Whether there is such an organisation whose keys are let in. */
export async function isOrganisation(reader: Reader, id: string): Promise<boolean> {
  const rows = await reader.query(
    'SELECT id FROM organisation WHERE id = $1 AND ended_at IS NULL',
    [id],
  );
  return rows.length > 0;
}
