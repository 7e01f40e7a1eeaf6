import type { Reader } from '../platform/index.js';

/**
 * Takes away what was kept of devices that have not looked since; counts stay. The salts of months that ended by then go
 * with them, after which nobody can make a mark of theirs again.
 */
export async function sweepLooks(reader: Reader, before: Date, most: number): Promise<number> {
  await reader.query(
    `DELETE FROM scan_salt WHERE month + interval '1 month' < ($1::timestamptz AT TIME ZONE 'UTC')`,
    [before],
  );
  const gone = await reader.query(
    `DELETE FROM scan_device WHERE (code, device) IN (
       SELECT code, device FROM scan_device WHERE last_at < $1 LIMIT $2) RETURNING 1`,
    [before, most],
  );
  return gone.length;
}
