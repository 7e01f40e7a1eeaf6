import type { Reader, Tx } from '../platform/index.js';
import type { Thresholds } from './signals.js';

/** Members of a JSON object that is `Thresholds`, of a row of scan_settings. */
export const thresholdColumns = `
  'cautionDevices', caution_devices, 'cautionSessions', caution_sessions, 'alertDevices', alert_devices,
  'travelKilometres', travel_kilometres, 'travelKilometresPerHour', travel_kilometres_per_hour, 'markets', markets,
  'blockOn', block_on`;

export async function selectThresholds(
  reader: Reader,
  productId: string,
): Promise<Thresholds | undefined> {
  const rows = await reader.query<{ thresholds: Thresholds }>(
    `SELECT json_build_object(${thresholdColumns}) AS thresholds FROM scan_settings WHERE product_id = $1`,
    [productId],
  );
  return rows[0]?.thresholds;
}

export async function putThresholds(
  tx: Tx,
  { organisationId, productId }: { readonly organisationId: string; readonly productId: string },
  thresholds: Thresholds,
): Promise<void> {
  await tx.query(
    `INSERT INTO scan_settings
       (organisation_id, product_id, caution_devices, caution_sessions, alert_devices, travel_kilometres,
        travel_kilometres_per_hour, markets, block_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (product_id) DO UPDATE SET
       caution_devices = excluded.caution_devices, caution_sessions = excluded.caution_sessions,
       alert_devices = excluded.alert_devices, travel_kilometres = excluded.travel_kilometres,
       travel_kilometres_per_hour = excluded.travel_kilometres_per_hour, markets = excluded.markets,
       block_on = excluded.block_on`,
    [
      organisationId,
      productId,
      thresholds.cautionDevices,
      thresholds.cautionSessions,
      thresholds.alertDevices,
      thresholds.travelKilometres,
      thresholds.travelKilometresPerHour,
      thresholds.markets,
      thresholds.blockOn,
    ],
  );
}
