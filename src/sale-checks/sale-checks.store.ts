import type { CodeState } from '../codes/index.js';
import type { Reader } from '../platform/index.js';
import type { Asked } from './asked.js';
import type { ProductFacts, ThingFacts } from './judge.js';
import type { KeepingDate, SaleRecall } from './sale-check.js';
import { productsSql, thingsSql } from './sale-checks.sql.js';

/** What is told of one thing asked, by its place in the list, from 0. */
export type Placed<Row> = Row & { readonly place: number };

/** An open recall as recalls gives it. Moments inside JSON are text. */
interface RecallRow {
  readonly id: string;
  readonly opened_at: string;
  readonly ordered: boolean;
  readonly ordered_by: string;
  readonly reason: string;
  readonly advice: string | null;
  readonly refund: string | null;
  readonly contact: string | null;
}

interface KeepingRow {
  readonly keepsUntil: string | null;
  readonly dateType: string | null;
}

interface ThingRow extends KeepingRow {
  readonly by: ThingFacts['by'];
  readonly isTold: boolean;
  readonly state: CodeState | null;
  readonly madeOffset: string | null;
  readonly held: readonly HeldRow[] | null;
  readonly recall: RecallRow | null;
}

interface HeldRow extends KeepingRow {
  readonly keepsUntil: string;
  readonly madeOffset: string | null;
  readonly isCertain: boolean;
}

type ProductRow = Omit<ProductFacts, 'recall'> & { readonly recall: RecallRow | null };

/** Reads for whole lists: one statement for the things that labels name, one for products. */
export class SaleChecksStore {
  /** `reader` reads what the public door may. */
  constructor(private readonly reader: Reader) {}

  /** What labels name of codes, batches and logistic units; one label may name a code and its batch. */
  async things(asked: readonly Asked[]): Promise<Placed<ThingFacts>[]> {
    const rows = await this.reader.named<Placed<ThingRow>>('sale-check-things', thingsSql, [
      ...[asked.map(({ code }) => code), asked.map(({ gtin }) => gtin)],
      ...[asked.map(({ number }) => number), asked.map(({ unit }) => unit)],
    ]);
    return rows.map(({ keepsUntil, dateType, held, recall, ...row }) => ({
      ...row,
      keeps: keepsUntil === null ? null : keepingOf(keepsUntil, dateType),
      held: (held ?? []).map((date) => ({
        ...keepingOf(date.keepsUntil, date.dateType),
        ...{ offset: date.madeOffset, isCertain: date.isCertain },
      })),
      recall: recallOf(recall),
    }));
  }

  /** The registered products whose GTINs labels name, with their batches that the labels' dates do not exclude. */
  async products(asked: readonly Asked[]): Promise<Placed<ProductFacts>[]> {
    const rows = await this.reader.named<Placed<ProductRow>>('sale-check-products', productsSql, [
      asked.map(({ gtin }) => gtin),
      asked.map(({ dates }) => JSON.stringify(dates.keeping.map(({ on }) => on))),
      asked.map(({ dates }) => dates.made),
    ]);
    return rows.map((row) => ({ ...row, recall: recallOf(row.recall) }));
  }
}

function keepingOf(on: string, dateType: string | null): KeepingDate {
  return { kind: dateType === 'use-by' ? 'use-by' : 'best-before', on };
}

function recallOf(row: RecallRow | null): SaleRecall | null {
  if (row === null) return null;
  const { id, opened_at, ordered, ordered_by, reason, advice, refund, contact } = row;
  const openedAt = new Date(opened_at);
  return {
    ...{ id, openedAt, byRegulator: ordered, orderedBy: ordered_by },
    ...{ reason, advice, refund, contact },
  };
}
