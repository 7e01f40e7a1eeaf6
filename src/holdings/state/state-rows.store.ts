import type { Reader } from '../../platform/index.js';
import type { ClaimRow } from './fold-text.js';

/** Members of rows that say when something was written, not what; and a note that old claims have not got. */
const whenWritten = "'{version,recorded_at,superseded_at,changed_at,quiet_after}'::text[]";

const wholeRows = (table: string, isLive: string) =>
  `SELECT (to_jsonb(${table}) - ${whenWritten})::text AS row FROM ${table} WHERE ${isLive}`;

/** For each state table, its rows as text. What was superseded, and lines at zero, are no state. */
const stateRows = {
  claim_name: wholeRows('claim_name', 'ref IN (SELECT ref FROM claim WHERE withdrawn_at IS NULL)'),
  posting: wholeRows('posting', 'superseded_at IS NULL'),
  touch: wholeRows('touch', 'true'),
  flow: wholeRows('flow', 'superseded_at IS NULL'),
  unit_move: wholeRows('unit_move', 'superseded_at IS NULL'),
  holding: wholeRows('holding', 'amount <> 0'),
  unit_place: wholeRows('unit_place', `kind <> 'gone' OR owner IS NOT NULL`),
  // The instant of the last posting is a bound that a withdrawn event may leave higher than need be.
  fold_key: `
    SELECT jsonb_build_object('key', key, 'state', jsonb_agg(entry ORDER BY entry))::text AS row
    FROM fold_key, jsonb_array_elements(state::jsonb) AS entry GROUP BY key`,
} as const;

export type StateTable = keyof typeof stateRows;

export const stateTables = Object.keys(stateRows) as readonly StateTable[];

/** Rows whose hashes begin alike, and a digest of them all: 4096 of them per table at most. */
export interface Bucket {
  readonly name: string;
  readonly digest: string;
}

const bucket = 'left(md5(row), 3)';

export async function selectBuckets(reader: Reader, table: StateTable): Promise<Bucket[]> {
  return reader.query<Bucket>(
    `SELECT ${bucket} AS name, md5(string_agg(md5(row), '' ORDER BY md5(row))) AS digest
     FROM (${stateRows[table]}) AS state GROUP BY 1`,
  );
}

export async function selectRowsOf(
  reader: Reader,
  table: StateTable,
  buckets: readonly string[],
): Promise<string[]> {
  const rows = await reader.query<{ row: string }>(
    `SELECT row FROM (${stateRows[table]}) AS state WHERE ${bucket} = ANY($1) ORDER BY row`,
    [buckets],
  );
  return rows.map(({ row }) => row);
}

/** Live claims in the order of their ids, which is about the order of their capture. */
export async function selectClaimsAfter(
  reader: Reader,
  after: string | null,
  limit: number,
): Promise<ClaimRow[]> {
  return reader.query<ClaimRow>(
    `SELECT ref, event_id AS "eventId", author, at, until, claim FROM claim
     WHERE withdrawn_at IS NULL AND ($1::uuid IS NULL OR ref > $1) ORDER BY ref LIMIT $2`,
    [after, limit],
  );
}
