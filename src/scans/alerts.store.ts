import type { Reader, Tx } from '../platform/index.js';
import type { Signal } from './signals.js';

/** What looks at a code showed its owner. */
export interface Alert {
  readonly id: string;
  readonly code: string;
  readonly batchId: string | null;
  readonly signal: Signal;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly times: number;
  readonly acknowledgedAt: Date | null;
  /** When its code was blocked by it. */
  readonly blockedAt: Date | null;
}

export interface AlertFilter {
  readonly open: boolean | undefined;
  readonly signal: Signal | undefined;
}

const columns = `id, code, batch_id AS "batchId", signal, first_at AS "firstAt", last_at AS "lastAt", times,
  acknowledged_at AS "acknowledgedAt", blocked_at AS "blockedAt"`;

/** Alerts of these organisations, newest first. Each is read on its own, or an index could not give the order. */
export async function selectAlerts(
  reader: Reader,
  organisationIds: readonly string[],
  { open, signal }: AlertFilter,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<Alert[]> {
  return reader.query<Alert>(
    `SELECT alert.* FROM unnest($1::uuid[]) AS organisation CROSS JOIN LATERAL (
       SELECT ${columns} FROM scan_alert
       WHERE organisation_id = organisation AND ($2::uuid IS NULL OR id < $2)
         AND ($3::boolean IS NULL OR (acknowledged_at IS NULL) = $3) AND ($4::text IS NULL OR signal = $4)
       ORDER BY id DESC LIMIT $5) AS alert
     ORDER BY id DESC LIMIT $5`,
    [organisationIds, page.before ?? null, open ?? null, signal ?? null, page.limit],
  );
}

/** One's own; the moment of the first time stays. */
export async function acknowledge(
  tx: Tx,
  organisationId: string,
  { id, at }: { readonly id: string; readonly at: Date },
): Promise<Alert | undefined> {
  const rows = await tx.query<Alert>(
    `UPDATE scan_alert SET acknowledged_at = coalesce(acknowledged_at, $3)
     WHERE organisation_id = $1 AND id = $2 RETURNING ${columns}`,
    [organisationId, id, at],
  );
  return rows[0];
}
