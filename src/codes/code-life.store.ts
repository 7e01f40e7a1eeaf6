import type { Tx } from '../platform/index.js';
import type { ChosenCode, CodeChoice } from './code-choice.js';

/** Reads and locks the chosen codes in one order, so that two requests cannot deadlock. */
export async function lockChosen(
  tx: Tx,
  batchId: string,
  choice: CodeChoice,
): Promise<ChosenCode[]> {
  const condition =
    'codes' in choice ? 'code = ANY($2)' : 'run_id = $2 AND place BETWEEN $3 AND $4';
  const values =
    'codes' in choice ? [choice.codes] : [choice.range.runId, choice.range.from, choice.range.to];
  return tx.query<ChosenCode>(
    `SELECT code, voided_at IS NOT NULL AS voided FROM code
     WHERE batch_id = $1 AND kind IN ('item', 'case') AND ${condition}
     ORDER BY code FOR NO KEY UPDATE`,
    [batchId, ...values],
  );
}

/** A code that is active already keeps the time at which it became so. */
export async function activate(tx: Tx, codes: readonly string[], at: Date): Promise<void> {
  await tx.query(
    'UPDATE code SET activated_at = $2 WHERE code = ANY($1) AND activated_at IS NULL',
    [codes, at],
  );
}

/** A code that is void already keeps its time and reason. */
export async function voidCodes(
  tx: Tx,
  codes: readonly string[],
  voided: { readonly at: Date; readonly reason: string },
): Promise<void> {
  await tx.query(
    `UPDATE code SET voided_at = $2, void_reason = $3
     WHERE code = ANY($1) AND voided_at IS NULL`,
    [codes, voided.at, voided.reason],
  );
}

/** Puts an issued unit code on a logistic unit, once; false if it is void or on another unit already. */
export async function bindUnit(
  tx: Tx,
  unit: { readonly code: string; readonly unitId: string; readonly organisationId: string },
): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE code SET unit_id = $2
     WHERE code = $1 AND kind = 'unit' AND organisation_id = $3 AND voided_at IS NULL
       AND (unit_id IS NULL OR unit_id = $2)
     RETURNING 1`,
    [unit.code, unit.unitId, unit.organisationId],
  );
  return rows.length === 1;
}
