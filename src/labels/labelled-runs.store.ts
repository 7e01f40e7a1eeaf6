import type { CodeKind } from '../codes/index.js';
import type { Reader } from '../platform/index.js';

/** A run of codes with what its labels say, as it is now. */
export interface LabelledRun {
  readonly id: string;
  readonly kind: CodeKind;
  readonly batchId: string | null;
  readonly gtin: string | null;
  readonly number: string | null;
  readonly size: number;
  /** These are null for units. */
  readonly product: Named | null;
  readonly dateType: 'best-before' | 'use-by' | 'none' | null;
  readonly madeFrom: Date | null;
  readonly madeOffset: string | null;
  /** Day without time. */
  readonly bestBefore: string | null;
  readonly producer: Named | null;
  readonly origin: string | null;
}

/** A name, and what it is in the languages of our pages. */
export interface Named {
  readonly name: string;
  readonly names: Readonly<Record<string, string>>;
}

const named = (table: string) =>
  `CASE WHEN ${table}.name IS NOT NULL THEN json_build_object('name', ${table}.name, 'names', ${table}.names) END`;

/** A run of one's own: by its id, or that of a batch's own code by the batch. */
export async function selectLabelledRun(
  reader: Reader,
  organisationId: string,
  by: { readonly runId: string } | { readonly batchId: string },
): Promise<LabelledRun | undefined> {
  const [condition, id] =
    'runId' in by
      ? ['code_run.id = $2', by.runId]
      : [`code_run.batch_id = $2 AND code_run.kind = 'batch'`, by.batchId];
  const [run] = await reader.query<LabelledRun>(
    `SELECT code_run.id, code_run.kind, code_run.batch_id AS "batchId", code_run.gtin, code_run.number,
       code_run.size, ${named('product')} AS product, product.date_type AS "dateType",
       batch.made_from AS "madeFrom", batch.made_offset AS "madeOffset",
       batch.best_before::text AS "bestBefore", ${named('party')} AS producer, location.region AS origin
     FROM code_run
       LEFT JOIN batch ON batch.id = code_run.batch_id AND batch.product_id = code_run.product_id
       LEFT JOIN product ON product.id = code_run.product_id
       LEFT JOIN party ON party.id = batch.maker_party_id
       LEFT JOIN location ON location.id = batch.origin_location_id
     WHERE code_run.organisation_id = $1 AND ${condition}`,
    [organisationId, id],
  );
  return run;
}

export interface PlacedCode {
  readonly place: number;
  readonly code: string;
}

/** Codes of a run from one place to another, both counted, in the order of the roll. */
export async function selectStretch(
  reader: Reader,
  { id, batchId }: Pick<LabelledRun, 'id' | 'batchId'>,
  stretch: { readonly from: number; readonly to: number },
): Promise<PlacedCode[]> {
  // The index of codes begins with their batch; units have one of their own.
  return reader.query<PlacedCode>(
    `SELECT place, code FROM code
     WHERE ${batchId === null ? 'batch_id IS NULL AND $2::uuid IS NULL' : 'batch_id = $2'}
       AND run_id = $1 AND place BETWEEN $3 AND $4
     ORDER BY run_id, place`,
    [id, batchId, stretch.from, stretch.to],
  );
}
