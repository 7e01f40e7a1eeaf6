import { ValueFault, type Fault } from '../../kernel/index.js';

/** When a subscription reports, as EPCIS writes it: each field lists the values that a moment in UTC has to have. */
export type Schedule = Readonly<Partial<Record<ScheduleField, string>>>;

/** The fields of a schedule, the finest first, with the least and greatest value of each. Monday is 1. */
export const scheduleFields = {
  second: [0, 59],
  minute: [0, 59],
  hour: [0, 23],
  dayOfMonth: [1, 31],
  month: [1, 12],
  dayOfWeek: [1, 7],
} as const satisfies Record<string, readonly [number, number]>;
export type ScheduleField = keyof typeof scheduleFields;

const names = Object.keys(scheduleFields) as ScheduleField[];

/** Days that are looked through for the next moment: 29 February on a given weekday comes every 40 years at most. */
const daysAhead = 41 * 366;

const dayMilliseconds = 86_400_000;

/** What is wrong with a schedule, with pointers into it. */
export function scheduleFaults(schedule: Schedule, now: number): Fault[] {
  const given = names.filter((name) => schedule[name] !== undefined);
  if (given.length === 0) {
    return [{ pointer: '', detail: `is empty; give some of ${names.join(', ')}` }];
  }
  const faults = given.flatMap((name): Fault[] => {
    try {
      valuesOf(name, schedule[name] ?? '');
      return [];
    } catch (error) {
      if (!(error instanceof ValueFault)) throw error;
      return [{ pointer: `/${name}`, detail: error.message }];
    }
  });
  if (faults.length > 0 || nextMoment(schedule, now) !== undefined) return faults;
  return [{ pointer: '', detail: 'never comes, as no month has such a day; change the days' }];
}

/**
 * The first moment of a schedule after an instant, in epoch milliseconds; undefined where it never comes. A field that is
 * left out may be anything where it is coarser than one that is given, and is at its least where it is finer than all:
 * `{ hour: '1', minute: '5' }` is once a day.
 */
export function nextMoment(schedule: Schedule, after: number): number | undefined {
  const values = allowedOf(schedule);
  const start = Math.floor(after / dayMilliseconds) * dayMilliseconds;
  for (let days = 0; days <= daysAhead; days += 1) {
    const day = start + days * dayMilliseconds;
    if (!isAllowedDay(new Date(day), values)) continue;
    for (const moment of momentsOf(day, values)) if (moment > after) return moment;
  }
  return undefined;
}

function* momentsOf(day: number, { hour, minute, second }: Allowed): Generator<number> {
  for (const hours of hour) {
    for (const minutes of minute) {
      for (const seconds of second) yield day + ((hours * 60 + minutes) * 60 + seconds) * 1_000;
    }
  }
}

type Allowed = Readonly<Record<ScheduleField, readonly number[]>>;

function allowedOf(schedule: Schedule): Allowed {
  const finest = names.findIndex((name) => schedule[name] !== undefined);
  const allowed = names.map((name, at) => {
    const [least, most] = scheduleFields[name];
    const text = schedule[name];
    if (text !== undefined) return [name, valuesOf(name, text)] as const;
    const isCoarser = at > finest || name === 'month' || name === 'dayOfWeek';
    // A month alone is its first day; a weekday is itself a day.
    const isAny = isCoarser || (name === 'dayOfMonth' && schedule.dayOfWeek !== undefined);
    return [name, isAny ? range(least, most) : [least]] as const;
  });
  return Object.fromEntries(allowed) as unknown as Allowed;
}

function isAllowedDay(day: Date, { dayOfMonth, month, dayOfWeek }: Allowed): boolean {
  return (
    dayOfMonth.includes(day.getUTCDate()) &&
    month.includes(day.getUTCMonth() + 1) &&
    dayOfWeek.includes(day.getUTCDay() || 7)
  );
}

/** The values of a field in their order: `5`, `1,15` or `[8-17],20`. */
function valuesOf(name: ScheduleField, text: string): readonly number[] {
  const [least, most] = scheduleFields[name];
  const values = text.split(',').flatMap((element) => {
    const [, from, to, one] = /^(?:\[(\d{1,2})-(\d{1,2})\]|(\d{1,2}))$/.exec(element) ?? [];
    const [first, last] = [Number(from ?? one), Number(to ?? one)];
    if (first >= least && last <= most && first <= last) return range(first, last);
    throw new ValueFault(
      `must be numbers from ${least} to ${most} or ranges such as [${least}-${most}], divided by commas`,
    );
  });
  return [...new Set(values)].sort((one, other) => one - other);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
