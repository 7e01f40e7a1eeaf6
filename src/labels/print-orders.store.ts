import type { Reader, Tx } from '../platform/index.js';
import type { PrintOrder } from './print-order.js';

export async function insertPrintOrder(
  tx: Tx,
  organisationId: string,
  order: PrintOrder,
): Promise<void> {
  await tx.query(
    `INSERT INTO print_order
       (organisation_id, id, run_id, first_place, last_place, per_roll, base_url, qr_case, product, made_on, expires_on,
        files, ordered_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      organisationId,
      order.id,
      order.runId,
      order.firstPlace,
      order.lastPlace,
      order.perRoll,
      order.baseUrl,
      order.qrCase,
      order.product,
      order.madeOn,
      order.expiresOn,
      JSON.stringify(order.files),
      order.orderedAt,
    ],
  );
}

/** One of one's own. */
export async function selectPrintOrder(
  reader: Reader,
  organisationId: string,
  id: string,
): Promise<PrintOrder | undefined> {
  const [order] = await reader.query<PrintOrder>(
    `SELECT id, run_id AS "runId", first_place AS "firstPlace", last_place AS "lastPlace", per_roll AS "perRoll",
       base_url AS "baseUrl", qr_case AS "qrCase", product, made_on::text AS "madeOn",
       expires_on::text AS "expiresOn", files, ordered_at AS "orderedAt"
     FROM print_order WHERE organisation_id = $1 AND id = $2`,
    [organisationId, id],
  );
  return order;
}
