import { expect, test } from '@jest/globals';
import { RulePacks } from '../rules/index.js';
import { recallClock } from './recall-clock.js';
import type { OwnRecall, RecallGrade } from './recall.js';

const rules = RulePacks.read();
const openedAt = new Date('2025-09-27T09:00:00+08:00');
const recall: OwnRecall = {
  ...{ id: '', organisationId: '', leaderId: '', ordered: false, grade: 1, reason: 'Listeria' },
  ...{ advice: null, refund: null, contact: null, knownAt: null, openedAt },
  ...{ publicNoticeAt: null, closedAt: null, closingWord: null, reportSha256: null },
};
const clockOf = (changed: Partial<OwnRecall>, now = openedAt) =>
  recallClock({ ...recall, ...changed }, rules, { now: now.getTime(), extendedTo: null });
const knownAndOpened = (text: string) => ({ knownAt: new Date(text), openedAt: new Date(text) });

test.each([
  [1, '2025-09-26T18:00:00+08:00', 24],
  [2, '2025-09-26T18:00:00+08:00', 48],
  [3, '2025-09-26T18:00:00+08:00', 72],
  [1, '2026-03-01T18:00:00+08:00', 24],
  [2, '2026-03-01T18:00:00+08:00', 36],
  [3, '2026-03-01T18:00:00+08:00', 48],
  // The last moment of the old text and the first of the new one, by the clocks of China.
  [3, '2026-02-10T23:59:59.999+08:00', 72],
  [3, '2026-02-11T00:00:00+08:00', 48],
] as const)('grade %i, known at %s, starts within %i hours', (grade, known, hours) => {
  const { startDue, knownAt } = clockOf({ grade, ...knownAndOpened(known) });
  expect(startDue!.getTime() - knownAt.getTime()).toBe(hours * 3_600_000);
});

test('the figures are those of the pack, and of no code', () => {
  const { articles, ...pack } = rules.list().find(({ id }) => id === 'cn-food')!;
  const figures: Readonly<Record<string, (typeof articles)[number]['values']>> = {
    'recall-start': { grade1Hours: 1, grade2Hours: 2, grade3Hours: 3 },
    'recall-completion': { grade1Days: 1, grade2Days: 2, grade3Days: 3 },
  };
  const others = articles.flatMap((article) => {
    const values = figures[article.id];
    return values ? [{ ...article, values }] : [];
  });
  const changed = new RulePacks([{ ...pack, version: 7, articles: others }]);
  const opened: OwnRecall = { ...recall, grade: 2, publicNoticeAt: openedAt };
  const clock = recallClock(opened, changed, { now: openedAt.getTime(), extendedTo: null });
  expect(clock).toMatchObject({
    ...{ startDue: new Date('2025-09-27T11:00:00+08:00'), isProvisional: true },
    // The 28th is an ordinary Sunday without a calendar.
    ...{ completionDue: '2025-09-30', cites: [{ version: 7 }, { version: 7 }] },
  });
});

test('who does not say when it knew, knew at the opening', () => {
  const { knownAt, startDue, isStartLate } = clockOf({});
  expect([knownAt, isStartLate]).toEqual([openedAt, false]);
  expect(startDue).toEqual(new Date('2025-09-28T09:00:00+08:00'));
});

test('a start at the due moment is in time, a millisecond later it is late', () => {
  const ago = (milliseconds: number) => new Date(openedAt.getTime() - milliseconds);
  const day = 24 * 3_600_000;
  expect(clockOf({ knownAt: ago(day) }).isStartLate).toBe(false);
  expect(clockOf({ knownAt: ago(day + 1) }).isStartLate).toBe(true);
});

test.each([
  [1, '2025-10-16'],
  [2, '2025-10-30'],
  [3, '2025-11-13'],
] as [RecallGrade, string][])('grade %i is to be completed by %s', (grade, due) => {
  expect(clockOf({ grade, publicNoticeAt: openedAt })).toMatchObject({
    ...{ completionDue: due, isProvisional: false },
    cites: [
      { rule: 'recall-start', article: 'Article 13' },
      { rule: 'recall-completion', article: 'Article 18' },
      { rule: 'working-calendar', source: expect.stringContaining('2025') },
    ],
  });
});

test('the day of the notice is the day in China', () => {
  const due = (text: string) => clockOf({ publicNoticeAt: new Date(text) }).completionDue;
  expect(due('2025-10-13T15:59:59.999Z')).toBe('2025-10-27');
  expect(due('2025-10-13T16:00:00Z')).toBe('2025-10-28');
});

test('completion is late after the last day in China, by the closing or else by now', () => {
  const [last, next] = [
    new Date('2025-10-16T23:59:59.999+08:00'),
    new Date('2025-10-17T00:00+08:00'),
  ];
  const late = (closedAt: Date | null, now: Date) =>
    clockOf({ publicNoticeAt: openedAt, closedAt }, now).isCompletionLate;
  expect([late(null, last), late(null, next)]).toEqual([false, true]);
  expect([late(last, next), late(next, next)]).toEqual([false, true]);
});

test('no completion is due before the public notice, nor anything by a rule that is not known', () => {
  expect(clockOf({})).toMatchObject({
    ...{ completionDue: null, isCompletionLate: null, isProvisional: false },
    cites: [{ rule: 'recall-start' }],
  });
  const early = knownAndOpened('2014-03-01T08:00:00+08:00');
  expect(clockOf({ ...early, publicNoticeAt: early.openedAt })).toMatchObject({
    ...{ startDue: null, isStartLate: null, completionDue: null, isCompletionLate: null },
    cites: [],
  });
});

test('a last day in a year without a calendar is provisional, and cites the years that have one', () => {
  const publicNoticeAt = new Date('2026-12-28T12:00:00+08:00');
  expect(clockOf({ publicNoticeAt })).toMatchObject({
    ...{ completionDue: '2027-01-11', isProvisional: true },
    cites: [
      { rule: 'recall-start' },
      { rule: 'recall-completion', confirmed: false },
      { rule: 'working-calendar', source: expect.stringContaining('2026') },
    ],
  });
});

test('a day that was consented to is due instead, and no calendar moves it; an earlier one changes nothing', () => {
  const told = { ...recall, publicNoticeAt: openedAt };
  const clock = (extendedTo: string | null, now: string) =>
    recallClock(told, rules, { now: Date.parse(now), extendedTo });
  const late = '2025-10-17T00:00:00+08:00';
  expect(clock(null, late)).toMatchObject({
    ...{ completionDue: '2025-10-16', extendedFrom: null, isCompletionLate: true },
  });
  expect(clock('2027-01-04', late)).toMatchObject({
    ...{ completionDue: '2027-01-04', extendedFrom: '2025-10-16' },
    ...{ isCompletionLate: false, isProvisional: false },
  });
  expect(clock('2025-10-16', late)).toEqual(clock(null, late));
});
