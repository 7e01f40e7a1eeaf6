import type { Reader, Tx } from '../../platform/index.js';
import type { Subscription } from './subscription.js';

export interface NewSubscription extends Subscription {
  readonly secret: string;
  /** Where the feed was before it was made: it is told of all that comes after, whoever was first to commit. */
  readonly beginsAfter: number;
}

/** All that requests may read of one: the secret is none of it. */
const columns = `organisation_id AS "organisationId", id, query_name AS "queryName", destination, schedule,
  report_if_empty AS "reportIfEmpty", initial_record_time AS "initialRecordTime", created_at AS "createdAt",
  next_at AS "nextAt", last_notified_at AS "lastNotifiedAt", ended_at AS "endedAt", problem, epc_format AS "epcFormat"`;

export async function insertSubscription(tx: Tx, subscription: NewSubscription): Promise<void> {
  const { organisationId, id, queryName, destination, secret, schedule } = subscription;
  await tx.query(
    `INSERT INTO epcis_subscription (organisation_id, id, query_name, destination, secret, schedule,
       report_if_empty, initial_record_time, created_at, next_at, held_until, epc_format, begins_after, match_at, looks_back)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9, $11, $12, $9, $8::timestamptz IS NOT NULL)`,
    [
      ...[organisationId, id, queryName, destination, secret],
      schedule && JSON.stringify(schedule),
      ...[subscription.reportIfEmpty, subscription.initialRecordTime],
      ...[subscription.createdAt, subscription.nextAt, subscription.epcFormat],
      subscription.beginsAfter,
    ],
  );
}

export async function countSubscriptions(reader: Reader, organisationId: string): Promise<number> {
  const rows = await reader.query<{ subscriptions: number }>(
    'SELECT count(*)::int AS subscriptions FROM epcis_subscription WHERE organisation_id = $1',
    [organisationId],
  );
  return rows[0]?.subscriptions ?? 0;
}

/** Which of an organisation's subscriptions is meant: it is found under its own query alone. */
export interface Named {
  readonly queryName: string;
  readonly id: string;
}

export async function selectSubscription(
  reader: Reader,
  organisationId: string,
  { queryName, id }: Named,
): Promise<Subscription | undefined> {
  const rows = await reader.query<Subscription>(
    `SELECT ${columns} FROM epcis_subscription
     WHERE organisation_id = $1 AND query_name = $2 AND id = $3`,
    [organisationId, queryName, id],
  );
  return rows[0];
}

/** The subscriptions to one query after an id, oldest first. */
export async function selectSubscriptions(
  reader: Reader,
  organisationId: string,
  page: {
    readonly queryName: string;
    readonly after: string | undefined;
    readonly limit: number;
  },
): Promise<Subscription[]> {
  return reader.query<Subscription>(
    `SELECT ${columns} FROM epcis_subscription
     WHERE organisation_id = $1 AND query_name = $2 AND ($3::uuid IS NULL OR id > $3)
     ORDER BY id LIMIT $4`,
    [organisationId, page.queryName, page.after ?? null, page.limit],
  );
}

/** Takes a subscription away with its messages; says whether there was one. */
export async function deleteSubscription(
  tx: Tx,
  organisationId: string,
  { queryName, id }: Named,
): Promise<boolean> {
  const rows = await tx.query(
    `DELETE FROM epcis_subscription
     WHERE organisation_id = $1 AND query_name = $2 AND id = $3 RETURNING id`,
    [organisationId, queryName, id],
  );
  return rows.length > 0;
}

/** A message that was given up. */
export interface DeadLetter {
  readonly id: string;
  readonly events: number;
  readonly attempts: number;
  readonly lastStatus: number | null;
  readonly madeAt: Date;
  readonly deadAt: Date;
}

/** A subscription's messages that were given up, newest first, before an id. */
export async function selectDeadLetters(
  reader: Reader,
  organisationId: string,
  page: { readonly of: string; readonly before: string | undefined; readonly limit: number },
): Promise<DeadLetter[]> {
  return reader.query<DeadLetter>(
    `SELECT id, cardinality(event_refs) AS events, attempts, last_status AS "lastStatus",
       made_at AS "madeAt", dead_at AS "deadAt"
     FROM epcis_delivery
     WHERE organisation_id = $1 AND subscription_id = $2 AND dead_at IS NOT NULL
       AND ($3::uuid IS NULL OR id < $3)
     ORDER BY id DESC LIMIT $4`,
    [organisationId, page.of, page.before ?? null, page.limit],
  );
}

/** From when until when messages were made; the end is not part of it, and null is no end. */
export interface Span {
  readonly from: Date;
  readonly to: Date | null;
}

/** Makes messages due again that are delivered or given up, at most so many, oldest first. Says how many. */
export async function requeueDeliveries(
  tx: Tx,
  organisationId: string,
  again: Span & { readonly of: string; readonly now: Date; readonly most: number },
): Promise<number> {
  const rows = await tx.query(
    `UPDATE epcis_delivery SET due_at = $5, queued_at = $5, attempts = 0, delivered_at = NULL, dead_at = NULL
     WHERE organisation_id = $1 AND subscription_id = $2 AND id IN (
       SELECT id FROM epcis_delivery
       WHERE organisation_id = $1 AND subscription_id = $2 AND made_at >= $3
         AND ($4::timestamptz IS NULL OR made_at < $4)
         AND (delivered_at IS NOT NULL OR dead_at IS NOT NULL)
       ORDER BY id LIMIT $6)
     RETURNING id`,
    [organisationId, again.of, again.from, again.to, again.now, again.most],
  );
  return rows.length;
}
