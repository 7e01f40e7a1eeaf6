import type { Tx } from '../platform/index.js';
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
