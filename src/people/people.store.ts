import type { Reader, Tx } from '../platform/index.js';
import type { UserRole } from '../access/index.js';
import type { Person } from './person.js';

const columns = `id, organisation_id AS "organisationId", login, name, role,
  created_at AS "createdAt", ended_at AS "endedAt"`;

/** A person with the hash of the password, which leaves this module for nowhere. */
export type PersonWithPassword = Person & { readonly password: string };

/** Nobody where the access of the organisation has ended. */
export async function selectByLogin(
  reader: Reader,
  login: string,
): Promise<PersonWithPassword | undefined> {
  const rows = await reader.query<PersonWithPassword>(
    `SELECT ${columns}, password FROM person WHERE login = $1 AND ended_at IS NULL
       AND EXISTS (SELECT FROM organisation
         WHERE organisation.id = organisation_id AND organisation.ended_at IS NULL)`,
    [login],
  );
  return rows[0];
}

/** The organisation's people, newest first, those who left included. */
export async function selectPeople(
  reader: Reader,
  organisationId: string,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<Person[]> {
  return reader.query<Person>(
    `SELECT ${columns} FROM person
     WHERE organisation_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [organisationId, page.before ?? null, page.limit],
  );
}

/** A person of the organisation, also one who left. */
export async function selectPerson(
  reader: Reader,
  organisationId: string,
  id: string,
): Promise<Person | undefined> {
  const rows = await reader.query<Person>(
    `SELECT ${columns} FROM person WHERE organisation_id = $1 AND id = $2`,
    [organisationId, id],
  );
  return rows[0];
}

/** Those of these people who are of the organisation, those who left included. */
export async function selectNames(
  reader: Reader,
  organisationId: string,
  ids: readonly string[],
): Promise<Pick<Person, 'id' | 'name'>[]> {
  return reader.query<Pick<Person, 'id' | 'name'>>(
    'SELECT id, name FROM person WHERE organisation_id = $1 AND id = ANY($2::uuid[])',
    [organisationId, ids],
  );
}

/** A person of the organisation who has not left, kept from other changes until the end of the transaction. */
export async function lockPerson(
  tx: Tx,
  organisationId: string,
  id: string,
): Promise<Person | undefined> {
  const rows = await tx.query<Person>(
    `SELECT ${columns} FROM person
     WHERE organisation_id = $1 AND id = $2 AND ended_at IS NULL FOR NO KEY UPDATE`,
    [organisationId, id],
  );
  return rows[0];
}

/** False where the login is taken. */
export async function insertPerson(tx: Tx, person: PersonWithPassword): Promise<boolean> {
  const { id, organisationId, login, name, role, password, createdAt } = person;
  const rows = await tx.query(
    `INSERT INTO person (id, organisation_id, login, name, role, password, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (login) WHERE ended_at IS NULL DO NOTHING RETURNING id`,
    [id, organisationId, login, name, role, password, createdAt],
  );
  return rows.length > 0;
}

export async function updateRole(tx: Tx, id: string, role: UserRole): Promise<void> {
  await tx.query('UPDATE person SET role = $2 WHERE id = $1', [id, role]);
}

export async function updatePassword(tx: Tx, id: string, password: string): Promise<void> {
  await tx.query('UPDATE person SET password = $2 WHERE id = $1', [id, password]);
}

export async function endPerson(tx: Tx, id: string, endedAt: Date): Promise<void> {
  await tx.query('UPDATE person SET ended_at = $2 WHERE id = $1', [id, endedAt]);
}
