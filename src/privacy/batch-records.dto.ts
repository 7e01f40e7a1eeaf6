import { RuleCitationView, toRuleCitationView } from '../rules/index.js';
import type { KnownMinimum } from './batch-records.service.js';

/** How long the law asks for the records of a batch. */
export class BatchRetentionView {
  /** Last day on which they have to be there, `YYYY-MM-DD`; left out while a recall of it is open, or no rule is known. */
  minimumUntil?: string;
  /** What the time is counted from: the end of its shelf life, or the last event about it that you see. */
  countedFrom?: 'shelf-life' | 'last-event';
  /** Whether a recall of it, or of what it was made of, that you know of is open: then its records are evidence, and past no period. */
  isInOpenRecall!: boolean;
  /** The rule that it was computed by; left out where none is known. */
  rule?: RuleCitationView;
}

export function toBatchRetentionView(minimum: KnownMinimum): BatchRetentionView {
  const { until, countedFrom, isInOpenRecall, rule } = minimum;
  return {
    ...(until && { minimumUntil: until }),
    ...(countedFrom && { countedFrom }),
    isInOpenRecall,
    ...(rule && { rule: toRuleCitationView(rule) }),
  };
}
