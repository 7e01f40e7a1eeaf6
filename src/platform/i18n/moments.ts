import type { Language } from './language.js';

/** English in the day-month order of `20 Nov`: it is unambiguous where 11/20 and 20/11 are not. */
const locales: Readonly<Record<Language, string>> = { en: 'en-GB', 'zh-CN': 'zh-CN' };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Writes days, moments, ages and lengths of time in one language. Costly to make: make it once. */
export interface Moments {
  /** A date, or the place's day of a moment, with its year: `18 Nov 2026`. */
  readonly day: (when: string, zone?: string) => string;
  /** The place's day of a moment, without the year: the heading `20 Nov`. */
  readonly dayOf: (moment: string, zone?: string) => string;
  /** The place's clock: `09:12`. */
  readonly clock: (moment: string, zone?: string) => string;
  /** The place's day and clock: `20 Nov, 09:12`. */
  readonly moment: (moment: string, zone?: string) => string;
  /**
   * How long ago, coarse on purpose: `5 hours ago`; from a day on by the calendar of the moment's own clock, as
   * `ageOfDay` counts, so that one date never has two ages on a page. Never a future: clocks differ.
   */
  readonly age: (moment: string, now: number) => string;
  /** The age of a whole day by the calendar of a clock `offset` ahead of UTC (`+08:00`). */
  readonly ageOfDay: (date: string, now: number, offset: string) => string;
  /** A length of time in its largest fitting unit, rounded down: `6 hr`, `2 days`. */
  readonly span: (lengthMs: number) => string;
  /** Several things as one phrase: `a, b and c`. */
  readonly list: (items: readonly string[]) => string;
}

/**
 * Moments are RFC 3339 texts with offset. Without a zone they are written by their own offset, which
 * is the place's clock as its author kept it; with an IANA zone, by that zone's rules.
 */
export function momentsIn(language: Language): Moments {
  const locale = locales[language];
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const fullDay = writerOf(locale, { year: 'numeric', ...dayAndMonth });
  const dayOf = writerOf(locale, dayAndMonth);
  const clock = writerOf(locale, hourAndMinute);
  const moment = writerOf(locale, { ...dayAndMonth, ...hourAndMinute });
  return {
    day: (when, zone) => (when.length === 10 ? fullDay(`${when}T00:00:00Z`) : fullDay(when, zone)),
    dayOf,
    clock,
    moment,
    age: (then, now) => ageOf(relative, then, now),
    ageOfDay: (date, now, offset) => {
      const today = Math.floor((now + offsetMs(offset)) / dayMs);
      return relative.format(Math.min(0, Date.parse(`${date}T00:00:00Z`) / dayMs - today), 'day');
    },
    span: spansIn(locale),
    list: (items) => list.format(items),
  };
}

const dayAndMonth = { month: 'short', day: 'numeric' } as const;
const hourAndMinute = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

type Writer = (moment: string, zone?: string) => string;

/**
 * Making a format costs some hundred times as much as using it, so each is kept: one per zone asked for,
 * and zones are those of registered places, a few hundred at the most.
 */
function writerOf(locale: string, options: Intl.DateTimeFormatOptions): Writer {
  const formats = new Map<string, Intl.DateTimeFormat>();
  return (moment, zone) => {
    // Node 20 knows no offsets as time zones, so a text's own offset is applied by shifting into UTC.
    const shiftMs = zone === undefined ? offsetMs(moment) : 0;
    const timeZone = zone ?? 'UTC';
    const format =
      formats.get(timeZone) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone });
    formats.set(timeZone, format);
    return format.format(new Date(Date.parse(moment) + shiftMs));
  };
}

/** The offset at the end of an RFC 3339 text; `Z` and no offset count as UTC. */
function offsetMs(text: string): number {
  const match = /([+-])(\d\d):(\d\d)$/.exec(text);
  if (match === null) return 0;
  const length = Number(match[2]) * hourMs + Number(match[3]) * minuteMs;
  return match[1] === '-' ? -length : length;
}

function ageOf(relative: Intl.RelativeTimeFormat, then: string, now: number): string {
  const lengthMs = Math.max(0, now - Date.parse(then));
  if (lengthMs < hourMs) return relative.format(-Math.floor(lengthMs / minuteMs), 'minute');
  if (lengthMs < dayMs) return relative.format(-Math.floor(lengthMs / hourMs), 'hour');
  const dayOf = (instant: number) => Math.floor((instant + offsetMs(then)) / dayMs);
  if (lengthMs < 60 * dayMs) return relative.format(dayOf(Date.parse(then)) - dayOf(now), 'day');
  return relative.format(-Math.floor(lengthMs / (30 * dayMs)), 'month');
}

function spansIn(locale: string): (lengthMs: number) => string {
  const unitOf = (unit: 'minute' | 'hour' | 'day') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
  const [minutes, hours, days] = [unitOf('minute'), unitOf('hour'), unitOf('day')];
  return (lengthMs) => {
    if (lengthMs < hourMs) return minutes.format(Math.floor(lengthMs / minuteMs));
    if (lengthMs < 2 * dayMs) return hours.format(Math.floor(lengthMs / hourMs));
    return days.format(Math.floor(lengthMs / dayMs));
  };
}
