import { createHash } from 'node:crypto';
import type { Reader } from '../platform/index.js';

/** Tries under one name before the next one has to wait. */
export const freeTries = 5;
/** The first wait; each further try doubles it. */
export const firstWaitSeconds = 30;
export const waitSecondsMax = 900;
/** After so long without a try a name begins anew. */
const forgottenAfter = "interval '1 day'";

/** Rows of others that each try clears away: whoever tries many names takes away more than they leave. */
const clearedAtOnce = 20;

/**
 * Takes one try under the name, before the password is looked at, so that a hundred at once are no more than five. False
 * while the name has to wait. Names that nobody has are counted alike: a stranger learns nothing from the count.
 */
export async function takeTry(reader: Reader, login: string, now: Date): Promise<boolean> {
  const isOld = `made.free_at < $2 - ${forgottenAfter}`;
  const rows = await reader.query(
    `WITH cleared AS (
       DELETE FROM sign_in_try WHERE login_digest IN (
         SELECT login_digest FROM sign_in_try
         WHERE free_at < $2::timestamptz - ${forgottenAfter} AND login_digest <> $1
         ORDER BY free_at LIMIT ${clearedAtOnce} FOR UPDATE SKIP LOCKED))
     INSERT INTO sign_in_try AS made (login_digest, tries, free_at) VALUES ($1, 1, $2)
     ON CONFLICT (login_digest) DO UPDATE SET
       tries = CASE WHEN ${isOld} THEN 1 ELSE made.tries + 1 END,
       free_at = CASE WHEN ${isOld} OR made.tries + 1 < ${freeTries} THEN $2
         ELSE $2 + interval '1 second' * least(${waitSecondsMax},
           ${firstWaitSeconds} * power(2, least(made.tries + 1 - ${freeTries}, 10))) END
     WHERE made.tries < ${freeTries} OR made.free_at <= $2
     RETURNING tries`,
    [digestOf(login), now],
  );
  return rows.length > 0;
}

/** Forgets the tries under the name: somebody has signed in with it. */
export async function forgetTries(reader: Reader, login: string): Promise<void> {
  await reader.query('DELETE FROM sign_in_try WHERE login_digest = $1', [digestOf(login)]);
}

/** People type passwords into the wrong field: what was typed is not kept. */
function digestOf(login: string): Buffer {
  return createHash('sha256').update(login).digest();
}
