import { faultyRequest } from '../kernel/index.js';
import type { Answer, AnswerKind } from './answer.js';
import type { Notice, ScopeHolding } from './recall.js';

export type NoticeState = 'queued' | 'sent' | AnswerKind;

/** The last answer is the state: who declined may find the goods after all, and who was done may be sent more of them. */
export function stateOf({ sentAt, answers }: Notice): NoticeState {
  return answers.at(-1)?.kind ?? (sentAt === null ? 'queued' : 'sent');
}

/** Whether these are goods in scope, or only goods that may be of it; null: there are none. */
export function certaintyOf(holdings: readonly ScopeHolding[]): ScopeHolding['certainty'] | null {
  if (holdings.some(({ certainty }) => certainty === 'certain')) return 'certain';
  return holdings.length > 0 ? 'possible' : null;
}

/** Refuses what does not fit together, and batches other than these, which the asker has or had. */
export function refuseUnfit(
  { kind, words, outcomes }: Omit<Answer, 'at'>,
  batchIds: readonly string[],
): void {
  const inScope = new Set(batchIds);
  const faults = outcomes.flatMap(({ batchId }, i) =>
    inScope.has(batchId)
      ? []
      : [{ pointer: `/outcomes/${i}/batchId`, detail: 'is not in your part of this recall' }],
  );
  if (kind === 'declined' && words === null) {
    faults.push({ pointer: '/words', detail: 'is missing: say why you decline' });
  }
  if (kind !== 'done' && outcomes.length > 0) {
    faults.push({ pointer: '/outcomes', detail: 'is told with the kind done only' });
  }
  if (faults.length > 0) throw faultyRequest(faults);
}
