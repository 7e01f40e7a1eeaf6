import type { Reader } from '../../platform/index.js';

/** A thing under recall that has an answer of its own: a batch by its code, or a logistic unit. */
export interface RecalledThing {
  /** What it is asked for by: `/t/{code}`, or `/00/{sscc}`. */
  readonly key: string;
  /** Its gravest open recall; what is kept of the thing is of this one. */
  readonly recallId: string;
  /** Null for units. */
  readonly batch: { readonly id: string; readonly number: string; readonly gtins: string[] } | null;
}

/** A run of item or case codes of a recalled batch. */
export interface RecalledRun {
  readonly id: string;
  readonly batchId: string;
  readonly kind: 'item' | 'case';
  /** The GTIN its links are built with. */
  readonly gtin: string | null;
  readonly number: string | null;
  readonly size: number;
  /** Places, from 1, that have their codes. */
  readonly issued: number;
  readonly issuedAt: Date;
}

/** Batches and logistic units under recall, as recalls finds them. */
export interface RecalledSql {
  readonly recalledBatches: string;
  readonly recalledUnits: string;
}

/** Reads what is under recall, what regulators ordered first and then the gravest, as the role that sees only what the public door needs. */
export class RecalledStore {
  constructor(
    private readonly reader: Reader,
    private readonly sql: RecalledSql,
  ) {}

  /** At most so many things that can be asked for: batches that nobody registered, and units by codes of nobody, cannot. */
  async things(most: number): Promise<RecalledThing[]> {
    const batches = await this.reader.query<RecalledThing & Rank>(
      `SELECT '/t/' || batch.code AS key, recall_id AS "recallId", grade, opened_at AS "openedAt", ordered,
         json_build_object('id', batch.id, 'number', batch.number, 'gtins', ARRAY(
           SELECT gtin FROM product_gtin WHERE product_gtin.product_id = batch.product_id)) AS batch
       FROM ${this.sql.recalledBatches} stopped JOIN batch ON batch.id = stopped.batch_id::uuid
       WHERE batch.code IS NOT NULL ORDER BY ordered DESC, grade, opened_at, key LIMIT $1`,
      [most],
    );
    const units = await this.reader.query<RecalledThing & Rank>(
      `SELECT unit AS key, recall_id AS "recallId", grade, opened_at AS "openedAt", ordered, NULL AS batch
       FROM ${this.sql.recalledUnits} stopped
       WHERE unit LIKE '/00/%' OR EXISTS (SELECT FROM code WHERE code.code = substr(unit, length('/t/') + 1))
       ORDER BY ordered DESC, grade, opened_at, key LIMIT $1`,
      [most],
    );
    const all = [...batches, ...units].sort(
      (one, other) =>
        Number(other.ordered) - Number(one.ordered) ||
        one.grade - other.grade ||
        one.openedAt.getTime() - other.openedAt.getTime(),
    );
    return all.slice(0, most);
  }

  /** Item and case runs of these batches, at most so many, in their order. */
  async runs(batchIds: readonly string[], most: number): Promise<RecalledRun[]> {
    return this.reader.query<RecalledRun>(
      `SELECT run.id, run.batch_id AS "batchId", kind, gtin, run.number, size,
         coalesce(issued, size) AS issued, issued_at AS "issuedAt"
       FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (batch_id, rank)
       JOIN code_run run ON run.batch_id = asked.batch_id AND kind IN ('item', 'case')
       ORDER BY rank, run.id LIMIT $2`,
      [batchIds, most],
    );
  }

  /** Codes of a run behind one place and up to another. */
  async codes({ id, batchId }: RecalledRun, after: number, last: number): Promise<string[]> {
    const rows = await this.reader.query<{ code: string }>(
      'SELECT code FROM code WHERE batch_id = $1 AND run_id = $2 AND place > $3 AND place <= $4',
      [batchId, id, after, last],
    );
    return rows.map(({ code }) => code);
  }
}

interface Rank {
  /** By a regulator: whoever recalls sets the grade, and could push such recalls out. */
  readonly ordered: boolean;
  readonly grade: number;
  readonly openedAt: Date;
}
