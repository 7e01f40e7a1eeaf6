import type { CodeKind } from '../codes/index.js';
import type { Reader, Tx } from '../platform/index.js';
import type { LookVerdict } from './look.js';
import { thresholdColumns } from './settings.store.js';
import type { Signal, Thresholds } from './signals.js';

/** A device that looked at a code, as it is stored. */
export interface DeviceRow {
  readonly code: string;
  readonly device: Buffer;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly verdict: LookVerdict;
  readonly region: string | null;
  /** Degrees; null together with the region. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Sessions that were counted before. */
  readonly counted: number;
  readonly sessions: number;
}

/** A code that is looked at, whose it is, and when it is worth a word. */
export interface LookedAt {
  readonly code: string;
  readonly kind: CodeKind;
  readonly organisationId: string;
  readonly batchId: string | null;
  /** The clock of the place of making, by which days begin: `+08:00`. */
  readonly offset: string;
  /** Null: as usual. */
  readonly thresholds: Thresholds | null;
}

const deviceColumns = `
  code, device, first_at AS "firstAt", last_at AS "lastAt", verdict, region,
  latitude::float8 AS latitude, longitude::float8 AS longitude, counted, sessions`;

/** Devices with looks that nobody judged yet, which this transaction now judges alone. */
export async function lockNew(tx: Tx, most: number): Promise<DeviceRow[]> {
  return tx.query<DeviceRow>(
    `SELECT ${deviceColumns} FROM scan_device WHERE is_new ORDER BY code, device LIMIT $1
     FOR UPDATE SKIP LOCKED`,
    [most],
  );
}

/** The latest devices of each of these codes that were judged before, at most so many a code. */
export async function selectJudged(
  reader: Reader,
  codes: readonly string[],
  mostOfEach: number,
): Promise<DeviceRow[]> {
  return reader.query<DeviceRow>(
    `SELECT known.* FROM unnest($1::text[]) AS looked (at_code) CROSS JOIN LATERAL (
       SELECT ${deviceColumns} FROM scan_device
       WHERE code = at_code COLLATE "C" AND NOT is_new ORDER BY last_at DESC LIMIT $2) AS known`,
    [codes, mostOfEach],
  );
}

export async function selectLookedAt(
  reader: Reader,
  codes: readonly string[],
): Promise<LookedAt[]> {
  return reader.query<LookedAt>(
    `SELECT code.code, code.kind, code.organisation_id AS "organisationId", code.batch_id AS "batchId",
       coalesce(batch.made_offset, '+00:00') AS offset,
       CASE WHEN scan_settings.product_id IS NOT NULL THEN json_build_object(${thresholdColumns}) END AS thresholds
     FROM code LEFT JOIN batch ON batch.id = code.batch_id
     LEFT JOIN scan_settings ON scan_settings.product_id = batch.product_id
     WHERE code.code = ANY($1)`,
    [codes],
  );
}

export async function markJudged(tx: Tx, devices: readonly DeviceRow[]): Promise<void> {
  await tx.query(
    `UPDATE scan_device SET is_new = false,
       counted = CASE WHEN verdict = 'inactive' THEN counted ELSE sessions END
     FROM unnest($1::text[], $2::bytea[]) AS judged (at_code, of_device)
     WHERE code = at_code COLLATE "C" AND device = of_device`,
    [devices.map(({ code }) => code), devices.map(({ device }) => device)],
  );
}

/** What new looks add to what is known of a code. */
export interface Counted {
  readonly code: string;
  readonly firstAt: Date;
  readonly sessions: number;
  readonly devices: number;
}

/** Adds to the counts of codes; answers how many devices each has by now. */
export async function count(
  tx: Tx,
  counted: readonly Counted[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ code: string; devices: number }>(
    `INSERT INTO scan_mark AS mark (code, first_at, sessions, devices)
     SELECT code, "firstAt", sessions, devices
     FROM json_to_recordset($1) AS new (code text, "firstAt" timestamptz, sessions int, devices int)
     ORDER BY code
     ON CONFLICT (code) DO UPDATE SET
       sessions = mark.sessions + excluded.sessions, devices = mark.devices + excluded.devices
     RETURNING code, devices`,
    [JSON.stringify(counted)],
  );
  return new Map(rows.map(({ code, devices }) => [code, devices]));
}

/** Sessions at the codes of a batch on one day. */
export interface CountedDay {
  readonly organisationId: string;
  readonly batchId: string;
  readonly day: string;
  /** Empty where the look has no place. */
  readonly region: string;
  readonly sessions: number;
}

export async function countDays(tx: Tx, days: readonly CountedDay[]): Promise<void> {
  await tx.query(
    `INSERT INTO scan_day AS known (organisation_id, batch_id, day, region, sessions)
     SELECT "organisationId", "batchId", day, region, sum(sessions)
     FROM json_to_recordset($1) AS new
       ("organisationId" uuid, "batchId" uuid, day date, region text, sessions int)
     GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
     ON CONFLICT (organisation_id, batch_id, day, region) DO UPDATE
       SET sessions = known.sessions + excluded.sessions`,
    [JSON.stringify(days)],
  );
}

/** What looks at a code showed. */
export interface Shown extends Pick<LookedAt, 'code' | 'organisationId' | 'batchId'> {
  readonly id: string;
  readonly signal: Signal;
  readonly at: Date;
}

type OfAlert = Pick<Shown, 'code' | 'signal'>;

const ofAlerts = (shown: readonly OfAlert[]) => [
  shown.map(({ code }) => code),
  shown.map(({ signal }) => signal),
];

/** Which of these alerts never blocked their codes. They are raised in this transaction, so nobody else blocks by them now. */
export async function selectUnblocked(
  reader: Reader,
  shown: readonly OfAlert[],
): Promise<OfAlert[]> {
  return reader.query<OfAlert>(
    `SELECT code, signal FROM scan_alert
     WHERE (code, signal) IN (SELECT * FROM unnest($1::text[], $2::text[])) AND blocked_at IS NULL`,
    ofAlerts(shown),
  );
}

export async function noteBlocked(tx: Tx, shown: readonly Shown[]): Promise<void> {
  await tx.query(
    `UPDATE scan_alert SET blocked_at = $3
     WHERE (code, signal) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
    [...ofAlerts(shown), shown[0]?.at],
  );
}

/** Raises an alert, or adds to the one that stands. */
export async function raise(tx: Tx, shown: readonly Shown[]): Promise<void> {
  await tx.query(
    `INSERT INTO scan_alert AS known (organisation_id, id, code, batch_id, signal, first_at, last_at)
     SELECT "organisationId", id, code, "batchId", signal, at, at
     FROM json_to_recordset($1) AS new
       ("organisationId" uuid, id uuid, code text, "batchId" uuid, signal text, at timestamptz)
     ORDER BY code, signal
     ON CONFLICT (code, signal) DO UPDATE
       SET last_at = greatest(known.last_at, excluded.last_at), times = known.times + 1`,
    [JSON.stringify(shown)],
  );
  const apart = shown.filter(({ signal }) => signal === 'far-apart').map(({ code }) => code);
  if (apart.length === 0) return;
  await tx.query(
    'UPDATE scan_mark SET far_apart_at = $2 WHERE code = ANY($1) AND far_apart_at IS NULL',
    [apart, shown[0]?.at],
  );
}
