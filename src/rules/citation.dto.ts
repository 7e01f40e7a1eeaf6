import type { Citation } from './rule-pack.js';

/** Where a rule stands. */
export class RuleCitationView {
  /** Rule pack that it is from, such as `cn-food`. */
  pack!: string;
  /** Version of the pack. */
  version!: number;
  /** Our name of the rule, such as `recall-start`. */
  rule!: string;
  /** Where it stands in the source, as lawyers cite it. */
  article!: string;
  /** The law. */
  source!: string;
  /** True only if its figures were read in the official text. */
  confirmed!: boolean;
}

export function toRuleCitationView(citation: Citation): RuleCitationView {
  const { pack, version, rule, article, source, confirmed } = citation;
  return { pack, version, rule, article, source, confirmed };
}
