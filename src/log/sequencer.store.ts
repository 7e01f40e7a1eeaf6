import type { Reader, Tx } from '../platform/index.js';

/** Whether a committed write is without a position. Free when idle: a look at an empty partial index. */
export async function hasWaiting(reader: Reader): Promise<boolean> {
  const rows = await reader.named(
    'feed-waiting',
    'SELECT FROM feed WHERE position IS NULL LIMIT 1',
  );
  return rows.length > 0;
}

/**
 * Takes the lease if it is free or lapsed, or renews one's own, and locks its row until the end of the
 * transaction. Answers the epoch to write under, or nothing while another holds it.
 */
export async function holdLease(
  tx: Tx,
  holder: string,
  leaseSeconds: number,
): Promise<string | undefined> {
  const rows = await tx.query<{ epoch: string }>(
    `INSERT INTO feed_sequencer AS lease (holder, epoch, expires_at, last_position)
     VALUES ($1, 1, clock_timestamp() + make_interval(secs => $2), 0)
     ON CONFLICT (only_row) DO UPDATE SET
       holder = EXCLUDED.holder,
       epoch = lease.epoch + CASE WHEN lease.holder = EXCLUDED.holder THEN 0 ELSE 1 END,
       expires_at = EXCLUDED.expires_at
     WHERE lease.holder = EXCLUDED.holder OR lease.expires_at <= clock_timestamp()
     RETURNING epoch`,
    [holder, leaseSeconds],
  );
  return rows[0]?.epoch;
}

/**
 * Numbers the oldest waiting rows, at most `limit`, next after the last position. Says how many.
 *
 * It must run in the transaction of `holdLease` and as a statement of its own: the lease's row lock keeps
 * every other numbering out until this one commits, and a statement begun after the lock was got sees
 * all that the one before it committed. Under an older epoch it numbers nothing.
 */
export async function numberWaiting(tx: Tx, epoch: string, limit: number): Promise<number> {
  const rows = await tx.query<{ numbered: number }>(
    `WITH lease AS (
       SELECT last_position FROM feed_sequencer WHERE epoch = $1
     ), oldest AS (
       SELECT id, recorded_at FROM feed WHERE position IS NULL ORDER BY recorded_at, id LIMIT $2
     ), placed AS (
       SELECT id, row_number() OVER (ORDER BY recorded_at, id) AS place FROM oldest
     ), numbered AS (
       UPDATE feed SET position = lease.last_position + placed.place
       FROM placed, lease WHERE feed.id = placed.id
       RETURNING 1
     )
     UPDATE feed_sequencer SET last_position = last_position + (SELECT count(*) FROM numbered)
     WHERE epoch = $1
     RETURNING (SELECT count(*)::integer FROM numbered) AS numbered`,
    [epoch, limit],
  );
  return rows[0]?.numbered ?? 0;
}

/** Lets a successor begin at once; without it the lease lapses by itself. */
export async function releaseLease(tx: Tx, holder: string): Promise<void> {
  await tx.query(`UPDATE feed_sequencer SET expires_at = '-infinity' WHERE holder = $1`, [holder]);
}
