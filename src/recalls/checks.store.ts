import type { Reader, Tx } from '../platform/index.js';
import type { Check, CheckOutcome } from './checks.js';

export async function insertCheck(
  tx: Tx,
  whose: { readonly recallId: string; readonly organisationId: string },
  { id, level, percent, seed, parties, drawnAt }: Omit<Check, 'outcomes'>,
): Promise<void> {
  await tx.query(
    `INSERT INTO recall_check (recall_id, id, organisation_id, level, percent, seed, parties, drawn_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [whose.recallId, id, whose.organisationId, level, percent, seed, parties, drawnAt],
  );
}

/** False: what was found at this party was said before. */
export async function insertOutcome(
  tx: Tx,
  of: { readonly recallId: string; readonly checkId: string; readonly organisationId: string },
  { partyId, heard, acted, foundGoods, words, checkedAt }: CheckOutcome,
): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO recall_check_outcome (recall_id, check_id, party_id, organisation_id, heard, acted, found_goods, words, checked_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING party_id`,
    [
      ...[of.recallId, of.checkId, partyId, of.organisationId],
      ...[heard, acted, foundGoods, words, checkedAt],
    ],
  );
  return rows.length > 0;
}

export async function selectChecks(reader: Reader, recallId: string): Promise<Check[]> {
  const checks = await reader.query<Omit<Check, 'outcomes'>>(
    `SELECT id, level, percent, seed, parties, drawn_at AS "drawnAt"
     FROM recall_check WHERE recall_id = $1 ORDER BY drawn_at, id`,
    [recallId],
  );
  const outcomes = await reader.query<CheckOutcome & { readonly checkId: string }>(
    `SELECT check_id AS "checkId", party_id AS "partyId", heard, acted, found_goods AS "foundGoods", words,
       checked_at AS "checkedAt"
     FROM recall_check_outcome WHERE recall_id = $1 ORDER BY checked_at, party_id`,
    [recallId],
  );
  return checks.map((check) => ({
    ...check,
    outcomes: outcomes.filter(({ checkId }) => checkId === check.id).map(toOutcome),
  }));
}

function toOutcome({ checkId: _check, ...outcome }: CheckOutcome & { readonly checkId: string }) {
  return outcome;
}
