import { parseDate } from '../kernel/index.js';
import type { Citation, Rule, RuleArticle, RulePack } from './rule-pack.js';

type Calendar = Rule<'working-calendar'>;

/** A day counted in working days. */
export interface WorkingDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** Some day on the way is of a year whose holidays are not known: only its weekends were taken as days off. */
  readonly isProvisional: boolean;
  /** The calendars that were asked, the earliest first. */
  readonly calendars: readonly Citation[];
}

/**
 * The n-th working day after a day (`YYYY-MM-DD`), which is itself not counted, by the calendars in force on the days
 * between. `n` is at least 1.
 */
export function nthWorkingDayAfter(
  from: string,
  n: number,
  calendarOn: (day: string) => Calendar | undefined,
): WorkingDay {
  const calendars = new Map<string, Citation>();
  let isProvisional = false;
  let day = from;
  for (let left = n; left > 0;) {
    day = dayAfter(day);
    const calendar = calendarOn(day);
    if (calendar === undefined) isProvisional = true;
    else
      calendars.set(`${calendar.citation.source} ${calendar.citation.article}`, calendar.citation);
    if (isWorkingDay(day, calendar?.values)) left -= 1;
  }
  return { day, isProvisional, calendars: [...calendars.values()] };
}

/** Weekends are off and other days are not, but for what the year's calendar changes. */
function isWorkingDay(day: string, calendar: Calendar['values'] | undefined): boolean {
  return isWeekend(day)
    ? calendar?.daysWorked.includes(day) === true
    : calendar?.daysOff.includes(day) !== true;
}

/**
 * What is wrong with the calendars of a pack whose shape is right. A calendar without an end would say of years which nobody
 * has announced that they have no holidays; a day on the wrong side of the weekend, or of another year, is a slip of the pen.
 */
export function calendarFaults({ articles }: RulePack): string[] {
  return articles
    .filter(
      (article): article is RuleArticle<'working-calendar'> => article.id === 'working-calendar',
    )
    .flatMap(({ validFrom, validTo, values: { daysOff, daysWorked } }) => {
      const name = `working-calendar of ${validFrom}`;
      if (validTo === null) return [`${name} has no end; holidays are announced for a year`];
      const strange = [...daysOff, ...daysWorked].filter(
        (day) => day < validFrom || day >= validTo,
      );
      return [
        ...strange.map((day) => `${name} names ${day}, which is outside of it`),
        ...daysOff
          .filter(isWeekend)
          .map((day) => `${name}: ${day} is of a weekend, and off already`),
        ...daysWorked
          .filter((day) => !isWeekend(day))
          .map((day) => `${name}: ${day} is not of a weekend, and worked already`),
      ];
    });
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(parseDate(day)).getUTCDay());
}

function dayAfter(day: string): string {
  return new Date(parseDate(day) + 24 * 3_600_000).toISOString().slice(0, 10);
}
