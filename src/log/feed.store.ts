import type { Reader, Tx } from '../platform/index.js';
import type { FeedRow, NumberedFeedRow } from './feed.js';

/**
 * The statement that appends feed rows, its parameters numbered from `first`, so that a write can carry
 * it as one more CTE and spare itself a round trip. Its values are `feedParameters(rows)`.
 */
export function appendFeedSql(first = 1): string {
  const parameter = (offset: number) => `$${first + offset}`;
  return `
    INSERT INTO feed (id, organisation_id, kind, subject, payload, recorded_at)
    SELECT * FROM unnest(
      ${parameter(0)}::uuid[], ${parameter(1)}::uuid[], ${parameter(2)}::text[],
      ${parameter(3)}::text[], ${parameter(4)}::jsonb[], ${parameter(5)}::timestamptz[])`;
}

/** The six values that `appendFeedSql` asks for. */
export function feedParameters(rows: readonly FeedRow[]): unknown[] {
  return [
    rows.map((row) => row.id),
    rows.map((row) => row.organisationId),
    rows.map((row) => row.kind),
    rows.map((row) => row.subject),
    rows.map((row) => JSON.stringify(row.payload)),
    rows.map((row) => row.recordedAt.toISOString()),
  ];
}

/** Logs writes in the transaction that makes them: both commit or neither does. */
export async function appendFeed(tx: Tx, rows: readonly FeedRow[]): Promise<void> {
  await tx.query(appendFeedSql(), feedParameters(rows));
}

/**
 * Up to `limit` rows after a position, in order. Following the positions misses nothing: they are given
 * after commit and without gaps, which neither ids nor clocks can promise.
 */
export async function readFeed(
  reader: Reader,
  after: number,
  limit: number,
): Promise<NumberedFeedRow[]> {
  const rows = await reader.query<Omit<NumberedFeedRow, 'position'> & { position: string }>(
    `SELECT position, id, organisation_id AS "organisationId", kind, subject, payload,
            recorded_at AS "recordedAt"
     FROM feed WHERE position > $1 ORDER BY position LIMIT $2`,
    [after, limit],
  );
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}
