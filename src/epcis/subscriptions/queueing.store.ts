import type { Reader, Tx } from '../../platform/index.js';
import type { ToldProblem } from './told-problem.js';
import {
  bytesOf,
  bytesOfMessageMax,
  eventsOfMessageMax,
  type MeasuredEvent,
  type Subscription,
} from './subscription.js';

/** One message to make. */
export interface NewDelivery {
  readonly organisationId: string;
  readonly subscriptionId: string;
  readonly id: string;
  readonly events: readonly MeasuredEvent[];
  readonly dueAt: Date;
}

export async function insertDeliveries(
  tx: Tx,
  deliveries: readonly NewDelivery[],
  madeAt: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO epcis_delivery (organisation_id, subscription_id, id, event_refs, bytes, made_at, queued_at, due_at)
     SELECT organisation_id, subscription_id, id, refs::uuid[], bytes, $7, due_at, due_at
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::timestamptz[])
       AS made (organisation_id, subscription_id, id, refs, bytes, due_at)`,
    [
      deliveries.map(({ organisationId }) => organisationId),
      deliveries.map(({ subscriptionId }) => subscriptionId),
      deliveries.map(({ id }) => id),
      deliveries.map(({ events }) => `{${events.map(({ ref }) => ref).join()}}`),
      deliveries.map(({ events }) => bytesOf(events)),
      deliveries.map(({ dueAt }) => dueAt.toISOString()),
      madeAt,
    ],
  );
}

/** A message that tells a problem is due at once, whatever the schedule. */
export async function insertProblem(
  tx: Tx,
  { organisationId, id: subscriptionId }: Pick<Subscription, 'organisationId' | 'id'>,
  made: { readonly id: string; readonly problem: ToldProblem; readonly now: Date },
): Promise<void> {
  await tx.query(
    `INSERT INTO epcis_delivery (organisation_id, subscription_id, id, event_refs, bytes, problem, made_at, queued_at, due_at)
     VALUES ($1, $2, $3, '{}', 0, $4, $5, $5, $5)`,
    [organisationId, subscriptionId, made.id, JSON.stringify(made.problem), made.now],
  );
}

/** Adds events to a message that waits for this moment and has room for all of them; says whether there was one. */
export async function addToWaiting(
  tx: Tx,
  { organisationId, id, nextAt }: Pick<Subscription, 'organisationId' | 'id' | 'nextAt'>,
  events: readonly MeasuredEvent[],
): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE epcis_delivery SET event_refs = event_refs || $4::uuid[], bytes = bytes + $5
     WHERE organisation_id = $1 AND subscription_id = $2 AND attempts = 0
       AND delivered_at IS NULL AND dead_at IS NULL
       AND id = (SELECT id FROM epcis_delivery
         WHERE organisation_id = $1 AND subscription_id = $2 AND due_at = $3 AND attempts = 0
           AND delivered_at IS NULL AND dead_at IS NULL AND problem IS NULL
           AND cardinality(event_refs) + cardinality($4::uuid[]) <= ${eventsOfMessageMax}
           AND bytes + $5 <= ${bytesOfMessageMax}
         ORDER BY id DESC LIMIT 1)
     RETURNING id`,
    [organisationId, id, nextAt, events.map(({ ref }) => ref), bytesOf(events)],
  );
  return rows.length > 0;
}

/** How long events are as JSON, in the order in which they are named. */
export async function selectMeasured(
  reader: Reader,
  refs: readonly string[],
): Promise<readonly MeasuredEvent[]> {
  return reader.query<MeasuredEvent>(
    `SELECT event.id AS ref, octet_length(document::text) AS bytes
     FROM unnest($1::uuid[]) WITH ORDINALITY AS named (id, place) JOIN event USING (id) ORDER BY place`,
    [refs],
  );
}
