import { describe, expect, test } from '@jest/globals';
import { RulePacks } from '../rules/index.js';
import { placeOf, tracedPerMille, type Drill } from './drill.js';
import { gradeOf } from './drill-grade.js';

const rules = RulePacks.read();
const hour = 3_600_000;

function drillThat(unaccounted: bigint, milliseconds: number, isWhole = true): Drill {
  const balance = { uom: 'KGM', recorded: 1000n, unaccountedIn: 0n, unaccounted };
  return {
    ...{
      id: '',
      organisationId: '',
      partyId: '',
      night: null,
      seed: '0',
      candidates: 1,
      batchId: '',
    },
    ...{ startedAt: new Date('2026-11-23T04:00:00Z'), milliseconds },
    found: { batches: 1, holdings: 1, sources: 0, isWhole, balance },
  };
}

describe('a grade', () => {
  test.each([
    ['A', 5n, 2 * hour],
    ['B', 5n, 2 * hour + 1],
    ['B', 6n, 1],
    ['B', 20n, 4 * hour],
    ['C', 21n, 1],
    ['C', 0n, 4 * hour + 1],
    ['C', 50n, 24 * hour],
    ['D', 51n, 1],
    ['D', 0n, 24 * hour + 1],
  ] as const)('is %s of %s thousandths missing in %s ms', (grade, missing, milliseconds) => {
    expect(gradeOf(drillThat(missing, milliseconds), rules).grade).toBe(grade);
  });

  test('is the lowest where a bound cut the trace', () => {
    expect(gradeOf(drillThat(0n, 1, false), rules).grade).toBe('D');
  });

  test('is none on a day of which no rule is known', () => {
    const drill = { ...drillThat(0n, 1), startedAt: new Date('2001-01-01T00:00:00Z') };
    expect(gradeOf(drill, rules)).toEqual({ grade: null, cites: [] });
  });
});

test.each([
  [1000n, 0n, 0n, 1000],
  [1000n, 0n, 1n, 999],
  [1000n, 1n, 0n, 999],
  [3n, 0n, 1n, 666],
  [100n, 80n, 80n, 0],
  [0n, 0n, 0n, 0],
])(
  'of %s with %s from nowhere and %s gone, %s thousandths are traced',
  (recorded, unaccountedIn, unaccounted, share) => {
    expect(tracedPerMille({ uom: 'KGM', recorded, unaccountedIn, unaccounted })).toBe(share);
  },
);

test('a seed means each place, and the same one always', () => {
  expect(placeOf('ffffffffffffffff', 1)).toBe(0);
  expect(['0000000000000005', '0000000000000006'].map((seed) => placeOf(seed, 3))).toEqual([2, 0]);
});
