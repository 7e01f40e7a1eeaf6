import type { Reader } from '../platform/index.js';

/** Sessions at the codes of a batch, of one day and region. */
export interface ScanDay {
  readonly day: string;
  /** Empty where nobody knows. */
  readonly region: string;
  readonly sessions: number;
}

/** Which of these organisations a batch is of, by whose its own code is. */
export async function selectIssuer(
  reader: Reader,
  organisationIds: readonly string[],
  batchId: string,
): Promise<string | undefined> {
  const rows = await reader.query<{ organisationId: string }>(
    `SELECT organisation_id AS "organisationId" FROM code_run
     WHERE batch_id = $1 AND kind = 'batch' AND organisation_id = ANY($2)`,
    [batchId, organisationIds],
  );
  return rows[0]?.organisationId;
}

export async function selectScanDays(
  reader: Reader,
  { organisationId, batchId }: { readonly organisationId: string; readonly batchId: string },
  { from, to }: { readonly from: string; readonly to: string },
): Promise<ScanDay[]> {
  return reader.query<ScanDay>(
    `SELECT day, region, sessions FROM scan_day
     WHERE organisation_id = $1 AND batch_id = $2 AND day BETWEEN $3 AND $4 ORDER BY day, region`,
    [organisationId, batchId, from, to],
  );
}
