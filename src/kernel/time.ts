import { ValueFault } from './value-fault.js';

/** A point in time as somebody wrote it. Two moments are ordered by `instant` alone. */
export interface Moment {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly instant: number;
  /** Minutes east of Greenwich at the place of writing. */
  readonly offsetMinutes: number;
  /** The text itself, with every digit of its fraction. */
  readonly text: string;
}

/** The time from `from` up to, but not including, `to`; an instant when they are equal. Epoch milliseconds. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

const minute = 60_000;
const day = 24 * 60 * minute;
const dateShape = /^(\d{4})-(\d\d)-(\d\d)$/;
const momentShape = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)?$/;
const offsetShape = /^([+-])(\d\d):([0-5]\d)$/;

/**
 * Reads an RFC 3339 time, whose offset is required: a farm and a port do not share a clock, and a time
 * without an offset names a different instant to each. Digits beyond the millisecond are dropped from
 * `instant`, never rounded up into a later one.
 */
export function parseMoment(text: string): Moment {
  const match = momentShape.exec(text);
  if (match === null) {
    throw new ValueFault('must be a date and time with offset, such as 2026-03-01T08:30:00+08:00');
  }
  const [, date = '', hour, minutes, second, fraction = '', offset] = match;
  if (offset === undefined) {
    throw new ValueFault('has no offset from UTC; add one, such as +08:00, or Z for UTC');
  }
  if (Number(hour) > 23) {
    throw new ValueFault('has an hour over 23; write midnight as 00:00:00 of the next day');
  }
  if (Number(minutes) > 59) throw new ValueFault('has a minute over 59');
  if (Number(second) > 59) {
    throw new ValueFault('has a second over 59; write a leap second as 00 of the next minute');
  }
  const timeOfDay =
    Number(hour) * 60 * minute +
    Number(minutes) * minute +
    Number(second) * 1000 +
    Number(fraction.slice(0, 3).padEnd(3, '0'));
  const offsetMinutes = parseOffset(offset);
  return { instant: parseDate(date) + timeOfDay - offsetMinutes * minute, offsetMinutes, text };
}

/** A calendar date as the epoch milliseconds of its first instant in UTC. */
export function parseDate(text: string): number {
  const [, year, month, dayOfMonth] = (dateShape.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || dayOfMonth === undefined) {
    throw new ValueFault('must be a date, such as 2026-03-01');
  }
  // Software without a date sends 0001-01-01, and Date would take the years up to 99 for those after 1900.
  if (year < 1900) throw new ValueFault('has a year before 1900; send the real date');
  const start = new Date(Date.UTC(year, month - 1, dayOfMonth));
  if (start.getUTCMonth() !== month - 1 || start.getUTCDate() !== dayOfMonth) {
    throw new ValueFault(`${text} is not in the calendar`);
  }
  return start.getTime();
}

/** `+08:00` as 480. No place on Earth is further from UTC than fourteen hours. */
export function parseOffset(text: string): number {
  if (text === 'Z') return 0;
  const [, sign, hours, minutes] = offsetShape.exec(text) ?? [];
  const size = Number(hours) * 60 + Number(minutes);
  if (sign === undefined || size > 14 * 60) {
    throw new ValueFault('must have an offset between -14:00 and +14:00, such as +08:00');
  }
  return sign === '-' && size > 0 ? -size : size;
}

/** The day of a calendar date at a place: a farm's "harvested on the 3rd" is this interval, not an instant. */
export function wholeDay(date: string, offset: string): Interval {
  const from = parseDate(date) - parseOffset(offset) * minute;
  return { from, to: from + day };
}

/** Whether the two share a time. An instant fills its own millisecond. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a.from < end(b) && b.from < end(a);
}

/** RFC 3339 with milliseconds, as a clock at the offset shows it. */
export function formatInstant(instant: number, offsetMinutes: number): string {
  const local = new Date(instant + offsetMinutes * minute).toISOString();
  return local.slice(0, -1) + formatOffset(offsetMinutes);
}

/** 480 as `+08:00`. UTC is `+00:00`, since we know that it is not an unknown offset. */
export function formatOffset(offsetMinutes: number): string {
  const size = Math.abs(offsetMinutes);
  return `${offsetMinutes < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
}

function end({ from, to }: Interval): number {
  return Math.max(to, from + 1);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
