import type { Reader } from '../../platform/index.js';
import { isWaitingSql, leaseSql, type OfLease } from './leases.store.js';
import type { ToldProblem } from './told-problem.js';

/** One message that is tried now. */
export interface TakenMessage {
  readonly id: string;
  readonly eventRefs: readonly string[];
  /** What is told instead of events; null as a rule. */
  readonly problem: ToldProblem | null;
  /** Tries, with the one that is to be made now. */
  readonly attempts: number;
}

/** The message of a subscription that is due longest, counted as tried; holds the subscription for as long as that takes. */
export async function takeDelivery(
  reader: Reader,
  { organisationId, id }: OfLease,
  now: Date,
): Promise<TakenMessage | undefined> {
  const rows = await reader.query<TakenMessage>(
    `WITH held AS (
       UPDATE epcis_subscription SET held_until = $3::timestamptz + ${leaseSql}
       WHERE organisation_id = $1 AND id = $2 AND ended_at IS NULL RETURNING id
     ), longest AS (
       SELECT id FROM epcis_delivery
       WHERE organisation_id = $1 AND subscription_id = $2 AND ${isWaitingSql} AND due_at <= $3
       ORDER BY due_at, id LIMIT 1)
     UPDATE epcis_delivery delivery SET attempts = attempts + 1 FROM held, longest
     WHERE organisation_id = $1 AND subscription_id = $2 AND delivery.id = longest.id AND ${isWaitingSql}
     RETURNING delivery.id, event_refs AS "eventRefs", problem, attempts`,
    [organisationId, id, now],
  );
  return rows[0];
}

interface OfDelivery {
  readonly organisationId: string;
  readonly subscriptionId: string;
  readonly id: string;
  readonly now: Date;
}

/** A report of nothing leaves no trace: there is nothing in it to send again. */
export async function settleDelivered(
  reader: Reader,
  { organisationId, subscriptionId, id, now }: OfDelivery,
  status: number,
): Promise<void> {
  await reader.query(
    `WITH told AS (
       UPDATE epcis_subscription SET failures = 0, last_notified_at = $4
       WHERE organisation_id = $1 AND id = $2
     ), empty AS (
       DELETE FROM epcis_delivery
       WHERE organisation_id = $1 AND subscription_id = $2 AND id = $3 AND event_refs = '{}')
     UPDATE epcis_delivery SET delivered_at = $4, last_status = $5, dead_at = NULL
     WHERE organisation_id = $1 AND subscription_id = $2 AND id = $3 AND event_refs <> '{}'`,
    [organisationId, subscriptionId, id, now, status],
  );
}

/** Where there is no `retryAt` the message is given up. What another process delivered meanwhile stays delivered. */
export async function settleFailed(
  reader: Reader,
  { organisationId, subscriptionId, id, now }: OfDelivery,
  failed: {
    readonly status: number | undefined;
    readonly retryAt: Date | undefined;
    readonly restUntil: Date;
    /** The destination is gone for good. */
    readonly ends: boolean;
  },
): Promise<void> {
  await reader.query(
    `WITH rests AS (
       UPDATE epcis_subscription SET failures = failures + 1, held_until = $7,
         ended_at = CASE WHEN $8 THEN $4::timestamptz ELSE ended_at END
       WHERE organisation_id = $1 AND id = $2)
     UPDATE epcis_delivery SET last_status = $5, due_at = coalesce($6::timestamptz, due_at),
       dead_at = CASE WHEN $6::timestamptz IS NULL THEN $4::timestamptz END
     WHERE organisation_id = $1 AND subscription_id = $2 AND id = $3 AND ${isWaitingSql}`,
    [
      ...[organisationId, subscriptionId, id, now],
      ...[failed.status ?? null, failed.retryAt ?? null, failed.restUntil, failed.ends],
    ],
  );
}

/** Takes away a message with nothing in it that its receiver may still see. */
export async function withdrawDelivery(
  reader: Reader,
  { organisationId, subscriptionId, id }: Omit<OfDelivery, 'now'>,
): Promise<void> {
  await reader.query(
    `DELETE FROM epcis_delivery
     WHERE organisation_id = $1 AND subscription_id = $2 AND id = $3 AND ${isWaitingSql}`,
    [organisationId, subscriptionId, id],
  );
}

/** Puts two messages, each with half of the events, in the place of one that was too large for its receiver. */
export async function halveDelivery(
  reader: Reader,
  { organisationId, subscriptionId, id, now }: OfDelivery,
  halves: readonly { readonly id: string; readonly eventRefs: readonly string[] }[],
): Promise<void> {
  await reader.query(
    `WITH whole AS (
       DELETE FROM epcis_delivery
       WHERE organisation_id = $1 AND subscription_id = $2 AND id = $3 AND ${isWaitingSql}
       RETURNING made_at, queued_at, bytes)
     INSERT INTO epcis_delivery (organisation_id, subscription_id, id, event_refs, bytes, made_at, queued_at, due_at)
     SELECT $1, $2, half.id, half.refs::uuid[], bytes / 2, made_at, queued_at, $4
     FROM whole, unnest($5::uuid[], $6::text[]) AS half (id, refs)`,
    [
      ...[organisationId, subscriptionId, id, now],
      halves.map((half) => half.id),
      halves.map(({ eventRefs }) => `{${eventRefs.join()}}`),
    ],
  );
}
