// Goal: looks show what they must and nothing else. Method: rules as generated cases around each threshold.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { coarse, isWithin, kilometresBetween, type CoarsePlace } from './coarse-place.js';
import type { LookVerdict } from './look.js';
import { defaultThresholds, signalsOf, type Seen, type Thresholds } from './signals.js';

const qingdao: CoarsePlace = { region: 'CN-SD', latitude: 36, longitude: 120.5 };
const chengdu: CoarsePlace = { region: 'CN-SC', latitude: 30.75, longitude: 104 };
const jinan: CoarsePlace = { region: 'CN-SD', latitude: 36.75, longitude: 117 };
const noon = Date.UTC(2026, 10, 2, 12);

const place = fc.record({
  region: fc.constantFrom('CN-SD', 'CN-SC', 'CN', 'FR-IDF'),
  latitude: fc.double({ min: -90, max: 90, noNaN: true }).map(coarse),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }).map(coarse),
});

function seen(more: Partial<Seen> & { readonly hour?: number } = {}): Seen {
  const at = new Date(noon + (more.hour ?? 0) * 3_600_000);
  return {
    ...{ firstAt: at, lastAt: at, place: undefined, verdict: 'recorded', isNew: true },
    ...more,
  };
}

const shown = (
  devices: readonly Seen[],
  {
    isBatch = false,
    count = devices.length,
    ...thresholds
  }: Partial<Thresholds> & { readonly isBatch?: boolean; readonly count?: number } = {},
) => signalsOf(devices, count, { isBatch, thresholds: { ...defaultThresholds, ...thresholds } });

describe('distances', () => {
  test('are those of a globe', () => {
    expect(kilometresBetween(qingdao, chengdu)).toBeGreaterThan(1_550);
    expect(kilometresBetween(qingdao, chengdu)).toBeLessThan(1_700);
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        const [ab, bc, ac] = [
          kilometresBetween(a, b),
          kilometresBetween(b, c),
          kilometresBetween(a, c),
        ];
        expect(ab).toBeCloseTo(kilometresBetween(b, a), 6);
        expect(ac).toBeLessThanOrEqual(ab + bc + 1e-6);
        expect(ab).toBeLessThanOrEqual(20_016);
        expect(kilometresBetween(a, a)).toBe(0);
      }),
    );
  });

  test('a region lies within its country and within itself', () => {
    expect([isWithin('CN-SD', 'CN'), isWithin('CN-SD', 'CN-SD'), isWithin('CN', 'CN-SD')]).toEqual([
      ...[true, true, false],
    ]);
    expect(isWithin('CNX-SD', 'CN')).toBe(false);
  });
});

describe('looks far apart', () => {
  test('are of two packs where nothing flies so fast', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 10, noNaN: true }), fc.boolean(), (hours, later) => {
        const one = seen({ place: qingdao });
        const other = seen({ place: chengdu, hour: later ? hours : -hours });
        const speed = kilometresBetween(qingdao, chengdu) / hours;
        const expected = speed > 900 ? ['far-apart'] : [];
        expect(shown([one, { ...other, isNew: false }])).toEqual(expected);
      }),
    );
  });

  test('are of two packs only beyond what a network tells of its place', () => {
    const near = [seen({ place: qingdao }), seen({ place: jinan })];
    expect(shown(near)).toEqual([]);
    expect(shown(near, { travelKilometres: 300 })).toEqual(['far-apart']);
  });

  test('count by the moments that are known, not by all between them', () => {
    const before = seen({ place: qingdao, hour: -200, isNew: false });
    const known = { ...before, lastAt: new Date(noon + 200 * 3_600_000) };
    expect(shown([seen({ place: chengdu }), known])).toEqual([]);
    expect(shown([seen({ place: chengdu, hour: 199.5 }), known])).toEqual(['far-apart']);
  });

  test('show nothing that was not shown before when nothing is new, or a place is not known', () => {
    const old = { isNew: false };
    expect(shown([seen({ place: qingdao, ...old }), seen({ place: chengdu, ...old })])).toEqual([]);
    expect(shown([seen({ place: qingdao }), seen()])).toEqual([]);
  });
});

describe('looks', () => {
  test('by many devices show at a number', () => {
    expect(shown([seen()], { count: 29 })).toEqual([]);
    expect(shown([seen()], { count: 30 })).toEqual(['many-devices']);
    expect(shown([seen({ isNew: false })], { count: 30 })).toEqual([]);
  });

  test.each(['expired', 'recalled', 'withdrawn', 'blocked', 'inactive'] as const)(
    'at a code that answers %s show it',
    (verdict) => {
      expect(shown([seen({ verdict })])).toEqual([verdict]);
      expect(shown([seen({ verdict, isNew: false })])).toEqual([]);
    },
  );

  test('outside of the market show it, where there is one and the place is known', () => {
    const looks = [seen({ place: chengdu })];
    expect(shown(looks)).toEqual([]);
    expect(shown(looks, { markets: ['CN-SD', 'FR'] })).toEqual(['wrong-market']);
    expect(shown(looks, { markets: ['CN'] })).toEqual([]);
    expect(shown([seen()], { markets: ['FR'] })).toEqual([]);
  });

  test('at a batch show only what is of its goods', () => {
    const verdicts: readonly LookVerdict[] = ['expired', 'recalled', 'inactive', 'withdrawn'];
    const looks = verdicts.map((verdict) => seen({ verdict, place: chengdu }));
    const everywhere = [...looks, seen({ place: qingdao })];
    expect(shown(everywhere, { isBatch: true, count: 1_000, markets: ['CN-SD'] })).toEqual([
      ...['expired', 'recalled', 'wrong-market'],
    ]);
  });
});
