import type { Reader, Tx } from '../platform/index.js';
import { isOverseenSql } from './oversight.sql.js';
import type { Eyes, OrganisationRole, Scope } from './actor.js';

export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly OrganisationRole[];
  /** Null only inside the transaction that makes the organisation. */
  readonly partyId: string | null;
  readonly createdAt: Date;
  /** The administrative division that it is in, GB/T 2260; null where nobody said. */
  readonly division: string | null;
  /** Of regulators: how the divisions begin that they oversee. */
  readonly oversees: string | null;
  /** Since when nobody is let in for it; null while they are. */
  readonly endedAt: Date | null;
}

export interface ApiKey {
  readonly id: string;
  readonly organisationId: string;
  readonly label: string;
  readonly digest: Buffer;
  readonly scopes: readonly Scope[];
  /** The credential of who made it; null where that was not noted. */
  readonly madeBy: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

/** A key with the organisation it stands for. */
export type KeyHolder = ApiKey & Pick<Organisation, 'roles' | 'partyId' | 'oversees'>;

const keyColumns = `
  api_key.id, organisation_id AS "organisationId", label, digest, scopes, made_by AS "madeBy",
  api_key.created_at AS "createdAt", expires_at AS "expiresAt", revoked_at AS "revokedAt"`;

const organisationColumns = `
  id, name, roles, party_id AS "partyId", created_at AS "createdAt", division, oversees, ended_at AS "endedAt"`;

/** The organisation that looks, and those that it oversees. */
export async function selectOverseen(reader: Reader, eyes: Eyes): Promise<string[]> {
  if (eyes.oversees === undefined) return [eyes.organisationId];
  const rows = await reader.query<{ id: string }>(
    `SELECT id FROM organisation WHERE id = $1 OR ${isOverseenSql('organisation', '$2::text')} ORDER BY id`,
    [eyes.organisationId, eyes.oversees],
  );
  return rows.map(({ id }) => id);
}

/** Ids of the regulators that oversee an organisation, or the one that a party is. */
export async function selectOverseers(
  reader: Reader,
  of: { readonly organisationId: string; readonly partyId: string },
): Promise<string[]> {
  const rows = await reader.query<{ id: string }>(
    `SELECT id FROM organisation WHERE oversees IS NOT NULL AND EXISTS (
       SELECT FROM organisation overseen WHERE (overseen.id = $1 OR overseen.party_id::text = $2)
         AND ${isOverseenSql('overseen', 'organisation.oversees')}) ORDER BY id`,
    [of.organisationId, of.partyId],
  );
  return rows.map(({ id }) => id);
}

export async function insertOrganisation(tx: Tx, organisation: Organisation): Promise<void> {
  const { id, name, roles, partyId, createdAt, division, oversees } = organisation;
  await tx.query(
    `INSERT INTO organisation (id, name, roles, party_id, created_at, division, oversees)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, name, roles, partyId, createdAt, division, oversees],
  );
}

export async function updateParty(tx: Tx, organisationId: string, partyId: string): Promise<void> {
  await tx.query('UPDATE organisation SET party_id = $2 WHERE id = $1 AND party_id IS NULL', [
    organisationId,
    partyId,
  ]);
}

export async function selectOrganisation(
  reader: Reader,
  id: string,
): Promise<Organisation | undefined> {
  const rows = await reader.query<Organisation>(
    `SELECT ${organisationColumns} FROM organisation WHERE id = $1`,
    [id],
  );
  return rows[0];
}

/** Ends the access of an organisation, or gives it back; undefined where there is none. What had ended keeps its time. */
export async function updateEnded(
  tx: Tx,
  id: string,
  endedAt: Date | null,
): Promise<Organisation | undefined> {
  const rows = await tx.query<Organisation>(
    `UPDATE organisation
     SET ended_at = CASE WHEN $2::timestamptz IS NOT NULL THEN coalesce(ended_at, $2) END
     WHERE id = $1 RETURNING ${organisationColumns}`,
    [id, endedAt],
  );
  return rows[0];
}

/** The organisation, kept from other changes of its keys until the end of the transaction. */
export async function lockOrganisation(tx: Tx, id: string): Promise<void> {
  await tx.query('SELECT FROM organisation WHERE id = $1 FOR NO KEY UPDATE', [id]);
}

export async function insertKey(tx: Tx, key: ApiKey): Promise<void> {
  await tx.query(
    `INSERT INTO api_key (id, organisation_id, label, digest, scopes, made_by, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[key.id, key.organisationId, key.label, key.digest, key.scopes, key.madeBy],
      ...[key.createdAt, key.expiresAt],
    ],
  );
}

/** Nobody where the access of the organisation has ended. */
export async function selectKeyHolder(reader: Reader, id: string): Promise<KeyHolder | undefined> {
  const rows = await reader.named<KeyHolder>(
    'key-holder',
    `SELECT ${keyColumns}, roles, party_id AS "partyId", oversees
     FROM api_key JOIN organisation ON organisation.id = organisation_id AND ended_at IS NULL
     WHERE api_key.id = $1`,
    [id],
  );
  return rows[0];
}

/** An organisation's keys, newest first. An organisation has few; the bound is a safeguard. */
export async function selectKeys(reader: Reader, organisationId: string): Promise<ApiKey[]> {
  return reader.query<ApiKey>(
    `SELECT ${keyColumns} FROM api_key
     WHERE organisation_id = $1 ORDER BY created_at DESC, id LIMIT 1000`,
    [organisationId],
  );
}

/** How many keys of a label are neither revoked nor expired. */
export async function countValidKeys(
  tx: Tx,
  { organisationId, label }: Pick<ApiKey, 'organisationId' | 'label'>,
  now: Date,
): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM api_key
     WHERE organisation_id = $1 AND label = $2 AND revoked_at IS NULL AND expires_at > $3`,
    [organisationId, label, now],
  );
  return row?.count ?? 0;
}

/** Answers whether the organisation had such a key that was not revoked yet. */
export async function revokeKey(
  tx: Tx,
  organisationId: string,
  id: string,
  revokedAt: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE api_key SET revoked_at = $3
     WHERE organisation_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING id`,
    [organisationId, id, revokedAt],
  );
  return rows.length > 0;
}
