import type { Actor, UserRole } from '../access/index.js';
import type { Reader, Tx } from '../platform/index.js';

interface Session {
  readonly digest: Buffer;
  readonly beganAt: Date;
  readonly endsAt: Date;
}

export interface KeySession extends Session {
  readonly keyId: string;
}

export interface PersonSession extends Session {
  readonly personId: string;
  /** The hash that was found to be the password's; null for who proved to have the account. */
  readonly password: string | null;
  readonly issuer: string | null;
  readonly subject: string | null;
}

/** A session of a key, or with the person it is of. */
export type SignedIn =
  | { readonly keyId: string }
  | (Pick<Actor, 'organisationId' | 'partyId' | 'roles'> & {
      readonly keyId: null;
      readonly personId: string;
      readonly userRole: UserRole;
      readonly oversees: string | null;
    });

/** Clears away what is over, too. */
export async function insertKeySession(reader: Reader, session: KeySession): Promise<void> {
  const { digest, keyId, beganAt, endsAt } = session;
  await reader.query(
    `WITH over AS (DELETE FROM session WHERE ends_at <= $3)
     INSERT INTO session (digest, key_id, began_at, ends_at) VALUES ($1, $2, $3, $4)`,
    [digest, keyId, beganAt, endsAt],
  );
}

/**
 * False where the person has left, or has another password or account by now than the one that was proven: a reset signs
 * out everywhere, and whoever was just signing in as before is no exception.
 */
export async function insertPersonSession(
  reader: Reader,
  session: PersonSession,
): Promise<boolean> {
  const { digest, personId, password, issuer, subject, beganAt, endsAt } = session;
  const rows = await reader.query(
    `WITH over AS (DELETE FROM session WHERE ends_at <= $4),
     held AS (SELECT id FROM person
       WHERE id = $2 AND (password = $3 OR (issuer = $6 AND subject = $7)) AND ended_at IS NULL
       FOR NO KEY UPDATE)
     INSERT INTO session (digest, person_id, began_at, ends_at)
     SELECT $1, id, $4, $5 FROM held RETURNING digest`,
    [digest, personId, password, beganAt, endsAt, issuer, subject],
  );
  return rows.length > 0;
}

/** Who is signed in; nobody where the session is over, the person has left or the organisation's access has ended. */
export async function selectSession(
  reader: Reader,
  digest: Buffer,
  now: Date,
): Promise<SignedIn | undefined> {
  const rows = await reader.named<SignedIn>(
    'session-of-token',
    `SELECT session.person_id AS "personId", session.key_id AS "keyId", person.role AS "userRole",
       organisation.id AS "organisationId", organisation.roles, organisation.party_id AS "partyId",
       organisation.oversees
     FROM session
     LEFT JOIN person ON person.id = session.person_id AND person.ended_at IS NULL
     LEFT JOIN organisation ON organisation.id = person.organisation_id AND organisation.ended_at IS NULL
     WHERE session.digest = $1 AND session.ends_at > $2
       AND (session.key_id IS NOT NULL OR organisation.id IS NOT NULL)`,
    [digest, now],
  );
  return rows[0];
}

export async function deleteSession(reader: Reader, digest: Buffer): Promise<void> {
  await reader.query('DELETE FROM session WHERE digest = $1', [digest]);
}

export async function deleteSessionsOf(tx: Tx, personId: string): Promise<void> {
  await tx.query('DELETE FROM session WHERE person_id = $1', [personId]);
}

/**
 * For a database that was an earlier state of itself: who was signed out since would be signed in again, and codes that were
 * used since would hold again.
 */
export async function endAllThatPasses(reader: Reader, now: Date): Promise<void> {
  await reader.query('DELETE FROM session');
  await reader.query('DELETE FROM oidc_sign_in');
  await reader.query('UPDATE invitation SET ended_at = $1 WHERE ended_at IS NULL', [now]);
}
