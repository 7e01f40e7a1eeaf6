import type { Reader, Tx } from '../platform/index.js';

/** Whether the feed goes on after where this follower stands; a follower unknown so far stands at 0. */
export async function isBehind(reader: Reader, name: string): Promise<boolean> {
  const rows = await reader.named(
    'feed-behind',
    `SELECT FROM feed
     WHERE position > coalesce((SELECT position FROM feed_follower WHERE name = $1), 0) LIMIT 1`,
    [name],
  );
  return rows.length > 0;
}

/** Where the follower stands, its row locked: a second process of the same name waits its turn. */
export async function lockPosition(tx: Tx, name: string): Promise<number> {
  const rows = await tx.query<{ position: string }>(
    `INSERT INTO feed_follower (name, position) VALUES ($1, 0)
     ON CONFLICT (name) DO UPDATE SET position = feed_follower.position
     RETURNING position`,
    [name],
  );
  return Number(rows[0]?.position);
}

/** The same without waiting: undefined while another transaction holds the row, or there is none. */
export async function lockPositionIfFree(tx: Tx, name: string): Promise<number | undefined> {
  const rows = await tx.query<{ position: string }>(
    'SELECT position FROM feed_follower WHERE name = $1 FOR UPDATE SKIP LOCKED',
    [name],
  );
  return rows[0] && Number(rows[0].position);
}

export async function movePosition(tx: Tx, name: string, position: number): Promise<void> {
  await tx.query('UPDATE feed_follower SET position = $2 WHERE name = $1', [name, position]);
}
