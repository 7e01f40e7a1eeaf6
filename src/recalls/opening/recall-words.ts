import { knownMoment } from '../case-moments.js';
import type { RecallGrade } from '../recall.js';

/** What a recall is opened with, as a request says it. */
export interface RecallOrder {
  readonly batchIds: readonly string[];
  readonly grade: RecallGrade;
  readonly reason: string;
  readonly advice?: string;
  readonly refund?: string;
  readonly contact?: string;
  /** RFC 3339 time with offset. */
  readonly knownAt?: string;
}

/** What a recall is opened with, or a draft says. */
export interface RecallWords {
  readonly batchIds: readonly string[];
  readonly grade: RecallGrade;
  readonly reason: string;
  readonly advice: string | null;
  readonly refund: string | null;
  readonly contact: string | null;
  /** Null: its owner did not say. */
  readonly knownAt: Date | null;
}

export function wordsOf(order: RecallOrder, now: Date): RecallWords {
  const { batchIds, grade, reason, advice = null, refund = null, contact = null } = order;
  const knownAt = knownMoment(order.knownAt, now);
  return { batchIds, grade, reason, advice, refund, contact, knownAt };
}
