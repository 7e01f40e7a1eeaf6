import { leastIdAt } from '../kernel/index.js';
import type { Reader, Tx } from '../platform/index.js';
import { nobody } from './entry.js';

/** Whose entries: all under one credential of an organisation. */
export interface Under {
  readonly organisationId: string;
  readonly credential: string;
}

/** How many entries there are, and when the newest of them was made. */
export async function selectExtent(
  reader: Reader,
  { organisationId, credential }: Under,
): Promise<{ readonly count: number; readonly newestAt: Date | null }> {
  const [extent] = await reader.query<{ count: number; newestAt: Date | null }>(
    `SELECT count(*)::int AS count, max(at) AS "newestAt" FROM audit_entry
     WHERE organisation_id = $1 AND credential = $2`,
    [organisationId, credential],
  );
  return extent ?? { count: 0, newestAt: null };
}

/** Takes the addresses of somebody who was erased; answers how many. The database refuses those of anybody else. */
export async function forgetAddresses(
  tx: Tx,
  organisationId: string,
  credentials: readonly string[],
): Promise<number> {
  return count(
    tx,
    `UPDATE audit_entry SET address = NULL
     WHERE organisation_id = $1 AND credential = ANY ($2) AND address IS NOT NULL`,
    [organisationId, credentials],
  );
}

/**
 * Takes the addresses of requests that were under way while who sent them was erased: their entries are written after the
 * erasure, `since` at the earliest; `most` at once.
 */
export function sweepLateAddresses(reader: Reader, since: Date, most: number): Promise<number> {
  return count(
    reader,
    `UPDATE audit_entry SET address = NULL WHERE (organisation_id, id) IN (
       SELECT late.organisation_id, late.id FROM person JOIN audit_entry AS late
         ON late.organisation_id = person.organisation_id AND late.credential = 'person/' || person.id
       WHERE erased_at >= $1 AND address IS NOT NULL LIMIT $2)`,
    [since, most],
  );
}

/** Takes addresses of entries made before a moment, `most` at once. */
export function sweepAddresses(reader: Reader, before: Date, most: number): Promise<number> {
  return count(
    reader,
    `UPDATE audit_entry SET address = NULL WHERE (organisation_id, id) IN (
       SELECT organisation_id, id FROM audit_entry
       WHERE address IS NOT NULL AND at < $1 AND audit_address_may_go(at, credential)
       ORDER BY at LIMIT $2)`,
    [before, most],
  );
}

/**
 * Takes entries made before a moment, `most` at once, but none of an organisation that an open recall
 * concerns: there they are evidence. Ids are in the order of time, so each organisation's oldest are found by its key.
 */
export function sweepEntries(reader: Reader, before: Date, most: number): Promise<number> {
  return count(
    reader,
    `DELETE FROM audit_entry WHERE (organisation_id, id) IN (
       SELECT old.organisation_id, old.id
       FROM (SELECT id FROM organisation UNION ALL SELECT $4::uuid) AS whose
       CROSS JOIN LATERAL (
         SELECT organisation_id, id, at, on_behalf_of FROM audit_entry
         WHERE organisation_id = whose.id AND id < $3 AND at < $1 ORDER BY id LIMIT $2) AS old
       WHERE audit_is_past(old.at, old.organisation_id, old.on_behalf_of) LIMIT $2)`,
    [before, most, leastIdAt(before.getTime()), nobody],
  );
}

async function count(reader: Reader, sql: string, parameters: readonly unknown[]): Promise<number> {
  const [row] = await reader.query<{ count: number }>(
    `WITH done AS (${sql} RETURNING organisation_id) SELECT count(*)::int AS count FROM done`,
    parameters,
  );
  return row?.count ?? 0;
}
