import type { Tx } from '../platform/index.js';
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
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export async function insertInvitation(tx: Tx, invitation: Invitation): Promise<void> {
  const { id, organisationId, personId, name, role, digest, createdAt, expiresAt } = invitation;
  await tx.query(
    `INSERT INTO invitation
       (id, organisation_id, person_id, name, role, digest, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, organisationId, personId, name, role, digest, createdAt, expiresAt],
  );
}

/** The invitation with this digest, if it still holds, kept for this transaction alone. */
export async function lockInvitation(
  tx: Tx,
  digest: Buffer,
  now: Date,
): Promise<Invitation | undefined> {
  const rows = await tx.query<Invitation>(
    `SELECT id, organisation_id AS "organisationId", person_id AS "personId", name, role, digest,
       created_at AS "createdAt", expires_at AS "expiresAt"
     FROM invitation WHERE digest = $1 AND ended_at IS NULL AND expires_at > $2 FOR UPDATE`,
    [digest, now],
  );
  return rows[0];
}

export async function endInvitation(tx: Tx, id: string, endedAt: Date): Promise<void> {
  await tx.query('UPDATE invitation SET ended_at = $2 WHERE id = $1', [id, endedAt]);
}

/** Ends those that would still set the person's password. */
export async function endInvitationsOf(tx: Tx, personId: string, endedAt: Date): Promise<void> {
  await tx.query('UPDATE invitation SET ended_at = $2 WHERE person_id = $1 AND ended_at IS NULL', [
    personId,
    endedAt,
  ]);
}
