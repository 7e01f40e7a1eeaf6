import { endOf } from '../rules/index.js';
import type { RecallClock } from './recall-clock.js';
import type { Recall } from './recall.js';

/** What is yet to be done in an open recall. */
export interface DueStep {
  readonly step: 'second-signature' | 'public-notice' | 'completion';
  /** Until when; null where no day is known. */
  readonly dueAt: Date | null;
}

/** What of a recall decides which steps are due. */
export interface Standing {
  readonly recall: Recall;
  readonly clock: Pick<RecallClock, 'completionDue'>;
  /** When its second signature is due that is not given; null where none is. */
  readonly secondDueAt: Date | null;
}

/**
 * The steps of a recall that are yet to be done, the most urgent first; a closed one has none. Its completion is due once the
 * public was told: until then the law names no day, and the notice itself is what comes next.
 */
export function dueSteps({ recall, clock, secondDueAt }: Standing): readonly DueStep[] {
  if (recall.closedAt !== null) return [];
  const steps: DueStep[] = [];
  if (secondDueAt !== null) steps.push({ step: 'second-signature', dueAt: secondDueAt });
  if (recall.publicNoticeAt === null) steps.push({ step: 'public-notice', dueAt: null });
  else {
    const day = clock.completionDue;
    steps.push({ step: 'completion', dueAt: day === null ? null : endOf(day) });
  }
  return steps.sort((one, other) => timeOf(one) - timeOf(other));
}

/** A step is overdue from the moment after it was due. */
export function isOverdue({ dueAt }: DueStep, now: number): boolean {
  return dueAt !== null && now > dueAt.getTime();
}

function timeOf({ dueAt }: DueStep): number {
  return dueAt?.getTime() ?? Number.POSITIVE_INFINITY;
}
