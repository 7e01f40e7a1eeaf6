import type { Reader } from '../../platform/index.js';
import type { EpcFormat } from '../answer/epc-format.js';
import type { Schedule } from './schedule.js';

/** Seconds that a process has for one message, after which another one takes its subscription over. */
export const leaseSeconds = 60;

export const leaseSql = `interval '${leaseSeconds} seconds'`;

export const isWaitingSql = 'delivered_at IS NULL AND dead_at IS NULL';

/** Destinations of one organisation that a process sends to at once: however many of them are slow, others have places. */
export const destinationsOfOrganisationMax = 8;

/** A subscription that this process alone works at for a while, with all that sending needs. */
export interface Leased {
  readonly organisationId: string;
  readonly id: string;
  readonly queryName: string;
  readonly destination: string;
  readonly secret: string;
  readonly epcFormat: EpcFormat;
  readonly schedule: Schedule | null;
  readonly nextAt: Date | null;
  /** Tries that failed since the last that did not. */
  readonly failures: number;
  /** How the divisions begin that the organisation oversees now; null: none. */
  readonly oversees: string | null;
}

export type OfLease = Pick<Leased, 'organisationId' | 'id'>;

/**
 * Takes subscriptions with something to do that no other process works at; whoever waited longest comes first, and of one
 * organisation so many, with those whose organisations are named as `served` already.
 */
export async function leaseSubscriptions(
  reader: Reader,
  {
    now,
    most,
    served,
  }: { readonly now: Date; readonly most: number; readonly served: readonly string[] },
): Promise<Leased[]> {
  return reader.query<Leased>(
    `WITH ready AS (
       SELECT subscription.organisation_id, subscription.id, oversees, row_number() OVER (
         PARTITION BY subscription.organisation_id ORDER BY held_until) AS place
       FROM epcis_subscription subscription
       JOIN organisation ON organisation.id = subscription.organisation_id
       WHERE subscription.ended_at IS NULL AND organisation.ended_at IS NULL AND held_until <= $1
         AND (next_at <= $1 OR EXISTS (
           SELECT FROM epcis_delivery delivery
           WHERE delivery.organisation_id = subscription.organisation_id
             AND subscription_id = subscription.id AND ${isWaitingSql} AND due_at <= $1))
     ), free AS MATERIALIZED (
       SELECT subscription.organisation_id, subscription.id, oversees
       FROM ready JOIN epcis_subscription subscription USING (organisation_id, id)
       WHERE held_until <= $1 AND ended_at IS NULL
         AND place + cardinality(array_positions($3::uuid[], organisation_id)) <= ${destinationsOfOrganisationMax}
       ORDER BY held_until LIMIT $2 FOR UPDATE OF subscription SKIP LOCKED)
     UPDATE epcis_subscription leased SET held_until = $1::timestamptz + ${leaseSql}
     FROM free WHERE leased.organisation_id = free.organisation_id AND leased.id = free.id
     RETURNING leased.organisation_id AS "organisationId", leased.id, query_name AS "queryName",
       destination, secret, epc_format AS "epcFormat", schedule, next_at AS "nextAt", failures, oversees`,
    [now, most, served],
  );
}

/** Lets go of a subscription, unless it rests or another process holds it by now. */
export async function releaseSubscription(
  reader: Reader,
  { organisationId, id }: OfLease,
  { heldUntil, now }: { readonly heldUntil: Date; readonly now: Date },
): Promise<void> {
  await reader.query(
    `UPDATE epcis_subscription SET held_until = $4
     WHERE organisation_id = $1 AND id = $2 AND held_until = $3`,
    [organisationId, id, heldUntil, now],
  );
}

/**
 * Goes on to the next moment of a schedule, if no other process did. A report of nothing is made for whoever wants one and
 * has nothing else coming.
 */
export async function goToNextMoment(
  reader: Reader,
  { organisationId, id, nextAt }: OfLease & Pick<Leased, 'nextAt'>,
  to: { readonly next: Date; readonly deliveryId: string; readonly now: Date },
): Promise<void> {
  await reader.query(
    `WITH gone AS (
       UPDATE epcis_subscription SET next_at = $4
       WHERE organisation_id = $1 AND id = $2 AND next_at = $3 RETURNING report_if_empty)
     INSERT INTO epcis_delivery (organisation_id, subscription_id, id, event_refs, bytes, made_at, queued_at, due_at)
     SELECT $1, $2, $5, '{}', 0, $6, $6, $6 FROM gone
     WHERE report_if_empty AND NOT EXISTS (
       SELECT FROM epcis_delivery
       WHERE organisation_id = $1 AND subscription_id = $2 AND ${isWaitingSql} AND attempts = 0 AND due_at <= $6)`,
    [organisationId, id, nextAt, to.next, to.deliveryId, to.now],
  );
}
