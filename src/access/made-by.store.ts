import type { Reader } from '../platform/index.js';

/** A key or a device, as somebody made it. */
export interface MadeMachine {
  readonly kind: 'key' | 'device';
  readonly id: string;
  readonly label: string;
  readonly createdAt: Date;
}

/** Keys and devices of an organisation that a credential made, newest first. Few are; the bound is a safeguard. */
export async function selectMadeBy(
  reader: Reader,
  organisationId: string,
  credential: string,
): Promise<MadeMachine[]> {
  return reader.query<MadeMachine>(
    `SELECT 'key' AS kind, id, label, created_at AS "createdAt" FROM api_key
     WHERE organisation_id = $1 AND made_by = $2
     UNION ALL
     SELECT 'device', id::text, label, created_at FROM device
     WHERE organisation_id = $1 AND made_by = $2
     ORDER BY 4 DESC, id LIMIT 1000`,
    [organisationId, credential],
  );
}
