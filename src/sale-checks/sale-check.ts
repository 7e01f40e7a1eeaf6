import type { Citation } from '../rules/index.js';

export const verdicts = ['sellable', 'check-the-number', 'not-sellable'] as const;
export type SaleVerdict = (typeof verdicts)[number];

/** What each finding comes to. The gravest of an answer is its verdict; without any, goods may be sold. */
export const comesTo = {
  recalled: 'not-sellable',
  withdrawn: 'not-sellable',
  'used-up': 'not-sellable',
  'suspected-copy': 'not-sellable',
  expired: 'not-sellable',
  'some-recalled': 'check-the-number',
  unknown: 'check-the-number',
  'past-date': 'sellable',
} as const satisfies Record<string, SaleVerdict>;

export type Finding = keyof typeof comesTo;

/** A day until which goods keep: past a use-by date nobody may sell them, past the other by the law of the market. */
export interface KeepingDate {
  readonly kind: 'use-by' | 'best-before';
  /** The last day, `YYYY-MM-DD`. */
  readonly on: string;
}

/** What an open recall tells the public. */
export interface SaleRecall {
  readonly id: string;
  readonly openedAt: Date;
  readonly byRegulator: boolean;
  readonly orderedBy: string;
  readonly reason: string;
  readonly advice: string | null;
  readonly refund: string | null;
  readonly contact: string | null;
}

export interface SaleReason {
  readonly finding: Finding;
  readonly recall?: SaleRecall;
  /** The day that is over. */
  readonly date?: KeepingDate;
  /** The market whose law says so, and the law. */
  readonly market?: string;
  readonly rule?: Citation;
}

export function verdictOf(reasons: readonly SaleReason[]): SaleVerdict {
  const graveness = reasons.map(({ finding }) => verdicts.indexOf(comesTo[finding]));
  return verdicts[Math.max(0, ...graveness)] ?? 'sellable';
}
