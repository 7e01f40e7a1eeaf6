import type { Tx } from '../platform/index.js';
import { statesFor, lifeRules, type CodeState, type LifeChange } from './code-life.js';
import { codeStateSql } from './code-life.sql.js';

/** Neighbours in a run, both ends included. */
export interface Stretch {
  readonly runId: string;
  readonly first: number;
  readonly last: number;
}

const chosenSql =
  'unnest($1::uuid[], $2::integer[], $3::integer[]) AS chosen (run_id, first, last)';

/** Those of the spans that a chosen stretch meets: the one that its first place lies in, and all that begin within it. */
const metSql = `
  SELECT span.*, ${codeStateSql('span')} AS state,
    greatest(span.first_place, chosen.first) AS "from", least(span.last_place, chosen.last) AS "to"
  FROM ${chosenSql} CROSS JOIN LATERAL (
    SELECT * FROM code_span WHERE run_id = chosen.run_id AND first_place <= chosen.last AND first_place >= (
      SELECT max(first_place) FROM code_span WHERE run_id = chosen.run_id AND first_place <= chosen.first)
  ) span`;

/** Runs of items or cases of a batch, and how many of their places have codes, locked in one order for a change of their codes. */
export async function lockRuns(
  tx: Tx,
  batchId: string,
  runIds: readonly string[],
): Promise<{ readonly id: string; readonly issued: number }[]> {
  return tx.query(
    `SELECT id, coalesce(issued, size) AS issued FROM code_run
     WHERE batch_id = $1 AND kind IN ('item', 'case') AND id = ANY($2)
     ORDER BY id FOR NO KEY UPDATE`,
    [batchId, runIds],
  );
}

/** A run whose codes are all as they were issued has no span; from its first change on they cover it. */
export async function coverRuns(tx: Tx, runIds: readonly string[]): Promise<void> {
  await tx.query(
    `INSERT INTO code_span (run_id, first_place, last_place, organisation_id)
     SELECT id, 1, size, organisation_id FROM code_run
     WHERE id = ANY($1) AND NOT EXISTS (SELECT FROM code_span WHERE run_id = code_run.id)`,
    [runIds],
  );
}

/** Where codes are in a state that the change is not for. */
export async function selectUnfit(
  tx: Tx,
  change: LifeChange,
  stretches: readonly Stretch[],
): Promise<(Stretch & { readonly state: CodeState })[]> {
  return tx.query(
    `SELECT run_id AS "runId", "from" AS first, "to" AS last, state FROM (${metSql}) met
     WHERE state <> ALL($4)`,
    [...columnsOf(stretches), statesFor(change)],
  );
}

/** Those of named codes that are in one of these states; the runs are locked and covered. */
export async function selectIn<Named extends Pick<Stretch, 'runId'> & { readonly place: number }>(
  tx: Tx,
  states: readonly CodeState[],
  named: readonly Named[],
): Promise<Named[]> {
  const rows = await tx.query<{ runId: string; place: number }>(
    `SELECT DISTINCT run_id AS "runId", "from" AS place FROM (${metSql}) met WHERE state = ANY($4)`,
    [...columnsOf(named.map(({ runId, place }) => ({ runId, first: place, last: place }))), states],
  );
  const found = new Set(rows.map(({ runId, place }) => `${runId} ${place}`));
  return named.filter(({ runId, place }) => found.has(`${runId} ${place}`));
}

/** How many spans a choice meets, and how many codes of it are in a state that the change is not for. */
export async function countMet(
  tx: Tx,
  change: LifeChange,
  stretches: readonly Stretch[],
): Promise<{ readonly spans: number; readonly unfit: number }> {
  const [counted = { spans: 0, unfit: 0 }] = await tx.query<{ spans: number; unfit: number }>(
    `SELECT count(*)::int AS spans,
       coalesce(sum("to" - "from" + 1) FILTER (WHERE state <> ALL($4)), 0)::int AS unfit
     FROM (${metSql}) met`,
    [...columnsOf(stretches), statesFor(change)],
  );
  return counted;
}

/** Changes codes of these stretches where they are in a state for it; the runs are locked and covered. */
export async function changeLife(
  tx: Tx,
  change: LifeChange,
  stretches: readonly Stretch[],
  { at, reason }: { readonly at: Date; readonly reason: string | null },
): Promise<void> {
  const chosen = [...columnsOf(stretches), lifeRules[change].from];
  await tx.query(splitSql, chosen);
  const [set, values] = {
    activate: ['activated_at = $5', [at]],
    block: ['blocked_at = $5, block_reason = $6', [at, reason]],
    unblock: ['blocked_at = NULL, block_reason = NULL', []],
    consume: ['consumed_at = $5', [at]],
    void: ['voided_at = $5, void_reason = $6', [at, reason]],
  }[change] as [string, unknown[]];
  await tx.query(
    `UPDATE code_span SET ${set} FROM ${chosenSql}
     WHERE code_span.run_id = chosen.run_id AND first_place BETWEEN chosen.first AND chosen.last
       AND ${codeStateSql('code_span')} = ANY($4)`,
    [...chosen, ...values],
  );
}

/** Cuts spans in one of the given states in two wherever a chosen stretch begins or has ended, so that each lies within or without. */
const splitSql = `
  WITH edge AS (
    SELECT DISTINCT run_id, place FROM ${chosenSql}
    CROSS JOIN LATERAL (VALUES (first), (last + 1)) AS ends (place)
  ), cut AS (
    SELECT span.*, edge.place FROM edge CROSS JOIN LATERAL (
      SELECT * FROM code_span WHERE run_id = edge.run_id AND first_place < edge.place
      ORDER BY first_place DESC LIMIT 1
    ) span WHERE last_place >= edge.place AND ${codeStateSql('span')} = ANY($4)
  ), shortened AS (
    UPDATE code_span SET last_place = earliest.place - 1
    FROM (SELECT run_id, first_place, min(place) AS place FROM cut GROUP BY 1, 2) earliest
    WHERE code_span.run_id = earliest.run_id AND code_span.first_place = earliest.first_place
  )
  INSERT INTO code_span (run_id, first_place, last_place, organisation_id, activated_at, blocked_at,
    block_reason, consumed_at, voided_at, void_reason)
  SELECT run_id, place,
    coalesce(lead(place) OVER (PARTITION BY run_id, first_place ORDER BY place) - 1, last_place),
    organisation_id, activated_at, blocked_at, block_reason, consumed_at, voided_at, void_reason
  FROM cut`;

function columnsOf(stretches: readonly Stretch[]): unknown[] {
  return [
    stretches.map(({ runId }) => runId),
    stretches.map(({ first }) => first),
    stretches.map(({ last }) => last),
  ];
}
