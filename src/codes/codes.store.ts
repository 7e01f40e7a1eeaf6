import type { Reader, Tx } from '../platform/index.js';
import type { Code, CodeRun } from './code.js';
import type { NamedCode } from './code-choice.js';
import type { CodeLife } from './code-life.js';
import { codeLifeSql, codeStateSql } from './code-life.sql.js';

const codeColumns = `
  code, kind, organisation_id AS "organisationId", batch_id AS "batchId",
  run_id AS "runId", place, gtin, issued_at AS "issuedAt"`;

const lifeColumns = `
  ${codeStateSql('life')} AS state, life.activated_at AS "activatedAt",
  life.blocked_at AS "blockedAt", life.consumed_at AS "consumedAt", life.voided_at AS "voidedAt"`;

/** A code with what has become of it. */
export type LivingCode = Code & CodeLife;

/** Codes and, in the same order, their places in the run they are made for. */
export interface PlacedCodes {
  readonly codes: readonly string[];
  readonly places: readonly number[];
}

const writeSql = `
  INSERT INTO code
    (code, place, kind, organisation_id, batch_id, run_id, gtin, issued_at, activated_at)
  SELECT code, place, $3, $4, $5, $6, $7, $8, $9
  FROM unnest($1::text[], $2::integer[]) AS placed (code, place) ORDER BY code`;

/** In the order of the index of codes, whose pages are then written one after another. */
function written(
  { codes, places }: PlacedCodes,
  run: CodeRun,
  activatedAt: Date | null,
): readonly unknown[] {
  const { kind, organisationId, batchId, id, gtin, issuedAt } = run;
  // The driver would write arrays out at several times the cost, to guard them against what codes do not hold.
  const arrays = [`{${codes.join()}}`, `{${places.join()}}`];
  return [...arrays, kind, organisationId, batchId, id, gtin, issuedAt, activatedAt];
}

/** Writes codes of a run by one statement, and answers the places whose code any organisation has had before: they want another. */
export async function insertFreeCodes(
  tx: Tx,
  run: CodeRun,
  placed: PlacedCodes,
  activatedAt: Date | null,
): Promise<number[]> {
  const rows = await tx.query<{ place: number }>(
    `WITH written AS (${writeSql} ON CONFLICT (code) DO NOTHING RETURNING place)
     SELECT place FROM unnest($2::integer[]) AS placed (place)
     WHERE place NOT IN (SELECT place FROM written)`,
    written(placed, run, activatedAt),
  );
  return rows.map(({ place }) => place);
}

/**
 * Writes the next codes of a run. One that was issued before fails the transaction: to ask first would cost a third more, and
 * the run's next turn draws others.
 */
export async function insertCodes(tx: Tx, run: CodeRun, codes: readonly string[]): Promise<void> {
  const places = codes.map((_, i) => run.issued + 1 + i);
  await tx.query(writeSql, written({ codes, places }, run, null));
}

/** Where a page of codes begins: after this place of this run. */
export interface CodePosition {
  readonly runId: string;
  readonly place: number;
}

/** A page of the codes of a batch in the order they were issued, its own code first; of one run, where it is named. */
export async function selectCodesOfBatch(
  reader: Reader,
  batchId: string,
  page: {
    readonly after: CodePosition | undefined;
    readonly limit: number;
    readonly runId?: string;
  },
): Promise<LivingCode[]> {
  return reader.query<LivingCode>(
    `SELECT ${codeColumns}, ${lifeColumns} FROM (
       SELECT * FROM code
       WHERE batch_id = $1 AND ($2::uuid IS NULL OR (run_id, place) > ($2, $3))
         AND ($5::uuid IS NULL OR run_id = $5)
       ORDER BY run_id, place LIMIT $4
     ) code ${codeLifeSql}
     ORDER BY run_id, place`,
    [batchId, page.after?.runId ?? null, page.after?.place ?? 0, page.limit, page.runId ?? null],
  );
}

/** Those of the codes that are item or case codes of the batch. */
export async function selectNamedCodes(
  reader: Reader,
  batchId: string,
  codes: readonly string[],
): Promise<NamedCode[]> {
  return reader.query<NamedCode>(
    `SELECT code, run_id AS "runId", place FROM code
     WHERE batch_id = $1 AND kind IN ('item', 'case') AND code = ANY($2)`,
    [batchId, codes],
  );
}

/** Codes whoever issued them: for modules that decide themselves who may see what. */
export async function selectCodes(reader: Reader, codes: readonly string[]): Promise<Code[]> {
  return reader.query<Code>(`SELECT ${codeColumns} FROM code WHERE code = ANY($1)`, [codes]);
}
