import { DateTime } from 'luxon';
import { futureToleranceMilliseconds } from '../events/index.js';
import {
  formatInstant,
  formatOffset,
  parseDate,
  parseMoment,
  ValueFault,
} from '../kernel/index.js';

/** When an activity was, as its event says it. */
export interface ActivityTime {
  readonly eventTime: string;
  readonly offset: string;
  readonly wholeDay: boolean;
}

/**
 * The time of an activity: its instant, its whole day at the place, or now. Throws a `ValueFault` for a text
 * that is no time, and for the future.
 */
export function activityTime(
  { at, on }: { readonly at?: string; readonly on?: string },
  timeZone: string,
  now: number,
): ActivityTime {
  if (on !== undefined) return dayOf(on, timeZone, now);
  if (at === undefined) {
    const offsetMinutes = DateTime.fromMillis(now, { zone: timeZone }).offset;
    return {
      eventTime: formatInstant(now, offsetMinutes),
      offset: formatOffset(offsetMinutes),
      wholeDay: false,
    };
  }
  const { instant, offsetMinutes } = parseMoment(at);
  if (instant > now + futureToleranceMilliseconds) {
    throw new ValueFault('lies in the future; record what has happened, when it has happened');
  }
  return { eventTime: at, offset: formatOffset(offsetMinutes), wholeDay: false };
}

/** A day begins where the place's clocks say so, and its offset is the one in force then. */
function dayOf(date: string, timeZone: string, now: number): ActivityTime {
  parseDate(date);
  const start = DateTime.fromISO(date, { zone: timeZone });
  if (start.toMillis() > now + futureToleranceMilliseconds) {
    throw new ValueFault('lies in the future; record what has happened, when it has happened');
  }
  return {
    eventTime: formatInstant(start.toMillis(), start.offset),
    offset: formatOffset(start.offset),
    wholeDay: true,
  };
}
