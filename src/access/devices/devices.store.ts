import type { Reader, Tx } from '../../platform/index.js';
import type { Organisation } from '../access.store.js';
import type { Scope } from '../actor.js';
import type { PublicKey } from './public-key.js';

/** A scanner, a scale or another machine that signs for itself. */
export interface Device {
  readonly id: string;
  readonly organisationId: string;
  readonly label: string;
  readonly scopes: readonly Scope[];
  /** The credential of who made its code. */
  readonly madeBy: string;
  readonly createdAt: Date;
  readonly codeEndsAt: Date;
  readonly enrolledAt: Date | null;
  readonly revokedAt: Date | null;
}

/** A device that was enrolled, with the organisation it stands for. */
export type DeviceHolder = Pick<Device, 'id' | 'organisationId' | 'scopes' | 'revokedAt'> &
  Pick<Organisation, 'roles' | 'partyId' | 'oversees'> & { readonly publicKey: PublicKey };

/** Wrong codes that a device waiting to be enrolled meets before its code holds no longer. */
export const codeMissesMax = 5;

const columns = `id, organisation_id AS "organisationId", label, scopes, made_by AS "madeBy",
  created_at AS "createdAt", code_ends_at AS "codeEndsAt", enrolled_at AS "enrolledAt",
  revoked_at AS "revokedAt"`;
const isLetIn = `EXISTS (SELECT FROM organisation
  WHERE organisation.id = organisation_id AND organisation.ended_at IS NULL)`;

export async function insertDevice(
  tx: Tx,
  device: Device & { readonly codeDigest: Buffer },
): Promise<void> {
  const { id, organisationId, label, scopes, madeBy, createdAt, codeDigest, codeEndsAt } = device;
  await tx.query(
    `INSERT INTO device
       (id, organisation_id, label, scopes, made_by, created_at, code_digest, code_ends_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, organisationId, label, scopes, madeBy, createdAt, codeDigest, codeEndsAt],
  );
}

/** The organisation's devices, newest first, ended ones included. */
export async function selectDevices(
  reader: Reader,
  organisationId: string,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<Device[]> {
  return reader.query<Device>(
    `SELECT ${columns} FROM device
     WHERE organisation_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [organisationId, page.before ?? null, page.limit],
  );
}

/** Nobody where the device waits, or its organisation's access has ended. */
export async function selectDeviceHolder(
  reader: Reader,
  id: string,
): Promise<DeviceHolder | undefined> {
  const rows = await reader.named<DeviceHolder>(
    'device-holder',
    `SELECT device.id, organisation_id AS "organisationId", scopes, public_key AS "publicKey",
       revoked_at AS "revokedAt", roles, party_id AS "partyId", oversees
     FROM device JOIN organisation ON organisation.id = organisation_id AND ended_at IS NULL
     WHERE device.id = $1 AND enrolled_at IS NOT NULL`,
    [id],
  );
  return rows[0];
}

/**
 * Tries a code, in one statement, so that a hundred tries at once are counted one after the other. The right one enrols
 * the device; a wrong one is counted, and undefined is answered as for a device that does not wait for any.
 */
export async function tryCode(
  tx: Tx,
  tried: Pick<DeviceHolder, 'id' | 'publicKey'> & { readonly codeDigest: Buffer },
  now: Date,
): Promise<Device | undefined> {
  const { id, codeDigest, publicKey } = tried;
  const rows = await tx.query<Device>(
    `UPDATE device SET
       misses = misses + CASE WHEN code_digest = $2 THEN 0 ELSE 1 END,
       public_key = CASE WHEN code_digest = $2 THEN $3::jsonb END,
       enrolled_at = CASE WHEN code_digest = $2 THEN $4::timestamptz END
     WHERE id = $1 AND enrolled_at IS NULL AND revoked_at IS NULL AND code_ends_at > $4
       AND misses < ${codeMissesMax} AND ${isLetIn}
     RETURNING ${columns}`,
    [id, codeDigest, JSON.stringify(publicKey), now],
  );
  return rows.find(({ enrolledAt }) => enrolledAt !== null);
}

/** Answers whether the organisation had such a device that was not revoked yet. */
export async function revokeDevice(
  tx: Tx,
  { organisationId, id }: Pick<Device, 'organisationId' | 'id'>,
  revokedAt: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE device SET revoked_at = $3
     WHERE organisation_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING id`,
    [organisationId, id, revokedAt],
  );
  return rows.length > 0;
}

/** For a database that was an earlier state of itself: codes that were used since would hold again. */
export async function endWaitingDevices(reader: Reader, now: Date): Promise<void> {
  await reader.query(
    'UPDATE device SET revoked_at = $1 WHERE enrolled_at IS NULL AND revoked_at IS NULL',
    [now],
  );
}

/** Takes away devices whose code ended before a moment unused, `most` of them at once; answers how many. */
export async function sweepCodes(reader: Reader, before: Date, most: number): Promise<number> {
  const rows = await reader.query(
    `DELETE FROM device WHERE id IN (
       SELECT id FROM device WHERE enrolled_at IS NULL AND code_ends_at < $1 LIMIT $2) RETURNING id`,
    [before, most],
  );
  return rows.length;
}
