import type { Reader, Tx } from '../platform/index.js';
import { serialsOf, type SsccStretch } from './sscc.js';

/** Takes the next serial numbers, of which whoever else asks gets those after them; undefined where not so many are left. */
export async function takeSerials(
  tx: Tx,
  wanted: Omit<SsccStretch, 'first'> & { readonly organisationId: string },
): Promise<number | undefined> {
  const { prefix, extensionDigit, count, organisationId } = wanted;
  const rows = await tx.query<{ first: string }>(
    `INSERT INTO sscc_serial (prefix, extension_digit, organisation_id, next)
     VALUES ($1, $2, $3, $4)
     ON CONFLICT (prefix, extension_digit) DO UPDATE SET next = sscc_serial.next + $4
       WHERE sscc_serial.next + $4 <= $5
     RETURNING next - $4 AS first`,
    [prefix, extensionDigit, organisationId, count, serialsOf(prefix)],
  );
  return rows[0] === undefined ? undefined : Number(rows[0].first);
}

/** The stretches that an organisation has taken, from serial number 0 each, with this extension digit. */
export async function selectTaken(
  reader: Reader,
  organisationId: string,
  extensionDigit: number,
): Promise<{ readonly prefix: string; readonly next: number }[]> {
  return reader.query(
    `SELECT prefix, next::float8 AS next FROM sscc_serial
     WHERE organisation_id = $1 AND extension_digit = $2`,
    [organisationId, extensionDigit],
  );
}

/** How many serial numbers have been taken. */
export async function countTaken(
  reader: Reader,
  { prefix, extensionDigit }: Pick<SsccStretch, 'prefix' | 'extensionDigit'>,
): Promise<number> {
  const rows = await reader.query<{ next: string }>(
    'SELECT next FROM sscc_serial WHERE prefix = $1 AND extension_digit = $2',
    [prefix, extensionDigit],
  );
  return Number(rows[0]?.next ?? 0);
}
