import type { Reader } from '../platform/index.js';

/** A browser that was sent to the issuer. What it has to bring back is kept as a digest. */
export interface OidcSignIn {
  readonly digest: Buffer;
  /** The code that it is used with; null for who signs in. */
  readonly invitationId: string | null;
  /** The path of ours to go on to. */
  readonly next: string;
  readonly endsAt: Date;
}

/** Clears away those who did not come back, too. */
export async function insertOidcSignIn(
  reader: Reader,
  { digest, invitationId, next, endsAt }: OidcSignIn,
  now: Date,
): Promise<void> {
  await reader.query(
    `WITH over AS (DELETE FROM oidc_sign_in WHERE ends_at <= $5)
     INSERT INTO oidc_sign_in (digest, invitation_id, next, ends_at) VALUES ($1, $2, $3, $4)`,
    [digest, invitationId, next, endsAt, now],
  );
}

/** Takes it away, so that nobody comes back twice; undefined where there is none, or it took too long. */
export async function takeOidcSignIn(
  reader: Reader,
  digest: Buffer,
  now: Date,
): Promise<Pick<OidcSignIn, 'invitationId' | 'next'> | undefined> {
  const rows = await reader.query<Pick<OidcSignIn, 'invitationId' | 'next'> & { holds: boolean }>(
    `DELETE FROM oidc_sign_in WHERE digest = $1
     RETURNING invitation_id AS "invitationId", next, ends_at > $2 AS holds`,
    [digest, now],
  );
  return rows[0]?.holds === true ? rows[0] : undefined;
}
