import {
  dayOf,
  foodPack,
  nthWorkingDayAfter,
  type Citation,
  type Rule,
  type RulePacks,
} from '../rules/index.js';
import type { OwnRecall, Recall } from './recall.js';

/** How a recall stands against the law. */
export interface RecallClock {
  /** When its owner knew of the risk, as far as it said. */
  readonly knownAt: Date;
  /** Null: no rule is known for the day of knowing. */
  readonly startDue: Date | null;
  readonly startedAt: Date;
  readonly isStartLate: boolean | null;
  /** Last day, `YYYY-MM-DD`; null before the public notice, or where no rule is known for its day. */
  readonly completionDue: string | null;
  readonly isCompletionLate: boolean | null;
  /** The last day by the law alone, where an authority consented to a later one. */
  readonly extendedFrom: string | null;
  /** The last day may yet change: it was counted over a year whose holidays are not known. */
  readonly isProvisional: boolean;
  /** What it was computed by. */
  readonly cites: readonly Citation[];
}

/**
 * The clock by the rules of the days that count, at the place of their market. It is computed whenever it is asked for: a
 * calendar that comes later makes a provisional day certain, and nothing that was stored has to be mended.
 */
export function recallClock(
  recall: OwnRecall,
  rules: RulePacks,
  { now, extendedTo }: { readonly now: number; readonly extendedTo: string | null },
): RecallClock {
  const { openedAt, closedAt, publicNoticeAt } = recall;
  const knownAt = recall.knownAt ?? openedAt;
  const start = startOf(recall, knownAt, rules);
  const lawful = publicNoticeAt && completionOf(recall, publicNoticeAt, rules);
  const isExtended = lawful && extendedTo !== null && extendedTo > lawful.due;
  // What was consented to is a day: no calendar moves it.
  const completion = isExtended ? { ...lawful, due: extendedTo, isProvisional: false } : lawful;
  const endedOn = dayOf(closedAt?.getTime() ?? now);
  return {
    knownAt,
    startDue: start?.due ?? null,
    startedAt: openedAt,
    isStartLate: start ? openedAt > start.due : null,
    completionDue: completion?.due ?? null,
    isCompletionLate: completion ? endedOn > completion.due : null,
    extendedFrom: isExtended ? lawful.due : null,
    isProvisional: completion?.isProvisional ?? false,
    cites: [...(start?.cites ?? []), ...(completion?.cites ?? [])],
  };
}

/** Hours run through nights and holidays. */
function startOf({ grade }: Recall, knownAt: Date, rules: RulePacks) {
  const rule = rules.ruleAsOf(foodPack, 'recall-start', dayOf(knownAt.getTime()));
  if (rule === undefined) return null;
  const hours = hoursOf(rule.values)[grade];
  return { due: new Date(knownAt.getTime() + hours * 3_600_000), cites: [rule.citation] };
}

/** The day of the notice itself does not count. */
function completionOf({ grade }: Recall, publicNoticeAt: Date, rules: RulePacks) {
  const noticeOn = dayOf(publicNoticeAt.getTime());
  const rule = rules.ruleAsOf(foodPack, 'recall-completion', noticeOn);
  if (rule === undefined) return null;
  const { day, isProvisional, calendars } = nthWorkingDayAfter(
    noticeOn,
    daysOf(rule.values)[grade],
    (each) => rules.ruleAsOf(foodPack, 'working-calendar', each),
  );
  return { due: day, isProvisional, cites: [rule.citation, ...calendars] };
}

function hoursOf({ grade1Hours, grade2Hours, grade3Hours }: Rule<'recall-start'>['values']) {
  return { 1: grade1Hours, 2: grade2Hours, 3: grade3Hours };
}

function daysOf({ grade1Days, grade2Days, grade3Days }: Rule<'recall-completion'>['values']) {
  return { 1: grade1Days, 2: grade2Days, 3: grade3Days };
}
