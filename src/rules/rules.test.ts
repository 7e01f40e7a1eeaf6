import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readPack } from './read-pack.js';
import type { RulePack } from './rule-pack.js';
import { RulePacks } from './rule-packs.js';

const article = {
  id: 'recall-start',
  article: 'Article 1',
  source: 'A law',
  validFrom: '2020-01-01',
  validTo: null,
  confirmed: true,
  values: { grade1Hours: 24, grade2Hours: 48, grade3Hours: 72 },
};
const pack = { id: 'test', title: 'A pack', market: 'CN', version: 1, articles: [article] };

const read = (changed: object) => readPack(JSON.stringify({ ...pack, ...changed }), 'test.json');
const withArticles = (...changed: object[]) =>
  read({ articles: changed.map((change) => ({ ...article, ...change })) });
const withCalendar = (days: object, dates: object = {}) =>
  withArticles({
    ...{ id: 'working-calendar', validFrom: '2026-01-01', validTo: '2027-01-01', ...dates },
    values: { daysOff: [], daysWorked: [], ...days },
  });

describe('the shipped packs', () => {
  const packs = RulePacks.read();
  const startOn = (day: string) => packs.ruleAsOf('cn-food', 'recall-start', day);

  it.each([
    ['2015-08-31', undefined],
    ['2015-09-01', { grade1Hours: 24, grade2Hours: 48, grade3Hours: 72 }],
    ['2026-02-10', { grade1Hours: 24, grade2Hours: 48, grade3Hours: 72 }],
    ['2026-02-11', { grade1Hours: 24, grade2Hours: 36, grade3Hours: 48 }],
    ['2040-01-01', { grade1Hours: 24, grade2Hours: 36, grade3Hours: 48 }],
  ])('give the recall clock of %s', (day, hours) => {
    expect(startOn(day)?.values).toEqual(hours);
  });

  it('say that the start of the revision is not confirmed', () => {
    expect(startOn('2026-03-01')?.citation).toEqual({
      pack: 'cn-food',
      version: 2,
      rule: 'recall-start',
      article: 'start of a recall, by grade',
      source: expect.stringContaining('SAMR Order 122 of 2026'),
      confirmed: false,
    });
  });

  it.each(['2025-09-27', '2026-03-01'])('give the days to complete a recall on %s', (day) => {
    expect(packs.ruleAsOf('cn-food', 'recall-completion', day)).toMatchObject({
      values: { grade1Days: 10, grade2Days: 20, grade3Days: 30 },
      citation: { confirmed: false },
    });
  });

  it('keep records six months past shelf life, two years without one', () => {
    expect(packs.ruleAsOf('cn-food', 'record-retention', '2026-11-23')).toMatchObject({
      values: { monthsAfterShelfLife: 6, monthsWithoutShelfLife: 24 },
      citation: { article: 'Article 50', confirmed: true },
    });
  });

  it('let nothing be sold in China past its date, since the law of 2015', () => {
    const lawsOn = (day: string, market?: string) => packs.rulesIn(market, 'sale-after-date', day);
    expect(lawsOn('2026-11-23', 'CN')).toMatchObject([
      {
        market: 'CN',
        values: { maySell: false },
        citation: { pack: 'cn-food', article: 'Article 34 (10)', confirmed: false },
      },
    ]);
    expect(lawsOn('2026-11-23')).toEqual(lawsOn('2026-11-23', 'CN'));
    expect(lawsOn('2026-11-23', 'DE')).toEqual([]);
    expect(lawsOn('2015-09-30', 'CN')).toEqual([]);
  });

  it('know no rule of an unknown pack', () => {
    expect(packs.ruleAsOf('xx', 'recall-start', '2026-11-23')).toBeUndefined();
  });

  it('are different packs', () => {
    expect(() => new RulePacks([...packs.list(), ...packs.list()])).toThrow(/different ids/);
  });
});

describe('a pack that is not valid stops the start and says why', () => {
  it.each([
    ['text that is no JSON', () => readPack('{', 'test.json'), /test\.json is not valid/],
    ['an unknown member', () => read({ laws: [] }), /"laws"/],
    ['no articles', () => read({ articles: [] }), /\/articles must NOT have fewer than 1/],
    ['an unknown rule', () => withArticles({ id: 'luck' }), /\/articles\/0/],
    ['an article without source', () => withArticles({ source: '' }), /\/articles\/0\/source/],
    ['a day that does not exist', () => withArticles({ validFrom: '2026-02-30' }), /validFrom/],
    ['a missing figure', () => withArticles({ values: { grade1Hours: 24 } }), /grade2Hours/],
    [
      'figures of another rule',
      () => withArticles({ id: 'record-retention' }),
      /monthsAfterShelfLife/,
    ],
    [
      'a figure that is no duration',
      () => withArticles({ values: { ...article.values, grade1Hours: 0 } }),
      /\/articles\/0\/values\/grade1Hours must be >= 1/,
    ],
    ['an end before the start', () => withArticles({ validTo: '2019-01-01' }), /ends before/],
    ['two articles at once', () => withArticles({}, { validFrom: '2021-01-01' }), /still applies/],
    ['a calendar without an end', () => withCalendar({}, { validTo: null }), /has no end/],
    ['a day of an earlier year', () => withCalendar({ daysOff: ['2025-01-01'] }), /outside of it/],
    ['a day of a later year', () => withCalendar({ daysOff: ['2027-01-01'] }), /outside of it/],
    [
      'a day off that is of a weekend',
      () => withCalendar({ daysOff: ['2026-01-03'] }),
      /2026-01-03 is of a weekend/,
    ],
    [
      'a worked day that is of no weekend',
      () => withCalendar({ daysWorked: ['2026-01-05'] }),
      /2026-01-05 is not of a weekend/,
    ],
    [
      'a day that is named twice',
      () => withCalendar({ daysOff: ['2026-01-01', '2026-01-01'] }),
      /daysOff must NOT have duplicate items/,
    ],
    ['two articles from one day', () => withArticles({}, {}), /still applies/],
  ])('%s', (_name, reading, message) => {
    expect(reading).toThrow(message);
  });

  it('all faults are named at once', () => {
    expect(() => read({ market: 'china', version: 0 })).toThrow(/\/market[^]*\/version/);
  });

  it('whatever JSON stands in the file, it is read or refused by name', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(() => readPack(json, 'test.json')).toThrow(/rule pack test\.json is not valid/);
      }),
    );
  });
});

describe('the articles of one rule', () => {
  it('may follow each other without a gap, and each day has exactly one', () => {
    const two: RulePack = withArticles(
      { validTo: '2024-02-29' },
      { validFrom: '2024-02-29', article: 'Article 2' },
    );
    const packs = new RulePacks([two]);
    const articleOn = (day: string) =>
      packs.ruleAsOf('test', 'recall-start', day)?.citation.article;
    expect(['2024-02-28', '2024-02-29'].map(articleOn)).toEqual(['Article 1', 'Article 2']);
  });

  it('do not disturb articles of another rule', () => {
    const retention = { monthsAfterShelfLife: 6, monthsWithoutShelfLife: 24 };
    expect(() => withArticles({}, { id: 'record-retention', values: retention })).not.toThrow();
  });
});
