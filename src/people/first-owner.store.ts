import type { Reader, Tx } from '../platform/index.js';

/** Whether anybody joined an organisation, or ever had a key of it. */
const isSignedInForSql = (organisationId: string) =>
  `(EXISTS (SELECT FROM person WHERE organisation_id = ${organisationId})
    OR EXISTS (SELECT FROM api_key WHERE organisation_id = ${organisationId}))`;

export async function isSignedInFor(tx: Tx, organisationId: string): Promise<boolean> {
  const [row] = await tx.query<{ is: boolean }>(`SELECT ${isSignedInForSql('$1')} AS is`, [
    organisationId,
  ]);
  return row?.is ?? true;
}

/** How far an organisation has come that another one brought in. */
export interface Entrance {
  readonly organisationId: string;
  /** As its account was opened. */
  readonly name: string;
  readonly isSignedInFor: boolean;
  /** Whether the operator ended its access: no code lets anybody in. */
  readonly isEnded: boolean;
  /** Until when the code of its first owner holds; null where none does, and once anybody signs in for it. */
  readonly codeExpiresAt: Date | null;
}

/** Of organisations by id. Whom they invite themselves is not in it. */
export async function selectEntrances(
  reader: Reader,
  organisationIds: readonly string[],
  now: Date,
): Promise<Entrance[]> {
  return reader.query<Entrance>(
    `SELECT organisation.id AS "organisationId", organisation.name, "isSignedInFor",
       organisation.ended_at IS NOT NULL AS "isEnded",
       CASE WHEN NOT "isSignedInFor" AND organisation.ended_at IS NULL THEN (
         SELECT max(expires_at) FROM invitation WHERE organisation_id = organisation.id
           AND ended_at IS NULL AND expires_at > $2) END AS "codeExpiresAt"
     FROM organisation, LATERAL (SELECT ${isSignedInForSql('organisation.id')} AS "isSignedInFor") entrance
     WHERE organisation.id = ANY ($1::uuid[])`,
    [organisationIds, now],
  );
}
