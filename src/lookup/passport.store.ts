import type { CodeKind } from '../codes/index.js';
import type { Reader } from '../platform/index.js';
import type { ExternalIdentifier, ExternalScheme } from '../identifiers/index.js';
import type { LookCounts, Thresholds } from '../scans/index.js';
import type { StepRow } from './journey.js';
import {
  besidesPassportSql,
  byBatch,
  byCode,
  codePassportSql,
  productPassportSql,
  ssccPassportSql,
  statedThingsSql,
  type OpenRecallSql,
  type SomeRecalledSql,
} from './passport.sql.js';
import type { LinkRow } from './resolver/entity.js';

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
export interface CodeRow extends AnyRow, LookCounts {
  readonly code: string;
  readonly kind: CodeKind;
  /** The GTIN its link is built with. */
  readonly gtin: string | null;
  readonly activatedAt: Date | null;
  readonly blockedAt: Date | null;
  readonly consumedAt: Date | null;
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
  /** Null: nobody looked at it before. */
  readonly firstLookAt: Date | null;
  /** When looks are worth a word; null: as usual. */
  readonly thresholds: Thresholds | null;
  /** Steps between the first and the others. Null where there are none at all. */
  readonly leftOut: number | null;
}

/** What is known of a logistic unit by its SSCC. */
export interface SsccRow extends AnyRow {
  /** Whether whose event names it first shares all its steps with everybody. */
  readonly isOpen: boolean;
}

/** What is known of a product by a GTIN. */
export interface ProductRow extends LinkRow {
  readonly issuerName: string;
  readonly issuerNames: Names;
  readonly productName: string;
  readonly productNames: Names;
  /** Null where only packs of it have GTINs. */
  readonly productGtin: string | null;
}

/** What a firm says bears a code of another scheme. */
export interface StatedRow {
  readonly scheme: ExternalScheme;
  readonly issuerName: string;
  readonly issuerNames: Names;
  readonly productName: string;
  readonly productNames: Names;
  readonly productGtin: string | null;
  /** Number and code of the one batch that bears it; null: the product does. */
  readonly batch: string | null;
  readonly batchCode: string | null;
  readonly recalled: boolean;
  readonly someRecalled: boolean;
  /** The same in each row: there are more that were not looked through. */
  readonly othersUnread: boolean;
}

/** What a Digital Link asks by a code of ours, or by a batch. */
export type LinkedRow = CodeRow & LinkRow;

/** What is stopped, as recalls knows it. */
export interface RecallSql {
  readonly openRecall: OpenRecallSql;
  readonly someRecalled: SomeRecalledSql;
}

/** Reads what an answer needs, by one named statement each, as the role that sees only what the door needs. */
export class PassportStore {
  private readonly codeSql: string;
  private readonly linkedCodeSql: string;
  private readonly batchSql: string;
  private readonly productSql: string;
  private readonly ssccSql: string;
  private readonly statedSql: string;

  constructor(
    private readonly reader: Reader,
    { openRecall, someRecalled }: RecallSql,
  ) {
    const besides = besidesPassportSql(someRecalled);
    this.codeSql = codePassportSql(byCode, openRecall);
    this.linkedCodeSql = codePassportSql(byCode, openRecall, besides);
    this.batchSql = codePassportSql(byBatch, openRecall, besides);
    this.productSql = productPassportSql(someRecalled);
    this.ssccSql = ssccPassportSql(openRecall);
    this.statedSql = statedThingsSql(openRecall, someRecalled);
  }

  async ofCode(code: string): Promise<CodeRow | undefined> {
    const rows = await this.reader.named<CodeRow>('passport-of-code', this.codeSql, [code]);
    return rows[0];
  }

  /** A code that is a serial number below a GTIN. */
  async ofLinkedCode(code: string): Promise<LinkedRow | undefined> {
    const sql = this.linkedCodeSql;
    const rows = await this.reader.named<LinkedRow>('passport-of-linked-code', sql, [code]);
    return rows[0];
  }

  async ofBatch(gtin: string, number: string): Promise<LinkedRow | undefined> {
    const named = [gtin, number];
    const rows = await this.reader.named<LinkedRow>('passport-of-batch', this.batchSql, named);
    return rows[0];
  }

  async ofProduct(gtin: string): Promise<ProductRow | undefined> {
    const rows = await this.reader.named<ProductRow>('passport-of-product', this.productSql, [
      gtin,
    ]);
    return rows[0];
  }

  async ofSscc(key: string): Promise<SsccRow | undefined> {
    const rows = await this.reader.named<SsccRow>('passport-of-sscc', this.ssccSql, [key]);
    return rows[0];
  }

  async ofExternal(names: readonly ExternalIdentifier[]): Promise<StatedRow[]> {
    const values = names.map(({ value }) => value);
    const schemes = names.map(({ scheme }) => scheme);
    return this.reader.named<StatedRow>('things-of-external', this.statedSql, [values, schemes]);
  }
}
