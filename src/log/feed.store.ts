import { rowSets, writeRows, type Reader, type Tx } from '../platform/index.js';
import type { FeedRow, NumberedFeedRow } from './feed.js';

/** Feed rows, for a write that carries them along. */
export const feedRows = rowSets<FeedRow>(
  {
    id: ['uuid', ({ id }) => id],
    organisation_id: ['uuid', ({ organisationId }) => organisationId],
    kind: ['text', ({ kind }) => kind],
    subject: ['text', ({ subject }) => subject],
    payload: ['jsonb', ({ payload }) => JSON.stringify(payload)],
    recorded_at: ['timestamptz', ({ recordedAt }) => recordedAt.toISOString()],
  },
  (relation) => `
    INSERT INTO feed (id, organisation_id, kind, subject, payload, recorded_at)
    SELECT * FROM ${relation}`,
);

/** Logs writes in the transaction that makes them: both commit or neither does. Waits for no answer. */
export function appendFeed(tx: Tx, rows: readonly FeedRow[]): void {
  writeRows(tx, 'append-feed', [feedRows(rows)]);
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
