/**
 * rules (L3): regulation as data. A pack is a JSON file of articles, each with its source, the days on which it
 * applies and whether we read it in the official text; `RulePacks.ruleAsOf` and `rulesIn` give the figures of a day and
 * the citation that goes into a verdict. `nthWorkingDayAfter` counts working days by the calendars among them.
 *
 * No tables. Invariants: on any day at most one article of a rule applies; a revision is another article, never
 * an edit of the old one; the service does not start with a pack it cannot read.
 * Not here: customary settings of a deployment (matching windows), which are no law; applying a rule to goods.
 */
export { RuleCitationView, toRuleCitationView } from './citation.dto.js';
export { dayOf, endOf, foodPack, hourOf } from './market-day.js';
export type { RuleName } from './rule-names.js';
export type { Citation, Rule } from './rule-pack.js';
export { RulePacks } from './rule-packs.js';
export { RulesModule } from './rules.module.js';
export { nthWorkingDayAfter } from './working-days.js';
