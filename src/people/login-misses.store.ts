import type { Tx } from '../platform/index.js';

/** Logins of others that the invitations of one organisation meet in a while: whoever may invite could ask by one after the other. */
export const loginMissesMax = 50;

/** The while, in hours, counted from the first of them. */
export const loginMissesHours = 72;

/**
 * How many logins of others the organisation has met lately. Until the transaction ends nobody else joins it with a login, so
 * that all who try at once meet no more than those who try in turn.
 */
export async function lockLoginMisses(tx: Tx, organisationId: string, now: Date): Promise<number> {
  const isOver = `kept.misses = 0 OR kept.since <= $2::timestamptz - interval '${loginMissesHours} hours'`;
  const [row] = await tx.query<{ misses: number }>(
    `INSERT INTO login_misses AS kept (organisation_id, since, misses) VALUES ($1, $2, 0)
     ON CONFLICT (organisation_id) DO UPDATE SET
       since = CASE WHEN ${isOver} THEN excluded.since ELSE kept.since END,
       misses = CASE WHEN ${isOver} THEN 0 ELSE kept.misses END
     RETURNING misses`,
    [organisationId, now],
  );
  return row?.misses ?? 0;
}

/** Counts one more. The caller has locked them. */
export async function countLoginMiss(tx: Tx, organisationId: string): Promise<void> {
  await tx.query('UPDATE login_misses SET misses = misses + 1 WHERE organisation_id = $1', [
    organisationId,
  ]);
}
