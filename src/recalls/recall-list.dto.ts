import { IfGiven, PageQuery, TrueOrFalse } from '../platform/index.js';
import type { DueStep } from './due-steps.js';
import type { ListedRecall } from './recall-list.service.js';
import { RecallView, toRecallView } from './recalls.dto.js';

/** Which recalls. */
export class RecallsQuery extends PageQuery {
  /** Only those in which a step is overdue (`true`), or only the others (`false`). */
  @IfGiven()
  @TrueOrFalse()
  overdue?: boolean;
}

/** What is to be done next in a recall. */
export class DueStepView {
  /**
   * `second-signature`: another person signs the emergency opening. `public-notice`: the public is told, for which the law
   * names no day. `completion`: the recall is done, and closed.
   */
  step!: 'second-signature' | 'public-notice' | 'completion';
  /** Until when, RFC 3339 in UTC: of a day, its last moment in China. Null: no day is known. */
  dueAt!: string | null;
}

/** A recall by its words, with what comes next. */
export class ListedRecallView extends RecallView {
  /** The most urgent of what is to be done. Null: nothing is, or you were only told of the recall. */
  next!: DueStepView | null;
  /** Whether something is to be done that was due. */
  isOverdue!: boolean;
}

export function toListedRecallView({ recall, next, isOverdue }: ListedRecall): ListedRecallView {
  return { ...toRecallView(recall), next: next && toDueStepView(next), isOverdue };
}

function toDueStepView({ step, dueAt }: DueStep): DueStepView {
  return { step, dueAt: dueAt?.toISOString() ?? null };
}
