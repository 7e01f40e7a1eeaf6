import { expect, test } from '@jest/globals';
import { RulePacks } from '../rules/index.js';
import { pastDates, type DateAt } from './past-dates.js';

const law = { source: 'A law', validTo: null, confirmed: true } as const;
const packOf = (market: string, maySell: boolean, validFrom = '2020-01-01') => ({
  ...{ id: market.toLowerCase(), title: market, market, version: 1 },
  articles: [
    { id: 'sale-after-date' as const, article: '1', validFrom, ...law, values: { maySell } },
  ],
});
const rules = new RulePacks([
  packOf('AA', true),
  packOf('BB', false),
  packOf('CC', false, '2027-01-01'),
  packOf('EE', false, '2026-11-23'),
]);

const at = (kind: DateAt['kind'], on: string, offset: string | null = null) => ({
  ...{ kind, on, offset },
});
const late = at('best-before', '2026-11-20');

/** What it comes to, unless told otherwise on 23 November 2026 at noon in UTC: the finding, its day and market, and whose law was read. */
function told(
  dates: readonly DateAt[],
  market: string | undefined,
  now = Date.UTC(2026, 10, 23, 12),
): string {
  const sale = { now, market, rules };
  return pastDates(dates, sale)
    .map(({ finding, date, market: where, rule }) =>
      [finding, date?.on.slice(5), where, rule?.pack].filter(Boolean).join(' '),
    )
    .join(', ');
}

test.each([
  ['no date', [], 'BB', ''],
  ['its last day', [at('best-before', '2026-11-23')], 'BB', ''],
  [
    'its last day, which is over at its place',
    [at('best-before', '2026-11-23', '+13:00')],
    'BB',
    'expired 11-23 BB bb',
  ],
  [
    'the day before, which is not over at its place',
    [at('best-before', '2026-11-22', '-13:00')],
    'BB',
    '',
  ],
  ['the law forbids', [late], 'BB', 'expired 11-20 BB bb'],
  ['the law allows', [late], 'AA', 'past-date 11-20 AA aa'],
  ['no law is known', [late], 'DD', 'past-date 11-20 DD'],
  ['a law that is not in force yet', [late], 'CC', 'past-date 11-20 CC'],
  [
    'a law in force at its market, wherever the goods were made',
    [at('best-before', '2026-11-20', '-11:00')],
    'EE',
    'expired 11-20 EE ee',
  ],
  ['a use-by date where the law allows', [at('use-by', '2026-11-20')], 'AA', 'expired 11-20 AA'],
  ['a use-by date where no law is known', [at('use-by', '2026-11-20')], 'DD', 'expired 11-20 DD'],
  [
    'the earlier of two',
    [at('use-by', '2026-11-21'), at('use-by', '2026-11-20')],
    'DD',
    'expired 11-20 DD',
  ],
  [
    'the graver of two',
    [at('best-before', '2026-11-01'), at('use-by', '2026-11-20')],
    'DD',
    'expired 11-20 DD',
  ],
  ['one over and one not', [at('use-by', '2026-12-01'), late], 'DD', 'past-date 11-20 DD'],
  [
    'no market: a law that forbids counts before one that allows',
    [late],
    undefined,
    'expired 11-20 BB bb',
  ],
])('%s', (_case, dates, market, expected) => {
  expect(told(dates, market)).toBe(expected);
});

test('without an offset a day ends at midnight in China', () => {
  const midnight = Date.UTC(2026, 10, 20, 16);
  expect(told([late], 'BB', midnight - 1)).toBe('');
  expect(told([late], 'BB', midnight)).toBe('expired 11-20 BB bb');
});
