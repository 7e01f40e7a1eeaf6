import { isOverseenSql } from '../../access/index.js';
import type { Reader, Tx } from '../../platform/index.js';
import type { Definition } from '../queries/definition.js';

/** A subscription as whoever matches needs it. */
export interface Followed {
  readonly organisationId: string;
  readonly id: string;
  readonly queryName: string;
  readonly definition: Definition;
  readonly initialRecordTime: Date | null;
  readonly createdAt: Date;
  /** Position in the feed: it is told of what comes after it. */
  readonly beginsAfter: number;
  readonly nextAt: Date | null;
  /** How the divisions begin that the organisation oversees now; null: none. */
  readonly oversees: string | null;
}

export type FollowedRow<Row extends Followed = Followed> = Omit<Row, 'beginsAfter'> & {
  readonly beginsAfter: string;
};

export const followedColumns = `subscription.organisation_id AS "organisationId", subscription.id,
  query_name AS "queryName", definition, initial_record_time AS "initialRecordTime",
  subscription.created_at AS "createdAt", begins_after AS "beginsAfter",
  next_at AS "nextAt", oversees`;

export const followedTables = `epcis_subscription subscription
  JOIN epcis_query query ON query.organisation_id = subscription.organisation_id AND name = query_name
  JOIN organisation ON organisation.id = subscription.organisation_id`;

/**
 * The subscriptions of those who may see one of these events, but for those that are matched by themselves. Without
 * subscriptions it is a look at an empty table, however many events there are.
 */
export async function selectFollowed(tx: Tx, refs: readonly string[]): Promise<Followed[]> {
  const rows = await tx.query<FollowedRow>(
    `SELECT ${followedColumns} FROM ${followedTables}
     WHERE match_at IS NULL
       AND subscription.ended_at IS NULL AND organisation.ended_at IS NULL
       AND EXISTS (
         SELECT FROM (SELECT DISTINCT unnest(viewers) AS id FROM event WHERE event.id = ANY($1::uuid[])) seeing
         JOIN organisation viewer USING (id)
         WHERE viewer.id = subscription.organisation_id
           OR ${isOverseenSql('viewer', 'organisation.oversees')})
     ORDER BY subscription.organisation_id, query_name, subscription.id`,
    [refs],
  );
  return rows.map(numbered);
}

export function numbered<Row extends Followed>(row: FollowedRow<Row>): Row {
  return { ...row, beginsAfter: Number(row.beginsAfter) } as unknown as Row;
}

/** Which of these events the feed tells after a position: they come to a follower by themselves. */
export async function selectToldLater(
  reader: Reader,
  refs: readonly string[],
  position: number,
): Promise<ReadonlySet<string>> {
  const rows = await reader.query<{ subject: string }>(
    `SELECT subject FROM feed WHERE position > $2 AND subject = ANY($1::text[])
     UNION ALL SELECT subject FROM feed WHERE position IS NULL AND subject = ANY($1::text[])`,
    [refs, position],
  );
  return new Set(rows.map(({ subject }) => subject));
}

/** The position that was given last: what comes after it is new. */
export async function selectLastPosition(reader: Reader): Promise<number> {
  const rows = await reader.query<{ position: string }>(
    'SELECT last_position AS position FROM feed_sequencer',
  );
  return Number(rows[0]?.position ?? 0);
}
