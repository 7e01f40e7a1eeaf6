import type { KnownMinimum } from './batch-records.service.js';

/** Where a rule stands. */
export class RuleCitationView {
  /** Rule pack that it is from, such as `cn-food`. */
  pack!: string;
  /** Version of the pack. */
  version!: number;
  /** Where it stands in the source, as lawyers cite it. */
  article!: string;
  /** The law. */
  source!: string;
  /** True only if its figures were read in the official text. */
  confirmed!: boolean;
}

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
    ...(rule && { rule: viewOf(rule) }),
  };
}

function viewOf(rule: NonNullable<KnownMinimum['rule']>): RuleCitationView {
  const { pack, version, article, source, confirmed } = rule;
  return { pack, version, article, source, confirmed };
}
