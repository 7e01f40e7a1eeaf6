import type { Reader } from '../platform/index.js';

/** Takes away rows of this module that ended before a moment, `most` of them at once; answers how many. */
type Sweep = (reader: Reader, before: Date, most: number) => Promise<number>;

export const sweepSessions: Sweep = (reader, before, most) =>
  count(
    reader,
    `DELETE FROM session WHERE digest IN (
       SELECT digest FROM session WHERE ends_at < $1 ORDER BY ends_at LIMIT $2) RETURNING digest`,
    [before, most],
  );

export const sweepTries: Sweep = (reader, before, most) =>
  count(
    reader,
    `DELETE FROM sign_in_try WHERE login_digest IN (
       SELECT login_digest FROM sign_in_try WHERE free_at < $1 ORDER BY free_at LIMIT $2)
     RETURNING login_digest`,
    [before, most],
  );

export const sweepSignIns: Sweep = (reader, before, most) =>
  count(
    reader,
    `DELETE FROM oidc_sign_in WHERE digest IN (
       SELECT digest FROM oidc_sign_in WHERE ends_at < $1 ORDER BY ends_at LIMIT $2) RETURNING digest`,
    [before, most],
  );

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
