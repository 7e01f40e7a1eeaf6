import type { Reader } from '../platform/index.js';

export interface Operator {
  readonly id: string;
  readonly name: string;
}

/** Who may open accounts, oldest first. There are few; the bound is a safeguard. */
export async function selectOperators(reader: Reader): Promise<Operator[]> {
  return reader.query<Operator>(
    `SELECT id, name FROM organisation WHERE 'operator' = ANY (roles) ORDER BY id LIMIT 100`,
  );
}

export async function isOrganisation(reader: Reader, id: string): Promise<boolean> {
  return (await reader.query('SELECT id FROM organisation WHERE id = $1', [id])).length > 0;
}
