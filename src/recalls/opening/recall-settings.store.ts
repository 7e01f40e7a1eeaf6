import type { Reader, Tx } from '../../platform/index.js';
import type { RecallSettings } from './signing.js';

export async function selectSettings(
  reader: Reader,
  organisationId: string,
): Promise<RecallSettings | undefined> {
  const rows = await reader.query<RecallSettings>(
    `SELECT signatures, second_within_hours AS "secondWithinHours" FROM recall_settings
     WHERE organisation_id = $1`,
    [organisationId],
  );
  return rows[0];
}

export async function putSettings(
  tx: Tx,
  organisationId: string,
  { signatures, secondWithinHours }: RecallSettings,
): Promise<void> {
  await tx.query(
    `INSERT INTO recall_settings (organisation_id, signatures, second_within_hours) VALUES ($1, $2, $3)
     ON CONFLICT (organisation_id) DO UPDATE SET signatures = excluded.signatures,
       second_within_hours = excluded.second_within_hours`,
    [organisationId, signatures, secondWithinHours],
  );
}
