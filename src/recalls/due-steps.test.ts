import { expect, test } from '@jest/globals';
import { dueSteps, isOverdue, type Standing } from './due-steps.js';

const at = (text: string) => new Date(text);
const recall: Standing['recall'] = {
  ...{ id: '', organisationId: '', leaderId: '', ordered: false, grade: 1, reason: 'Listeria' },
  ...{ advice: null, refund: null, contact: null, openedAt: at('2025-09-27T09:00:00+08:00') },
  ...{ publicNoticeAt: null, closedAt: null, closingWord: null, reportSha256: null },
};
const publicNoticeAt = at('2025-09-27T10:00:00+08:00');
const second = at('2025-09-27T13:00:00+08:00');
const day = { completionDue: '2025-10-16' };
const none = { completionDue: null };

test.each([
  ['before the public notice', {}, none, null, ['public-notice null']],
  ['after it', { publicNoticeAt }, day, null, ['completion 2025-10-16T15:59:59.999Z']],
  ['of a day that no rule is known for', { publicNoticeAt }, none, null, ['completion null']],
  [
    'with a signature due, the most urgent first',
    { publicNoticeAt },
    day,
    second,
    ['second-signature 2025-09-27T05:00:00.000Z', 'completion 2025-10-16T15:59:59.999Z'],
  ],
  [
    'a step without a day last',
    {},
    none,
    second,
    ['second-signature 2025-09-27T05:00:00.000Z', 'public-notice null'],
  ],
  ['closed', { publicNoticeAt, closedAt: second, closingWord: 'done' }, day, second, []],
] as const)('what is to be done %s', (_when, more, clock, secondDueAt, expected) => {
  const steps = dueSteps({ recall: { ...recall, ...more }, clock, secondDueAt });
  expect(steps.map(({ step, dueAt }) => `${step} ${dueAt?.toISOString() ?? 'null'}`)).toEqual(
    expected,
  );
});

test('a step is overdue a millisecond after its moment, and one without a moment never', () => {
  const step = { step: 'completion', dueAt: second } as const;
  expect(isOverdue(step, second.getTime())).toBe(false);
  expect(isOverdue(step, second.getTime() + 1)).toBe(true);
  expect(isOverdue({ ...step, dueAt: null }, Number.MAX_SAFE_INTEGER)).toBe(false);
});
