import type { Reader, Tx } from '../platform/index.js';
import { lockOrganisation, type UserRole } from '../access/index.js';
import type { Account, Person } from './person.js';

const columns = `id, organisation_id AS "organisationId", login, issuer, name, role,
  created_at AS "createdAt", ended_at AS "endedAt"`;

/** A person with what they prove themselves by, which leaves this module for nowhere: a password's hash, or an account. */
export interface PersonWithProof extends Person {
  readonly password: string | null;
  readonly subject: string | null;
}

const withProof = `${columns}, password, subject`;

const isHere = `ended_at IS NULL AND EXISTS (SELECT FROM organisation
  WHERE organisation.id = organisation_id AND organisation.ended_at IS NULL)`;

/** Nobody where the access of the organisation has ended. */
export async function selectByLogin(
  reader: Reader,
  login: string,
): Promise<PersonWithProof | undefined> {
  const rows = await reader.query<PersonWithProof>(
    `SELECT ${withProof} FROM person WHERE login = $1 AND ${isHere}`,
    [login],
  );
  return rows[0];
}

export async function selectByAccount(
  reader: Reader,
  { issuer, subject }: Account,
): Promise<PersonWithProof | undefined> {
  const rows = await reader.query<PersonWithProof>(
    `SELECT ${withProof} FROM person WHERE issuer = $1 AND subject = $2 AND ${isHere}`,
    [issuer, subject],
  );
  return rows[0];
}

/** The organisation's people, newest first: those who left included, those who were erased not. */
export async function selectPeople(
  reader: Reader,
  organisationId: string,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<Person[]> {
  return reader.query<Person>(
    `SELECT ${columns} FROM person
     WHERE organisation_id = $1 AND erased_at IS NULL AND ($2::uuid IS NULL OR id < $2)
     ORDER BY id DESC LIMIT $3`,
    [organisationId, page.before ?? null, page.limit],
  );
}

/** A person of the organisation, also one who left; nobody who was erased. */
export async function selectPerson(
  reader: Reader,
  organisationId: string,
  id: string,
): Promise<Person | undefined> {
  const rows = await reader.query<Person>(
    `SELECT ${columns} FROM person WHERE organisation_id = $1 AND id = $2 AND erased_at IS NULL`,
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
    `SELECT id, name FROM person
     WHERE organisation_id = $1 AND id = ANY($2::uuid[]) AND erased_at IS NULL`,
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

/** Ids of the owners of an organisation who have not left. */
export async function selectOwners(reader: Reader, organisationId: string): Promise<string[]> {
  const rows = await reader.query<{ id: string }>(
    `SELECT id FROM person WHERE organisation_id = $1 AND role = 'owner' AND ended_at IS NULL`,
    [organisationId],
  );
  return rows.map(({ id }) => id);
}

/** As `selectOwners`; there are no others until the end of the transaction. */
export async function lockOwners(tx: Tx, organisationId: string): Promise<string[]> {
  await lockOrganisation(tx, organisationId);
  return selectOwners(tx, organisationId);
}

/** False where somebody has the login or the account already. */
export async function insertPerson(tx: Tx, person: PersonWithProof): Promise<boolean> {
  const { id, organisationId, login, issuer, name, role, password, subject, createdAt } = person;
  const rows = await tx.query(
    `INSERT INTO person
       (id, organisation_id, login, password, issuer, subject, name, role, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING id`,
    [id, organisationId, login, password, issuer, subject, name, role, createdAt],
  );
  return rows.length > 0;
}

export async function updateRole(tx: Tx, id: string, role: UserRole): Promise<void> {
  await tx.query('UPDATE person SET role = $2 WHERE id = $1', [id, role]);
}

export async function updatePassword(tx: Tx, id: string, password: string): Promise<void> {
  await tx.query('UPDATE person SET password = $2 WHERE id = $1', [id, password]);
}

/** Ties a person to an account, in place of a password or of another account; a unique violation where it is taken. */
export async function updateAccount(
  tx: Tx,
  id: string,
  { issuer, subject }: Account,
): Promise<void> {
  await tx.query(
    `UPDATE person SET login = NULL, password = NULL, issuer = $2, subject = $3 WHERE id = $1`,
    [id, issuer, subject],
  );
}

export async function endPerson(tx: Tx, id: string, endedAt: Date): Promise<void> {
  await tx.query('UPDATE person SET ended_at = $2 WHERE id = $1', [id, endedAt]);
}
