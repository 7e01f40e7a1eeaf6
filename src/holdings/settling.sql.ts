/**
 * Whether something not folded yet may change what is told of a batch or logistic unit, for the statement that
 * answers a scan. Its arguments are SQL expressions of text, either may be null: the id of a batch, the key of a
 * unit. Nothing more is read where nothing is pending, which is nearly always.
 */
export function settlingSql(batchId: string, unit: string): string {
  return `CASE WHEN EXISTS (SELECT FROM pending_fold) THEN EXISTS (
    SELECT FROM pending_fold
    WHERE ${batchId} = ANY(things) OR 'timeline:' || ${unit} = ANY(keys) OR keys && ARRAY(
      SELECT to_kind || ':' || to_holder ||
        CASE to_kind WHEN 'place' THEN '|' || to_product || '|' || to_uom ELSE '' END
      FROM flow
      WHERE to_batch = ${batchId} AND to_kind <> 'account' AND superseded_at IS NULL)
  ) ELSE false END`;
}
