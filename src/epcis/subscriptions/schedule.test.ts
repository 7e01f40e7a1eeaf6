// Goal: a schedule comes at the moments that its words name and at no others. Method: against a plain reading of each moment.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nextMoment, scheduleFaults, scheduleFields, type Schedule } from './schedule.js';

const iso = (instant: number | undefined) =>
  instant === undefined ? undefined : new Date(instant).toISOString();

const after = (schedule: Schedule, instant: string) =>
  iso(nextMoment(schedule, Date.parse(instant)));

test.each<[Schedule, string]>([
  [{ hour: '1', minute: '5' }, '2026-11-24T01:05:00.000Z'],
  [{ minute: '5' }, '2026-11-23T04:05:00.000Z'],
  [{ second: '30' }, '2026-11-23T04:00:30.000Z'],
  [{ second: '0,20' }, '2026-11-23T04:00:20.000Z'],
  [{ hour: '[2-4],8' }, '2026-11-23T08:00:00.000Z'],
  [{ dayOfWeek: '1' }, '2026-11-30T00:00:00.000Z'],
  [{ dayOfWeek: '7', hour: '6' }, '2026-11-29T06:00:00.000Z'],
  [{ dayOfMonth: '31' }, '2026-12-31T00:00:00.000Z'],
  [{ month: '2' }, '2027-02-01T00:00:00.000Z'],
  [{ month: '2', dayOfWeek: '3' }, '2027-02-03T00:00:00.000Z'],
  [{ month: '2', dayOfMonth: '29' }, '2028-02-29T00:00:00.000Z'],
  [{ month: '2', dayOfMonth: '29', dayOfWeek: '1' }, '2044-02-29T00:00:00.000Z'],
])('after four on a Monday %j comes at %s', (schedule, moment) => {
  expect(after(schedule, '2026-11-23T04:00:00Z')).toBe(moment);
});

describe('of any schedule and moment', () => {
  const field = ([least, most]: readonly [number, number]) =>
    fc.uniqueArray(fc.integer({ min: least, max: most }), { minLength: 1, maxLength: 4 });
  const written = (values: readonly number[]) => [...values].sort((a, b) => a - b).join(',');
  const schedules = fc.record(
    {
      second: field(scheduleFields.second),
      minute: field(scheduleFields.minute),
      hour: field(scheduleFields.hour),
      dayOfWeek: field(scheduleFields.dayOfWeek),
    },
    { requiredKeys: ['second'] },
  );

  /** Every second given, each moment has to have all the values that are named, and nothing else counts. */
  const isMeant = (instant: number, named: Partial<Record<string, readonly number[]>>) => {
    const date = new Date(instant);
    const has: Record<string, number> = {
      second: date.getUTCSeconds(),
      minute: date.getUTCMinutes(),
      hour: date.getUTCHours(),
      dayOfWeek: date.getUTCDay() || 7,
    };
    return Object.entries(named).every(([name, values]) => values?.includes(has[name] ?? -1));
  };

  test('the next one is meant, and none before it is', () => {
    fc.assert(
      fc.property(
        schedules,
        fc.integer({ min: 0, max: 90 * 86_400 }).map((seconds) => 1.8e12 + seconds * 1_000),
        (named, from) => {
          const schedule = Object.fromEntries(
            Object.entries(named).map(([name, values]) => [name, written(values)]),
          );
          const next = nextMoment(schedule, from) ?? NaN;
          expect(isMeant(next, named)).toBe(true);
          const missed = Math.min(next, from + 5_000_000);
          for (let instant = from + 1_000; instant < missed; instant += 1_000) {
            if (isMeant(instant, named)) throw new Error(`${iso(instant)} was passed over`);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

test.each<[Schedule, string[]]>([
  [{}, ['']],
  [{ second: '60' }, ['/second']],
  [{ dayOfMonth: '0' }, ['/dayOfMonth']],
  [{ dayOfWeek: '8' }, ['/dayOfWeek']],
  [{ hour: '' }, ['/hour']],
  [{ hour: '*' }, ['/hour']],
  [{ hour: '8-17' }, ['/hour']],
  [{ hour: '[17-8]' }, ['/hour']],
  [{ hour: '1, 2' }, ['/hour']],
  [{ minute: 'x', month: '13' }, ['/minute', '/month']],
  [{ dayOfMonth: '30', month: '2' }, ['']],
  [{ dayOfMonth: '31', month: '4,6' }, ['']],
])('%j is refused', (schedule, pointers) => {
  const faults = scheduleFaults(schedule, Date.UTC(2026, 10, 23));
  expect(faults.map(({ pointer }) => pointer)).toEqual(pointers);
});
