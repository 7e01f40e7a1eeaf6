import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { foodPack } from './market-day.js';
import { RulePacks } from './rule-packs.js';
import { nthWorkingDayAfter } from './working-days.js';

const packs = RulePacks.read();
const calendarOn = (day: string) => packs.ruleAsOf(foodPack, 'working-calendar', day);
const after = (from: string, n: number) => nthWorkingDayAfter(from, n, calendarOn);

/** Days of 2024 to 2027, of which those of 2025 and 2026 have calendars, judged by a list of them. */
const someDays = Array.from({ length: 1461 }, (_, i) =>
  new Date(Date.UTC(2024, 0, 1) + i * 86_400_000).toISOString().slice(0, 10),
);
const calendars = packs
  .list()
  .flatMap(({ articles }) => articles)
  .flatMap(({ values }) => ('daysOff' in values ? [values] : []));
const named = (which: 'daysOff' | 'daysWorked') =>
  new Set(calendars.flatMap((values) => values[which]));
const [off, worked] = [named('daysOff'), named('daysWorked')];
const workingDays = someDays.filter((day) =>
  ['Sat', 'Sun'].includes(new Date(day).toUTCString().slice(0, 3))
    ? worked.has(day)
    : !off.has(day),
);

const someDay = fc.integer({ min: 0, max: 1300 }).map((i) => someDays[i] ?? '');
const someCount = fc.integer({ min: 1, max: 60 });

test('two years are known, and each has the thirteen days off that the law grants', () => {
  for (const year of ['2025', '2026']) {
    const of = (days: Set<string>) => [...days].filter((day) => day.startsWith(year)).length;
    expect([year, of(off) - of(worked)]).toEqual([year, 13]);
  }
  expect(calendars).toHaveLength(2);
});

test('the n-th working day after any day has n working days up to it, itself the last', () => {
  fc.assert(
    fc.property(someDay, someCount, (from, n) => {
      const { day } = after(from, n);
      const between = workingDays.filter((each) => from < each && each <= day);
      expect([between.length, between.at(-1)]).toEqual([n, day]);
    }),
  );
});

test('more days end later, and a later start never ends earlier', () => {
  fc.assert(
    fc.property(someDay, someDay, someCount, (a, b, n) => {
      const [from, later] = a < b ? [a, b] : [b, a];
      expect(after(from, n + 1).day > after(from, n).day).toBe(true);
      expect(after(later, n).day >= after(from, n).day).toBe(true);
    }),
  );
});

test('it is provisional exactly if a day on the way is of a year without a calendar', () => {
  fc.assert(
    fc.property(someDay, someCount, (from, n) => {
      const { day, isProvisional, calendars: asked } = after(from, n);
      const way = someDays.filter((each) => from < each && each <= day);
      const years = [...new Set(way.map((each) => each.slice(0, 4)))];
      const known = years.filter((year) => year === '2025' || year === '2026');
      expect(isProvisional).toBe(known.length < years.length);
      expect(asked.map(({ source }) => /of (\d{4})/.exec(source)?.[1])).toEqual(known);
    }),
  );
});

test.each([
  ['2024-12-31', '2025-01-02'],
  ['2025-01-27', '2025-02-05'],
  ['2025-04-03', '2025-04-07'],
  ['2025-04-30', '2025-05-06'],
  ['2025-05-30', '2025-06-03'],
  ['2025-09-30', '2025-10-09'],
  ['2025-12-31', '2026-01-04'],
  ['2026-02-14', '2026-02-24'],
  ['2026-04-03', '2026-04-07'],
  ['2026-04-30', '2026-05-06'],
  ['2026-06-18', '2026-06-22'],
  ['2026-09-24', '2026-09-28'],
  ['2026-09-30', '2026-10-08'],
])('from %s holidays last until work on %s', (eve, back) => {
  expect(after(eve, 1).day).toBe(back);
});

test.each([
  ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
])('%s and others are weekends that are worked', (...days) => {
  const year = days[0].slice(0, 4);
  expect([...worked].filter((day) => day.startsWith(year))).toEqual(days);
});

test.each([
  ['holidays and worked weekends', '2025-09-27', 10, '2025-10-16', false],
  ['the turn of the year', '2025-12-30', 2, '2026-01-04', false],
  ['the last day that is known', '2026-12-30', 1, '2026-12-31', false],
  ['the first one that is not', '2026-12-31', 1, '2027-01-01', true],
  ['a leap day', '2024-02-28', 1, '2024-02-29', true],
] as const)('%s: after %s %i working days end on %s', (_of, from, n, day, isProvisional) => {
  expect(after(from, n)).toMatchObject({ day, isProvisional });
});
