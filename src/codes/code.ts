import type { CodeLength } from '../identifiers/index.js';

/** What a code names. Item and case codes are 16 characters, batch and unit codes 12. */
export type CodeKind = 'batch' | 'item' | 'case' | 'unit';

/** Codes that a request issues by itself; a job issues those of a larger run. */
export const codesIssuedMax = 10_000;

/** Codes of one run of items or cases. */
export const runSizeMax = 10_000_000;

/** Codes one request may choose by naming them; a range of a run has no such bound. */
export const codesNamedMax = 10_000;

/** How the links of a run are built: with a GTIN, as GS1 Digital Links, or as addresses of our own. */
export type LinkMode = 'gs1' | 'native';

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
  /** Places that have a code, or will have one. */
  readonly size: number;
  /** How many were asked for: more than its size where the rest was given up. */
  readonly asked: number;
  /** Places, from 1, that have their codes. */
  readonly issued: number;
  /** When it was asked for. */
  readonly issuedAt: Date;
}

/** A run of one batch: that of its own code, or one of item or case codes. */
export type BatchRun = CodeRun & {
  readonly batchId: string;
  readonly productId: string;
  readonly number: string;
};

/** A code as it was issued; what has become of it since is its life. */
export interface Code {
  readonly code: string;
  readonly kind: CodeKind;
  readonly organisationId: string;
  readonly batchId: string | null;
  readonly runId: string;
  /** Place in its run, from 1. */
  readonly place: number;
  readonly gtin: string | null;
  readonly issuedAt: Date;
}

/** Batch and unit codes speak at once; a stolen roll of item labels must say nothing. */
export function isActiveAtOnce(kind: CodeKind): boolean {
  return kind === 'batch' || kind === 'unit';
}

/** Characters of a code of this kind, the check character included. */
export function codeLength(kind: CodeKind): CodeLength {
  return isActiveAtOnce(kind) ? 12 : 16;
}
