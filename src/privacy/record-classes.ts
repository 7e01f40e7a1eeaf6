import { DateTime, Duration } from 'luxon';
import { dayOf, type RuleName, type RulePacks } from '../rules/index.js';

/** The pack that says how long personal data and logs are kept. */
export const privacyPack = 'cn-privacy';

/** The rules of one pack that say for how long something is kept. */
export type KeepingRule = Extract<RuleName, `keep-${string}`>;

/** Before which moment a class of records may go at `now`; undefined where no rule is known, and all of it stays. */
export function keptSince(rules: RulePacks, name: KeepingRule, now: number): Date | undefined {
  const keptFor = periodOf(rules, name, now);
  return keptFor && DateTime.fromMillis(now, { zone: 'utc' }).minus(keptFor).toJSDate();
}

/** Until when what was made, or ended, at a moment is kept, by the rule of today. */
export function keptUntil(
  rules: RulePacks,
  name: KeepingRule,
  { from, now }: { readonly from: Date; readonly now: number },
): Date | undefined {
  const keptFor = periodOf(rules, name, now);
  return keptFor && DateTime.fromJSDate(from, { zone: 'utc' }).plus(keptFor).toJSDate();
}

/** Where a rule stands, as a reader may look it up. */
export function groundOf(rules: RulePacks, name: KeepingRule, now: number): string | undefined {
  const citation = rules.ruleAsOf(privacyPack, name, dayOf(now))?.citation;
  return citation && `${citation.source}, ${citation.article}`;
}

function periodOf(rules: RulePacks, name: KeepingRule, now: number): Duration | undefined {
  const rule = rules.ruleAsOf(privacyPack, name, dayOf(now));
  return rule && Duration.fromISO(rule.values.keptFor);
}
