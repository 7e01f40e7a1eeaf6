import type { Reader } from '../platform/index.js';
import type { StepRow } from './journey.js';
import {
  byBatch,
  byCode,
  codePassportSql,
  ssccPassportSql,
  type OpenRecallSql,
} from './passport.sql.js';
import type { Question } from './public-address.js';

type Names = Readonly<Record<string, string>> | null;

/** An open recall, as recalls gives it. Moments inside JSON are text. */
export interface RecallRow {
  readonly opened_at: string;
  readonly ordered: boolean;
  readonly reason: string;
  readonly advice: string | null;
  readonly refund: string | null;
  readonly contact: string | null;
  readonly ordered_by: string;
  readonly ordered_by_names: Names;
}

/** What is known of either. */
export interface AnyRow {
  readonly issuedAt: Date;
  readonly issuerName: string;
  readonly issuerNames: Names;
  readonly recall: RecallRow | null;
  readonly settling: boolean;
  readonly contents: readonly { readonly name: string; readonly names: Names }[] | null;
}

/** What is known of a code of ours. Without a batch it is a logistic unit's. */
export interface CodeRow extends AnyRow {
  readonly code: string;
  readonly kind: 'batch' | 'item' | 'case' | 'unit';
  /** The GTIN its link is built with. */
  readonly gtin: string | null;
  readonly activatedAt: Date | null;
  readonly voidedAt: Date | null;
  readonly number: string | null;
  readonly madeFrom: Date | null;
  readonly madeUntil: Date | null;
  readonly madeOffset: string | null;
  readonly bestBefore: string | null;
  readonly productName: string | null;
  readonly productNames: Names;
  readonly productGtin: string | null;
  readonly dateType: 'best-before' | 'use-by' | 'none' | null;
  readonly origin: string | null;
  readonly steps: readonly StepRow[] | null;
  /** Steps between the first and the others. Null where there are none at all. */
  readonly leftOut: number | null;
}

/** What is known of a logistic unit by its SSCC. */
export interface SsccRow extends AnyRow {
  /** Whether whose event names it first shares all its steps with everybody. */
  readonly isOpen: boolean;
}

/** Reads what an answer needs, by one named statement each, as the role that sees only what the door needs. */
export class PassportStore {
  private readonly codeSql: string;
  private readonly batchSql: string;
  private readonly ssccSql: string;

  constructor(
    private readonly reader: Reader,
    openRecall: OpenRecallSql,
  ) {
    this.codeSql = codePassportSql(byCode, openRecall);
    this.batchSql = codePassportSql(byBatch, openRecall);
    this.ssccSql = ssccPassportSql(openRecall);
  }

  async ofCode(code: string): Promise<CodeRow | undefined> {
    const rows = await this.reader.named<CodeRow>('passport-of-code', this.codeSql, [code]);
    return rows[0];
  }

  async ofBatch(batch: Extract<Question, { by: 'batch' }>): Promise<CodeRow | undefined> {
    const named = [batch.gtin, batch.number];
    const rows = await this.reader.named<CodeRow>('passport-of-batch', this.batchSql, named);
    return rows[0];
  }

  async ofSscc(key: string): Promise<SsccRow | undefined> {
    const rows = await this.reader.named<SsccRow>('passport-of-sscc', this.ssccSql, [key]);
    return rows[0];
  }
}
