/**
 * The state of codes whose times stand in a row of this name. An end outranks a suspicion, and what a code was before counts
 * no longer.
 */
export function codeStateSql(row: string): string {
  return `CASE WHEN ${row}.voided_at IS NOT NULL THEN 'void' WHEN ${row}.consumed_at IS NOT NULL THEN 'consumed'
    WHEN ${row}.blocked_at IS NOT NULL THEN 'blocked' WHEN ${row}.activated_at IS NOT NULL THEN 'active'
    ELSE 'issued' END`;
}

/**
 * Joins, to a row of `code`, its times as `life`: its own, as batch and unit codes and those of an earlier release have
 * them, and those of its stretch of the run, found by one probe of the index. The stretches of a run are without gaps.
 */
export const codeLifeSql = `
  CROSS JOIN LATERAL (
    SELECT coalesce(code.activated_at, span.activated_at) AS activated_at, span.blocked_at,
      span.consumed_at, coalesce(code.voided_at, span.voided_at) AS voided_at
    FROM (VALUES (1)) AS once (row) LEFT JOIN LATERAL (
      SELECT * FROM code_span
      WHERE code_span.run_id = code.run_id AND first_place <= code.place
      ORDER BY first_place DESC LIMIT 1
    ) span ON true
  ) life`;
