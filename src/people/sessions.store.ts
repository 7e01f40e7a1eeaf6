import type { Actor, UserRole } from '../access/index.js';
import type { Database, Reader, Tx } from '../platform/index.js';

export interface Session {
  readonly digest: Buffer;
  readonly personId: string | null;
  readonly keyId: string | null;
  readonly beganAt: Date;
  readonly endsAt: Date;
}

/** A session of a key, or with the person it is of. */
export type SignedIn =
  | { readonly keyId: string }
  | (Pick<Actor, 'organisationId' | 'partyId' | 'roles'> & {
      readonly keyId: null;
      readonly personId: string;
      readonly userRole: UserRole;
    });

export async function insertSession(reader: Reader, session: Session): Promise<void> {
  const { digest, personId, keyId, beganAt, endsAt } = session;
  await reader.query(
    `WITH over AS (DELETE FROM session WHERE ends_at <= $4)
     INSERT INTO session (digest, person_id, key_id, began_at, ends_at) VALUES ($1, $2, $3, $4, $5)`,
    [digest, personId, keyId, beganAt, endsAt],
  );
}

/** Who is signed in; nobody where the session is over or the person has left. */
export async function selectSession(
  reader: Reader,
  digest: Buffer,
  now: Date,
): Promise<SignedIn | undefined> {
  const rows = await reader.named<SignedIn>(
    'session-of-token',
    `SELECT session.person_id AS "personId", session.key_id AS "keyId", person.role AS "userRole",
       organisation.id AS "organisationId", organisation.roles, organisation.party_id AS "partyId"
     FROM session
     LEFT JOIN person ON person.id = session.person_id AND person.ended_at IS NULL
     LEFT JOIN organisation ON organisation.id = person.organisation_id
     WHERE session.digest = $1 AND session.ends_at > $2
       AND (session.key_id IS NOT NULL OR person.id IS NOT NULL)`,
    [digest, now],
  );
  return rows[0];
}

export async function deleteSession(database: Database, digest: Buffer): Promise<void> {
  await database.query('DELETE FROM session WHERE digest = $1', [digest]);
}

export async function deleteSessionsOf(tx: Tx, personId: string): Promise<void> {
  await tx.query('DELETE FROM session WHERE person_id = $1', [personId]);
}
