import type { Reader, Tx } from '../platform/index.js';
import type { BatchRun, CodeRun } from './code.js';

const columns = `
  id, organisation_id AS "organisationId", kind, batch_id AS "batchId", product_id AS "productId",
  gtin, number, size, coalesce(asked, size) AS asked, coalesce(issued, size) AS issued, issued_at AS "issuedAt"`;

export async function insertRun(tx: Tx, run: CodeRun): Promise<void> {
  await tx.query(
    `INSERT INTO code_run
       (id, organisation_id, kind, batch_id, product_id, gtin, number, size, issued, issued_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[run.id, run.organisationId, run.kind, run.batchId, run.productId],
      ...[run.gtin, run.number, run.size, run.issued, run.issuedAt],
    ],
  );
}

/** The run that holds a batch's own code, if this organisation registered the batch. */
export async function selectOwnBatchRun(
  reader: Reader,
  organisationId: string,
  batchId: string,
): Promise<BatchRun | undefined> {
  const rows = await reader.query<BatchRun>(
    `SELECT ${columns} FROM code_run
     WHERE batch_id = $1 AND kind = 'batch' AND organisation_id = $2`,
    [batchId, organisationId],
  );
  return rows[0];
}

/** A run of item or case codes of this organisation. */
export async function selectOwnRun(
  reader: Reader,
  organisationId: string,
  id: string,
): Promise<BatchRun | undefined> {
  const rows = await reader.query<BatchRun>(
    `SELECT ${columns} FROM code_run
     WHERE id = $1 AND kind IN ('item', 'case') AND organisation_id = $2`,
    [id, organisationId],
  );
  return rows[0];
}

/** Runs of item or case codes of this organisation, newest first. `before` is the id of the last one of the page before. */
export async function selectOwnRuns(
  reader: Reader,
  organisationId: string,
  { before, limit }: { readonly before: string | undefined; readonly limit: number },
): Promise<BatchRun[]> {
  return reader.query<BatchRun>(
    `SELECT ${columns} FROM code_run
     WHERE organisation_id = $1 AND kind IN ('item', 'case') AND ($2::uuid IS NULL OR id < $2)
     ORDER BY id DESC LIMIT $3`,
    [organisationId, before ?? null, limit],
  );
}

/** Ends a run of this organisation that waits for codes with those that it has; undefined where none waits by this id. */
export async function endRun(
  tx: Tx,
  organisationId: string,
  id: string,
): Promise<BatchRun | undefined> {
  const rows = await tx.query<BatchRun>(
    `UPDATE code_run SET asked = size, size = issued
     WHERE id = $1 AND kind IN ('item', 'case') AND organisation_id = $2 AND issued < size
     RETURNING ${columns}`,
    [id, organisationId],
  );
  return rows[0];
}

/** How many runs of an organisation wait for codes. */
export async function countUnfinished(reader: Reader, organisationId: string): Promise<number> {
  const rows = await reader.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM code_run WHERE organisation_id = $1 AND issued < size`,
    [organisationId],
  );
  return rows[0]?.count ?? 0;
}

/** A run that waits for codes, and whose it is. */
export type WaitingRun = Pick<CodeRun, 'id' | 'organisationId'>;

/** Runs that wait for codes, whosever they are: next is the organisation whose last turn is longest ago, and of its runs likewise. */
export async function selectWaiting(reader: Reader, limit: number): Promise<WaitingRun[]> {
  return reader.query<WaitingRun>(
    `SELECT waiting.id, organisation_id AS "organisationId" FROM (
       SELECT id, organisation_id, turn_at,
         max(turn_at) OVER (PARTITION BY organisation_id) AS last_turn_at
       FROM code_run WHERE issued < size
     ) waiting
     JOIN organisation ON organisation.id = organisation_id AND ended_at IS NULL
     ORDER BY last_turn_at NULLS FIRST, turn_at NULLS FIRST, waiting.id LIMIT $1`,
    [limit],
  );
}

/** A run for writing more of its codes; undefined where it has them all, or somebody else is at it. */
export async function takeRun(tx: Tx, id: string): Promise<CodeRun | undefined> {
  const rows = await tx.query<CodeRun>(
    `SELECT ${columns} FROM code_run WHERE id = $1 AND issued < size
     FOR NO KEY UPDATE SKIP LOCKED`,
    [id],
  );
  return rows[0];
}

/** Notes that a run that was taken has its codes up to a place. */
export async function advanceRun(tx: Tx, id: string, issued: number, at: Date): Promise<void> {
  await tx.query('UPDATE code_run SET issued = $2, turn_at = $3 WHERE id = $1', [id, issued, at]);
}
