/** Of a row `holding`: whether it says what is in a unit, or what that may be. */
const isHeldInUnit = `holding.holder_kind = 'unit' AND holding.book IN ('goods', 'may') AND holding.amount > 0
        -- What goods may be says nothing once the last of those without a batch has gone.
        AND (holding.book = 'goods' OR EXISTS (
          SELECT FROM holding unnamed WHERE unnamed.holder = holding.holder AND unnamed.book = 'goods'
            AND unnamed.product_id = holding.product_id AND unnamed.uom = holding.uom
            AND unnamed.batch_id = '' AND unnamed.amount > 0))`;

/** A common table, recursive: a logistic unit and the units in it at any depth, of an SQL expression of its key. */
const insideUnit = (unit: string) => `inside AS (
      SELECT instance FROM unit_place WHERE unit = ${unit}
      UNION SELECT child.instance FROM inside
      JOIN unit_place child ON child.kind = 'unit' AND child.holder = inside.instance
    )`;

/**
 * The batches in a logistic unit at any depth, as a subquery: a row for each, and whether it is in there for certain, or
 * goods without a batch may be of it. Its argument is an SQL expression of the unit's key, which may be null.
 */
function batchesInside(unit: string): string {
  return `(
    WITH RECURSIVE ${insideUnit(unit)}
    SELECT holding.batch_id::uuid AS batch_id, bool_or(holding.book = 'goods') AS is_certain
    FROM inside JOIN holding ON holding.holder = inside.instance
    WHERE holding.batch_id <> '' AND ${isHeldInUnit}
    GROUP BY holding.batch_id
  )`;
}

/**
 * The open recall that a scanned thing falls under, as a subquery for the statement that answers a scan: one row of
 * recall and owner, the gravest and oldest first, or none. Its arguments are SQL expressions of text: the id of the
 * thing's batch, and the key of the logistic unit that it is; either may be null. A unit falls under every recall of
 * what it holds at any depth, and of what its goods without a batch may be, which is any batch where no record says more.
 */
function openRecall(batchId: string, unit: string): string {
  return `(
    WITH RECURSIVE ${insideUnit(unit)}, here AS (
      SELECT ${batchId} AS batch_id, NULL AS any_of UNION
      SELECT holding.batch_id,
        CASE WHEN holding.batch_id = '' AND holding.book = 'may' THEN holding.product_id END
      FROM inside JOIN holding ON holding.holder = inside.instance
      WHERE ${isHeldInUnit}
    ), stopped AS (
      SELECT recall_id FROM here JOIN batch_freeze USING (batch_id) WHERE released_at IS NULL
      UNION
      SELECT recall_id FROM here JOIN batch_freeze ON product_id = any_of WHERE released_at IS NULL
    )
    SELECT recall.id, recall.grade, recall.opened_at, recall.ordered, recall.reason, recall.advice, recall.refund,
      recall.contact, organisation.name AS ordered_by,
      (SELECT names FROM party WHERE party.id = organisation.party_id AND kind = 'organisation')
        AS ordered_by_names
    FROM stopped
    JOIN recall ON recall.id = stopped.recall_id AND recall.closed_at IS NULL
    JOIN organisation ON organisation.id = recall.organisation_id
    ORDER BY recall.grade, recall.opened_at, recall.id LIMIT 1
  )`;
}

/** Whether batches of a product are under an open recall: an expression, of an SQL expression of the product's id. */
function someRecalled(productId: string): string {
  return `EXISTS (SELECT FROM batch_freeze JOIN recall ON recall.id = batch_freeze.recall_id
    WHERE batch_freeze.product_id = ${productId}::text AND released_at IS NULL AND closed_at IS NULL)`;
}

/** Batches under open recalls, as a subquery: a row for each, with the recall that `openRecall` gives for it, and
 * whether a regulator ordered one. */
const recalledBatches = `(
    SELECT DISTINCT ON (batch_id) batch_id, recall_id, grade, opened_at,
      bool_or(ordered) OVER (PARTITION BY batch_id) AS ordered
    FROM recall JOIN batch_freeze ON recall_id = recall.id AND released_at IS NULL
    WHERE closed_at IS NULL
    ORDER BY batch_id, grade, opened_at, recall_id
  )`;

/**
 * Logistic units under open recalls, as a subquery: a row for each, with the recall that `openRecall` gives for it. Goods of
 * recalled batches, or that may be of them, are followed outward to whatever is around them, all recalls in one pass: to ask
 * `openRecall` about each unit would cost the square of their number.
 */
const recalledUnits = `(
    WITH RECURSIVE stopped AS (
      SELECT recall.id AS recall_id, batch_id, product_id
      FROM recall JOIN batch_freeze ON recall_id = recall.id AND released_at IS NULL
      WHERE closed_at IS NULL
    ), around AS (
      SELECT recall_id, holder AS instance FROM stopped JOIN holding USING (batch_id) WHERE ${isHeldInUnit}
      UNION
      SELECT recall_id, holder FROM stopped JOIN holding USING (product_id)
      WHERE holding.batch_id = '' AND holding.book = 'may' AND ${isHeldInUnit}
      UNION
      SELECT recall_id, place.holder FROM around JOIN unit_place place USING (instance) WHERE place.kind = 'unit'
    )
    SELECT DISTINCT ON (unit) unit, recall.id AS recall_id, grade, opened_at,
      bool_or(ordered) OVER (PARTITION BY unit) AS ordered
    FROM around JOIN unit_place USING (instance) JOIN recall ON recall.id = recall_id
    ORDER BY unit, grade, opened_at, recall.id
  )`;

/** What is stopped, and what is in a unit, for the statements that answer a scan. */
export const recallSql = {
  ...{ openRecall, someRecalled, recalledBatches, recalledUnits, batchesInside },
} as const;
