import type { RuleName, RuleValues } from './rule-names.js';

/** Regulation of one market as published by us: a file of `packs/`. */
export interface RulePack {
  /** Stable name, such as `cn-food`. */
  readonly id: string;
  readonly title: string;
  /** ISO 3166-1 alpha-2 country, or `EU`. */
  readonly market: string;
  /** Grows with every change of the file; part of each citation. */
  readonly version: number;
  readonly articles: readonly RuleArticle[];
}

/** One rule in the wording of one time. A revision is another article of the same `id`, never an edit. */
export interface RuleArticle<Name extends RuleName = RuleName> {
  /** Which rule this is, the same in every pack that has it. */
  readonly id: Name;
  /** Where it stands in the source, as lawyers cite it. */
  readonly article: string;
  readonly source: string;
  /** First day on which it applies, at the place of the market. */
  readonly validFrom: string;
  /** First day on which it no longer applies; null while no end is known. */
  readonly validTo: string | null;
  /** True only if the numbers and dates were read in the official text. */
  readonly confirmed: boolean;
  /** What a reader of a verdict should know, such as which of the dates is not confirmed. */
  readonly note?: string;
  readonly values: RuleValues[Name];
}

/** What a verdict cites, so that it can be checked and computed again years later. */
export interface Citation {
  readonly pack: string;
  readonly version: number;
  readonly rule: RuleName;
  readonly article: string;
  readonly source: string;
  readonly confirmed: boolean;
}

/** A rule as it stood on a day. */
export interface Rule<Name extends RuleName> {
  readonly values: RuleValues[Name];
  readonly citation: Citation;
}

/** The rule of a pack on a day (`YYYY-MM-DD`, at the place of its market); nothing where none applied. */
export function ruleOn<Name extends RuleName>(
  pack: RulePack,
  name: Name,
  day: string,
): Rule<Name> | undefined {
  const article = pack.articles.find(
    (candidate): candidate is RuleArticle<Name> => candidate.id === name && applies(candidate, day),
  );
  if (article === undefined) return undefined;
  const { values, source, confirmed } = article;
  return {
    values,
    citation: {
      pack: pack.id,
      version: pack.version,
      rule: name,
      article: article.article,
      source,
      confirmed,
    },
  };
}

/** Days as text compare as days. */
function applies(article: RuleArticle, day: string): boolean {
  return article.validFrom <= day && (article.validTo === null || day < article.validTo);
}

/** What is wrong with the dates of a pack whose shape is right: on any day at most one article of a rule applies. */
export function datingFaults(pack: RulePack): string[] {
  const backward = pack.articles
    .filter(({ validFrom, validTo }) => validTo !== null && validTo <= validFrom)
    .map(({ id, validFrom }) => `${id} of ${validFrom} ends before it begins`);
  return [...backward, ...overlaps(pack.articles)];
}

function overlaps(articles: readonly RuleArticle[]): string[] {
  const inOrder = [...articles].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  return inOrder.flatMap((later, i) =>
    inOrder
      .slice(0, i)
      .filter((earlier) => earlier.id === later.id && applies(earlier, later.validFrom))
      .map((earlier) => `${later.id} of ${earlier.validFrom} still applies on ${later.validFrom}`),
  );
}
