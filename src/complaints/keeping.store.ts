import type { Reader } from '../platform/index.js';

/** Takes away complaints received before a moment with their photos, and counts of days before; answers how many. */
export async function sweepComplaints(reader: Reader, before: Date, most: number): Promise<number> {
  const rows = await reader.query(
    `WITH over AS (
       SELECT id FROM complaint WHERE received_at < $1 ORDER BY received_at LIMIT $2
     ), photos AS (
       DELETE FROM complaint_photo WHERE complaint_id IN (SELECT id FROM over)
     ), days AS (
       DELETE FROM complaint_day WHERE day < $1::date
     )
     DELETE FROM complaint WHERE id IN (SELECT id FROM over) RETURNING id`,
    [before, most],
  );
  return rows.length;
}

/** Takes contacts out of complaints received before a moment, `most` of them at once; answers how many. */
export async function sweepContacts(reader: Reader, before: Date, most: number): Promise<number> {
  const rows = await reader.query(
    `UPDATE complaint SET contact = NULL WHERE id IN (
       SELECT id FROM complaint WHERE received_at < $1 AND has_contact LIMIT $2) RETURNING id`,
    [before, most],
  );
  return rows.length;
}
