import type { UserRole } from '../access/index.js';
import type { Reader, Tx } from '../platform/index.js';
import type { Person } from './person.js';

/** A person of the organisation, whoever left and whoever was erased included. */
export interface ErasablePerson {
  readonly id: string;
  readonly organisationId: string;
  readonly role: UserRole;
  readonly name: string | null;
  readonly login: string | null;
  readonly endedAt: Date | null;
  readonly erasedAt: Date | null;
}

const columns = `id, organisation_id AS "organisationId", role, name, login, ended_at AS "endedAt",
  erased_at AS "erasedAt"`;

/** The person, kept from other changes until the end of the transaction. */
export async function lockErasable(
  tx: Tx,
  organisationId: string,
  id: string,
): Promise<ErasablePerson | undefined> {
  const rows = await tx.query<ErasablePerson>(
    `SELECT ${columns} FROM person WHERE organisation_id = $1 AND id = $2 FOR NO KEY UPDATE`,
    [organisationId, id],
  );
  return rows[0];
}

/** What is left is an id, a role and times, which the audit and events name. Where it was so already, nothing changes. */
export async function blankPerson(tx: Tx, id: string, erasedAt: Date): Promise<void> {
  await tx.query(
    `UPDATE person SET name = NULL, login = NULL, password = NULL, issuer = NULL, subject = NULL,
       ended_at = coalesce(ended_at, $2), erased_at = $2
     WHERE id = $1 AND erased_at IS NULL`,
    [id, erasedAt],
  );
}

export async function takeSessionsOf(tx: Tx, personId: string): Promise<number> {
  const rows = await tx.query('DELETE FROM session WHERE person_id = $1 RETURNING person_id', [
    personId,
  ]);
  return rows.length;
}

export async function selectInvitationsOf(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    'SELECT id FROM invitation WHERE person_id = $1 OR joined_id = $1',
    [personId],
  );
  return rows.map(({ id }) => id);
}

/** The code that the person joined with, and codes for their passwords. */
export async function takeInvitationsOf(tx: Tx, personId: string): Promise<number> {
  const rows = await tx.query(
    'DELETE FROM invitation WHERE person_id = $1 OR joined_id = $1 RETURNING id',
    [personId],
  );
  return rows.length;
}

/**
 * Codes that bear the name and with which nobody joined: of somebody who needed a second one, the first is tied to them by
 * nothing else, and would let them in again. Somebody else of the same name is invited anew.
 */
export async function takeInvitationsNamed(
  tx: Tx,
  { organisationId, name }: Pick<ErasablePerson, 'organisationId' | 'name'>,
): Promise<number> {
  const rows = await tx.query(
    `DELETE FROM invitation
     WHERE organisation_id = $1 AND name = $2 AND person_id IS NULL AND joined_id IS NULL RETURNING id`,
    [organisationId, name],
  );
  return rows.length;
}

/**
 * Of somebody who leaves, those of before they joined: they hold no longer. What was made later under the name is for somebody
 * who is to come.
 */
export async function endInvitationsNamed(
  tx: Tx,
  { organisationId, name, createdAt }: Pick<Person, 'organisationId' | 'name' | 'createdAt'>,
  endedAt: Date,
): Promise<void> {
  await tx.query(
    `UPDATE invitation SET ended_at = $4
     WHERE organisation_id = $1 AND name = $2 AND person_id IS NULL AND ended_at IS NULL AND created_at <= $3`,
    [organisationId, name, createdAt, endedAt],
  );
}

/**
 * People whose account, or whose organisation's access, ended before, and who still have a name; none of an organisation where
 * an open recall makes them evidence.
 */
export async function selectLongEnded(
  reader: Reader,
  before: Date,
  limit: number,
): Promise<Pick<ErasablePerson, 'id' | 'organisationId'>[]> {
  return reader.query(
    `SELECT person.id, organisation_id AS "organisationId" ${longEnded} LIMIT $2`,
    [before, limit],
  );
}

/** Whether it is so of one of them yet, who is then kept from other changes until the end of the transaction. */
export async function lockLongEnded(tx: Tx, before: Date, id: string): Promise<boolean> {
  const rows = await tx.query(
    `SELECT person.id ${longEnded} AND person.id = $2 FOR NO KEY UPDATE OF person`,
    [before, id],
  );
  return rows.length > 0;
}

const longEnded = `
  FROM person JOIN organisation ON organisation.id = organisation_id
  WHERE coalesce(person.ended_at, organisation.ended_at) < $1 AND erased_at IS NULL
    AND NOT people_are_evidence(organisation_id)`;
