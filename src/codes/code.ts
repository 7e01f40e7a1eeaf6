import type { CodeLength } from '../identifiers/index.js';

/** What a code names. Item and case codes are 16 characters, batch and unit codes 12. */
export type CodeKind = 'batch' | 'item' | 'case' | 'unit';

/** Codes one request may issue; larger runs are a job's work. */
export const codesIssuedMax = 10_000;

/** Codes one request may activate or void by naming them; a range of a run has no such bound. */
export const codesNamedMax = 10_000;

/** One act of issuing: the codes of a printed roll, in their order. A batch has one run of kind `batch`. */
export interface CodeRun {
  readonly id: string;
  readonly organisationId: string;
  readonly kind: CodeKind;
  /** Null for units, which are not of one batch. */
  readonly batchId: string | null;
  readonly productId: string | null;
  /** The GTIN its links are built with; null: links of our own, for a GTIN is never made up. */
  readonly gtin: string | null;
  /** The batch's number, as its link says it. */
  readonly number: string | null;
  readonly size: number;
  readonly issuedAt: Date;
}

/** The run of a batch's own code, which names the batch, its owner and what its links say. */
export type BatchRun = CodeRun & {
  readonly batchId: string;
  readonly productId: string;
  readonly number: string;
};

export interface Code {
  readonly code: string;
  readonly kind: CodeKind;
  readonly organisationId: string;
  readonly batchId: string | null;
  /** The logistic unit the code was put on; null until it is used, and for other kinds. */
  readonly unitId: string | null;
  readonly runId: string;
  /** Place in its run, from 1. */
  readonly place: number;
  readonly gtin: string | null;
  readonly issuedAt: Date;
  /** Null: an item or case code that to strangers looks like one never issued. */
  readonly activatedAt: Date | null;
  readonly voidedAt: Date | null;
}

/** Batch and unit codes speak at once; a stolen roll of item labels must say nothing. */
export function isActiveAtOnce(kind: CodeKind): boolean {
  return kind === 'batch' || kind === 'unit';
}

/** Characters of a code of this kind, the check character included. */
export function codeLength(kind: CodeKind): CodeLength {
  return isActiveAtOnce(kind) ? 12 : 16;
}
