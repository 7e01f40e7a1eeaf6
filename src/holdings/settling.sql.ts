import { unitOfSql } from './holder-names.sql.js';

/**
 * Whether something not folded yet may change what is told of a batch or logistic unit, for the statement that
 * answers a scan. Its arguments are SQL expressions of text, either may be null: the id of a batch, the key of a
 * unit. Nothing more is read where nothing is pending, which is nearly always.
 */
export function settlingSql(batchId: string, unit: string): string {
  return `CASE WHEN EXISTS (SELECT FROM pending_fold) THEN EXISTS (
    SELECT FROM pending_fold
    WHERE ${batchId} = ANY(things) OR 'timeline:' || ${unit} = ANY(keys)
      OR keys && ARRAY(${keysOfSql(batchId, unit)})
  ) ELSE false END`;
}

/** Keys of wherever goods of the batch ever were, and of the units around them and around the unit now. */
function keysOfSql(batchId: string, unit: string): string {
  return `
    WITH RECURSIVE held AS (
      SELECT to_kind AS kind, to_holder AS holder, to_product AS product, to_uom AS uom FROM flow
      WHERE to_batch = ${batchId} AND to_kind <> 'account' AND superseded_at IS NULL
    ), around AS (
      (SELECT holder AS instance FROM held WHERE kind = 'unit'
      UNION SELECT instance FROM unit_place WHERE unit = ${unit})
      UNION SELECT holder FROM around JOIN unit_place USING (instance) WHERE kind = 'unit'
    )
    SELECT kind || ':' || holder || CASE kind WHEN 'place' THEN '|' || product || '|' || uom ELSE '' END
    FROM held
    UNION SELECT 'timeline:' || ${unitOfSql('instance')} FROM around`;
}
