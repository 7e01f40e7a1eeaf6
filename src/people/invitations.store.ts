import { createHash } from 'node:crypto';
import type { Reader, Tx } from '../platform/index.js';
import type { UserRole } from '../access/index.js';

/** A code with which somebody joins an organisation, or somebody who is in it sets a new password. */
export interface Invitation {
  readonly id: string;
  readonly organisationId: string;
  /** Whose password it sets; null for somebody who joins. */
  readonly personId: string | null;
  readonly name: string;
  readonly role: UserRole;
  readonly digest: Buffer;
  /** The credential of who made it. */
  readonly madeBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export async function insertInvitation(tx: Tx, invitation: Invitation): Promise<void> {
  const { id, organisationId, personId, name, role, digest, madeBy } = invitation;
  await tx.query(
    `INSERT INTO invitation
       (id, organisation_id, person_id, name, role, digest, made_by, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[id, organisationId, personId, name, role, digest, madeBy],
      ...[invitation.createdAt, invitation.expiresAt],
    ],
  );
}

const columns = `id, organisation_id AS "organisationId", person_id AS "personId", name, role,
  digest, made_by AS "madeBy", created_at AS "createdAt", expires_at AS "expiresAt"`;
const holds = 'ended_at IS NULL AND expires_at > $2';

/** Nobody joins an organisation whose access has ended. */
const isLetIn = `EXISTS (SELECT FROM organisation
  WHERE organisation.id = organisation_id AND organisation.ended_at IS NULL)`;

/** The invitation with this digest, if it still holds and its organisation is let in. */
export async function selectInvitation(
  reader: Reader,
  digest: Buffer,
  now: Date,
): Promise<Invitation | undefined> {
  const rows = await reader.query<Invitation>(
    `SELECT ${columns} FROM invitation WHERE digest = $1 AND ${holds}
       AND ${isLetIn}`,
    [digest, now],
  );
  return rows[0];
}

export async function selectInvitationOfId(
  reader: Reader,
  id: string,
  now: Date,
): Promise<Invitation | undefined> {
  const rows = await reader.query<Invitation>(
    `SELECT ${columns} FROM invitation WHERE id = $1 AND ${holds} AND ${isLetIn}`,
    [id, now],
  );
  return rows[0];
}

/** Whether the invitation holds yet; if so, it is this transaction's alone. */
export async function lockInvitation(tx: Tx, id: string, now: Date): Promise<boolean> {
  const rows = await tx.query(`SELECT id FROM invitation WHERE id = $1 AND ${holds} FOR UPDATE`, [
    id,
    now,
  ]);
  return rows.length > 0;
}

/** The organisation's invitations that hold, newest first. */
export async function selectInvitations(
  reader: Reader,
  organisationId: string,
  page: { readonly before: string | undefined; readonly limit: number; readonly now: Date },
): Promise<Invitation[]> {
  return reader.query<Invitation>(
    `SELECT ${columns} FROM invitation
     WHERE organisation_id = $1 AND ${holds} AND ($3::uuid IS NULL OR id < $3)
     ORDER BY id DESC LIMIT $4`,
    [organisationId, page.now, page.before ?? null, page.limit],
  );
}

/** Ends one of the organisation's that holds; false where there is none. */
export async function withdrawInvitation(
  tx: Tx,
  { organisationId, id }: Pick<Invitation, 'organisationId' | 'id'>,
  now: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE invitation SET ended_at = $2
     WHERE organisation_id = $1 AND id = $3 AND ${holds} RETURNING id`,
    [organisationId, now, id],
  );
  return rows.length > 0;
}

/** Counts a login that somebody has already, and ends an invitation that was used to try many. */
export async function countInvitationMiss(
  tx: Tx,
  id: string,
  { most, now }: { readonly most: number; readonly now: Date },
): Promise<void> {
  await tx.query(
    `UPDATE invitation SET misses = misses + 1,
       ended_at = CASE WHEN misses + 1 >= $2 THEN $3::timestamptz END WHERE id = $1`,
    [id, most, now],
  );
}

/** Somebody has joined with it. */
export async function useInvitation(
  tx: Tx,
  { id, joinedId }: { readonly id: string; readonly joinedId: string },
  endedAt: Date,
): Promise<void> {
  await tx.query('UPDATE invitation SET ended_at = $2, joined_id = $3 WHERE id = $1', [
    id,
    endedAt,
    joinedId,
  ]);
}

/** Ends those that would still set the person's password. */
export async function endInvitationsOf(tx: Tx, personId: string, endedAt: Date): Promise<void> {
  await tx.query('UPDATE invitation SET ended_at = $2 WHERE person_id = $1 AND ended_at IS NULL', [
    personId,
    endedAt,
  ]);
}

/** Ends all by which somebody could yet join the organisation. */
export async function endInvitationsInto(
  tx: Tx,
  organisationId: string,
  endedAt: Date,
): Promise<void> {
  await tx.query(
    'UPDATE invitation SET ended_at = $2 WHERE organisation_id = $1 AND ended_at IS NULL',
    [organisationId, endedAt],
  );
}

/** A code is kept as this alone. It has 128 random bits, so nothing slower is needed. */
export function codeDigest(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}
