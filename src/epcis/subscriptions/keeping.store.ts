import type { Reader } from '../../platform/index.js';
import { isWaitingSql } from './leases.store.js';
import { deliveryDays } from './subscription.js';

/** Gives up messages that wait since before a moment; says how many. */
export async function giveUpDeliveries(
  reader: Reader,
  { before, now, most }: { readonly before: Date; readonly now: Date; readonly most: number },
): Promise<number> {
  const rows = await reader.query(
    `UPDATE epcis_delivery SET dead_at = $2
     WHERE (organisation_id, subscription_id, id) IN (
       SELECT organisation_id, subscription_id, id FROM epcis_delivery
       WHERE ${isWaitingSql} AND queued_at < $1 LIMIT $3 FOR UPDATE SKIP LOCKED)
     RETURNING id`,
    [before, now, most],
  );
  return rows.length;
}

/** Takes away messages that are past their time; says how many. */
export async function sweepDeliveries(
  reader: Reader,
  { now, most }: { readonly now: Date; readonly most: number },
): Promise<number> {
  const rows = await reader.query(
    `DELETE FROM epcis_delivery
     WHERE (organisation_id, subscription_id, id) IN (
       SELECT organisation_id, subscription_id, id FROM epcis_delivery
       WHERE queued_at < $1::timestamptz - interval '${deliveryDays} days'
       LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING id`,
    [now, most],
  );
  return rows.length;
}
