import type { Reader, Tx } from '../../platform/index.js';
import {
  followedColumns,
  followedTables,
  numbered,
  type Followed,
  type FollowedRow,
} from './matching.store.js';
import type { ToldProblem } from './told-problem.js';

/** A subscription that is matched by itself, by one process until a time. */
export interface Behind extends Followed {
  readonly looksBack: boolean;
  /** Tries that failed since the last that did not. */
  readonly failures: number;
  readonly until: Date;
}

/** From here on these are matched by themselves, each from a position or from where it begins, if that is later. */
export async function leaveBehind(
  tx: Tx,
  left: readonly Pick<Followed, 'organisationId' | 'id'>[],
  from: { readonly position: number; readonly now: Date },
): Promise<void> {
  await tx.query(
    `UPDATE epcis_subscription SET match_at = $4, begins_after = greatest(begins_after, $3), looks_back = false
     WHERE (organisation_id, id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))`,
    [
      left.map(({ organisationId }) => organisationId),
      left.map(({ id }) => id),
      ...[from.position, from.now],
    ],
  );
}

/** Takes the one that waits longest, of any organisation but these, so that no other process does until a time. */
export async function takeBehind(
  reader: Reader,
  {
    now,
    until,
    besides,
  }: { readonly now: Date; readonly until: Date; readonly besides: readonly string[] },
): Promise<Behind | undefined> {
  const rows = await reader.query<FollowedRow<Behind>>(
    `WITH next AS MATERIALIZED (
       SELECT ${followedColumns}, looks_back AS "looksBack", match_failures AS failures, $2::timestamptz AS until
       FROM ${followedTables}
       WHERE match_at <= $1 AND subscription.organisation_id <> ALL ($3::uuid[])
         AND subscription.ended_at IS NULL AND organisation.ended_at IS NULL
       ORDER BY match_at LIMIT 1 FOR UPDATE OF subscription SKIP LOCKED
     ), taken AS (
       UPDATE epcis_subscription taken SET match_at = next.until FROM next
       WHERE taken.organisation_id = next."organisationId" AND taken.id = next.id)
     SELECT * FROM next`,
    [now, until, besides],
  );
  return rows.map(numbered)[0];
}

/** How matching one by itself goes on. */
export interface Onward {
  readonly beginsAfter: number;
  /** When it is matched by itself again; null: with all others from here on. */
  readonly matchAt: Date | null;
  readonly looksBack: boolean;
  readonly failures: number;
  readonly problem: ToldProblem | null;
}

/** Says whether it was still this process's to say. */
export async function goOn(tx: Tx, behind: Behind, onward: Onward): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE epcis_subscription
     SET begins_after = $4, match_at = $5, looks_back = $6, match_failures = $7, problem = $8
     WHERE organisation_id = $1 AND id = $2 AND match_at = $3 RETURNING id`,
    [
      ...[behind.organisationId, behind.id, behind.until],
      ...[onward.beginsAfter, onward.matchAt, onward.looksBack, onward.failures],
      onward.problem && JSON.stringify(onward.problem),
    ],
  );
  return rows.length > 0;
}
