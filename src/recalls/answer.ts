import type { Amount } from '../kernel/index.js';

export const answerKinds = ['received', 'acknowledged', 'declined', 'done'] as const;
export type AnswerKind = (typeof answerKinds)[number];

export const outcomeKinds = ['set-apart', 'returned', 'destroyed', 'relabelled'] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];

/** What a holder says that it did with goods of a batch. Its word: what is reconciled is what is on record. */
export interface Outcome {
  readonly batchId: string;
  readonly what: OutcomeKind;
  readonly amount: Amount;
  readonly uom: string;
}

/** What an organisation that was told answered at a time. */
export interface Answer {
  readonly kind: AnswerKind;
  /** Why it declines, or what it did. */
  readonly words: string | null;
  readonly outcomes: readonly Outcome[];
  readonly at: Date;
}
