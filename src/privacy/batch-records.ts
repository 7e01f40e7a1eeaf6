import { DateTime } from 'luxon';
import { dayOf, foodPack, type Rule, type RulePacks } from '../rules/index.js';

/** What decides how long the records of a batch have to be kept. */
export interface BatchRecords {
  /** Last day of its shelf life, `YYYY-MM-DD`; null where it has none. */
  readonly bestBefore: string | null;
  /** Day of the last event about it that its organisation sees, `YYYY-MM-DD`; null where there is none. */
  readonly lastEventOn: string | null;
  readonly isInOpenRecall: boolean;
}

/** Until when the law asks for the records of a batch. They are kept on all the same: no event is ever removed. */
export interface LegalMinimum {
  /** The last day; null while a recall of it is open, or nothing is known to count from. */
  readonly until: string | null;
  readonly countedFrom: 'shelf-life' | 'last-event';
}

/** The rule for records of goods on the day of `now`; undefined where none is known. */
export function recordsRule(rules: RulePacks, now: number): Rule<'record-retention'> | undefined {
  return rules.ruleAsOf(foodPack, 'record-retention', dayOf(now));
}

export function recordsGround(rules: RulePacks, now: number): string | undefined {
  const citation = recordsRule(rules, now)?.citation;
  return citation && `${citation.source}, ${citation.article}`;
}

/**
 * Months end on the same day of the month, or on its last one where it has no such day. Without a shelf life the law counts
 * from the sale; the last event is the sale or comes after it. A shelf life that ended before the last event counts from
 * there, too: an entry that is made later is kept as long as one that was made in time.
 */
export function legalMinimum(
  { bestBefore, lastEventOn, isInOpenRecall }: BatchRecords,
  { monthsAfterShelfLife, monthsWithoutShelfLife }: Rule<'record-retention'>['values'],
): LegalMinimum {
  const isLate = bestBefore !== null && lastEventOn !== null && lastEventOn > bestBefore;
  const countedFrom = bestBefore === null || isLate ? 'last-event' : 'shelf-life';
  const from = countedFrom === 'last-event' ? lastEventOn : bestBefore;
  if (isInOpenRecall || from === null) return { until: null, countedFrom };
  const months = bestBefore === null ? monthsWithoutShelfLife : monthsAfterShelfLife;
  return { until: monthsLater(from, months), countedFrom };
}

function monthsLater(day: string, months: number): string {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ months }).toISODate() ?? day;
}
