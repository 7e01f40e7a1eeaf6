import type { Reader, Tx } from '../platform/index.js';
import type { BatchRun, Code, CodeRun } from './code.js';

const runColumns = `
  id, organisation_id AS "organisationId", kind, batch_id AS "batchId",
  product_id AS "productId", gtin, number, size, issued_at AS "issuedAt"`;

const codeColumns = `
  code, kind, organisation_id AS "organisationId", batch_id AS "batchId", unit_id AS "unitId",
  run_id AS "runId", place, gtin, issued_at AS "issuedAt", activated_at AS "activatedAt",
  voided_at AS "voidedAt"`;

export async function insertRun(tx: Tx, run: CodeRun): Promise<void> {
  await tx.query(
    `INSERT INTO code_run
       (id, organisation_id, kind, batch_id, product_id, gtin, number, size, issued_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      run.id,
      run.organisationId,
      run.kind,
      run.batchId,
      run.productId,
      run.gtin,
      run.number,
      run.size,
      run.issuedAt,
    ],
  );
}

/** A code and its place in the run it is made for. */
export interface PlacedCode {
  readonly code: string;
  readonly place: number;
}

/**
 * Writes codes of a run by one statement and answers those that were free: one that any organisation has
 * had before is left out, and its place wants another.
 */
export async function insertFreeCodes(
  tx: Tx,
  run: CodeRun,
  placed: readonly PlacedCode[],
  activatedAt: Date | null,
): Promise<PlacedCode[]> {
  return tx.query<PlacedCode>(
    `INSERT INTO code
       (code, place, kind, organisation_id, batch_id, run_id, gtin, issued_at, activated_at)
     SELECT code, place, $3, $4, $5, $6, $7, $8, $9
     FROM unnest($1::text[], $2::integer[]) AS placed (code, place)
     ORDER BY code
     ON CONFLICT (code) DO NOTHING
     RETURNING code, place`,
    [
      placed.map(({ code }) => code),
      placed.map(({ place }) => place),
      run.kind,
      run.organisationId,
      run.batchId,
      run.id,
      run.gtin,
      run.issuedAt,
      activatedAt,
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
    `SELECT ${runColumns} FROM code_run
     WHERE batch_id = $1 AND kind = 'batch' AND organisation_id = $2`,
    [batchId, organisationId],
  );
  return rows[0];
}

/** Where a page of a batch's codes begins: after this place of this run. */
export interface CodePosition {
  readonly runId: string;
  readonly place: number;
}

/** A batch's codes in the order they were issued, its own code first. */
export async function selectCodesOfBatch(
  reader: Reader,
  batchId: string,
  page: { readonly after: CodePosition | undefined; readonly limit: number },
): Promise<Code[]> {
  return reader.query<Code>(
    `SELECT ${codeColumns} FROM code
     WHERE batch_id = $1 AND ($2::uuid IS NULL OR (run_id, place) > ($2, $3))
     ORDER BY run_id, place LIMIT $4`,
    [batchId, page.after?.runId ?? null, page.after?.place ?? 0, page.limit],
  );
}

/** Codes whoever issued them: for modules that decide themselves who may see what. */
export async function selectCodes(reader: Reader, codes: readonly string[]): Promise<Code[]> {
  return reader.query<Code>(`SELECT ${codeColumns} FROM code WHERE code = ANY($1)`, [codes]);
}
