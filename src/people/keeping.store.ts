import type { Reader } from '../platform/index.js';

/** Takes away rows of this module that ended before a moment, `most` of them at once; answers how many. */
type Sweep = (reader: Reader, before: Date, most: number) => Promise<number>;

/** Of a table whose rows are known by one column and over by another, which has an index. */
const sweepOf =
  (table: string, key: string, end: string): Sweep =>
  (reader, before, most) =>
    count(
      reader,
      `DELETE FROM ${table} WHERE ${key} IN (
         SELECT ${key} FROM ${table} WHERE ${end} < $1 ORDER BY ${end} LIMIT $2) RETURNING ${key}`,
      [before, most],
    );

export const sweepSessions = sweepOf('session', 'digest', 'ends_at');
export const sweepTries = sweepOf('sign_in_try', 'login_digest', 'free_at');
export const sweepSignIns = sweepOf('oidc_sign_in', 'digest', 'ends_at');

/** Used, withdrawn or run out. */
export const sweepInvitations: Sweep = (reader, before, most) =>
  count(
    reader,
    `DELETE FROM invitation WHERE id IN (
       SELECT id FROM invitation WHERE coalesce(ended_at, expires_at) < $1 LIMIT $2) RETURNING id`,
    [before, most],
  );

async function count(reader: Reader, sql: string, parameters: readonly unknown[]): Promise<number> {
  return (await reader.query(sql, parameters)).length;
}
