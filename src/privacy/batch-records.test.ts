import { describe, expect, it } from '@jest/globals';
import { RulePacks } from '../rules/index.js';
import { legalMinimum, recordsGround, recordsRule } from './batch-records.js';

const rules = RulePacks.read();
const now = Date.UTC(2026, 10, 23);
const { values } = recordsRule(rules, now)!;

describe('the law asks for the records of a batch until', () => {
  it.each([
    // shelf life, last event, until, counted from
    ['2026-12-02', '2026-11-20', '2027-06-02', 'shelf-life'],
    ['2026-12-02', null, '2027-06-02', 'shelf-life'],
    // Months end on the last day where they have no such day.
    ['2026-08-31', '2026-08-01', '2027-02-28', 'shelf-life'],
    ['2027-08-31', '2026-08-01', '2028-02-29', 'shelf-life'],
    // Recorded after the shelf life: kept as long from then.
    ['2026-05-01', '2026-11-20', '2027-05-20', 'last-event'],
    ['2026-05-01', '2026-05-01', '2026-11-01', 'shelf-life'],
    [null, '2026-11-20', '2028-11-20', 'last-event'],
    [null, '2024-02-29', '2026-02-28', 'last-event'],
    [null, null, null, 'last-event'],
  ])(
    'with a shelf life until %s and a last event on %s: %s',
    (bestBefore, lastEventOn, until, countedFrom) => {
      expect(legalMinimum({ bestBefore, lastEventOn, isInOpenRecall: false }, values)).toEqual({
        until,
        countedFrom,
      });
    },
  );

  it.each(['2026-12-02', null])(
    'no day at all while a recall is open, shelf life %s',
    (bestBefore) => {
      const records = { bestBefore, lastEventOn: '2020-01-01', isInOpenRecall: true };
      expect(legalMinimum(records, values).until).toBeNull();
    },
  );
});

it('the rule of a day has its source, and of a day before the law there is none', () => {
  expect(recordsGround(rules, now)).toMatch(/^Food Safety Law .*, Article 50$/);
  expect(recordsRule(rules, Date.UTC(2015, 8, 30, 15))).toBeUndefined();
  // Midnight in China is what begins a day of its law.
  expect(recordsRule(rules, Date.UTC(2015, 8, 30, 16))).toBeDefined();
});
