import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatInstant, formatOffset } from '../kernel/index.js';
import { journeyOf, type StepRow } from './journey.js';

const stored: Omit<StepRow, 'at' | 'offset'> = {
  wholeDay: false,
  type: 'ObjectEvent',
  action: 'OBSERVE',
  bizStep: 'storing',
  disposition: null,
  activity: null,
  owning: null,
  region: null,
  author: 'a',
  by: null,
  byNames: null,
  open: true,
  confirmed: null,
};

/** Whole minutes of this century, and the offsets of the clocks there are. */
const minutes = fc.integer({ min: 15_800_000, max: 52_600_000 });
const quarters = fc.integer({ min: -48, max: 56 });

test('what arrives unannounced has a gap before it, what both sides recorded has none', () => {
  const row = (hour: number, bizStep: string, confirmed: boolean): StepRow => ({
    ...{ ...stored, bizStep, confirmed },
    at: `2026-11-20T0${hour}:00:00+08:00`,
    offset: '+08:00',
  });
  const made = { ...row(1, 'commissioning', false), action: 'ADD' };
  const kinds = (...rows: StepRow[]) => journeyOf(rows).map(({ kind }) => kind);
  expect(journeyOf([made, row(7, 'receiving', false)])).toMatchObject([
    { kind: 'step', act: 'produced' },
    { kind: 'gap', from: '2026-11-20T01:00:00+08:00', until: '2026-11-20T07:00:00+08:00' },
    { kind: 'step', act: 'taken-over' },
  ]);
  const handedOver = [row(6, 'shipping', true), row(7, 'receiving', true)];
  expect(kinds(made, ...handedOver)).toEqual(['step', 'step', 'step']);
});

test('goods that one firm sent off and another has, who never took them over, have a gap between', () => {
  const row = (hour: number, author: string, bizStep: string, confirmed = false): StepRow => ({
    ...{ ...stored, bizStep, author, confirmed },
    at: `2026-11-20T0${hour}:00:00+08:00`,
    offset: '+08:00',
  });
  const kinds = (...rows: StepRow[]) => journeyOf(rows).map(({ kind }) => kind);
  const made = { ...row(1, 'F', 'commissioning'), action: 'ADD' };
  const sent = row(2, 'F', 'shipping');
  expect(kinds(made, sent, row(8, 'W', 'shipping'))).toEqual(['step', 'step', 'gap', 'step']);
  expect(kinds(made, sent, row(8, 'F', 'shipping'))).toEqual(['step', 'step', 'step']);
  expect(journeyOf([made, sent, row(8, 'W', 'shipping')], false)).toHaveLength(3);
  expect(journeyOf([made, row(8, 'W', 'receiving')], false)).toHaveLength(2);
  const madeToo = { ...row(8, 'C', 'commissioning'), action: 'ADD' };
  expect(kinds(made, sent, madeToo)).toEqual(['step', 'step', 'step']);
  const taken = row(3, 'W', 'receiving', true);
  const confirmed = row(2, 'F', 'shipping', true);
  expect(kinds(made, confirmed, taken, row(4, 'F', 'shipping'), row(8, 'W', 'storing'))).toEqual(
    Array(5).fill('step'),
  );
});

test('a moment is told by the clock of its place, whichever way its author wrote it', () => {
  fc.assert(
    fc.property(minutes, quarters, quarters, (minute, placeQuarters, writtenQuarters) => {
      const instant = minute * 60_000;
      const offset = formatOffset(placeQuarters * 15);
      const byTheClock = formatInstant(instant, placeQuarters * 15);
      const ways = [
        byTheClock,
        byTheClock.replace('.000', ''),
        formatInstant(instant, writtenQuarters * 15),
        new Date(instant).toISOString(),
      ];
      for (const at of ways) {
        const told = journeyOf([{ ...stored, at, offset }]);
        expect(told).toMatchObject([{ at: byTheClock.replace('.000', '') }]);
      }
    }),
  );
});

test('no hour that is told lies in a day that is all that is told of another step', () => {
  const steps = fc.array(
    fc.record({
      instant: fc.integer({ min: 0, max: 4 * 24 * 60 }).map((minute) => minute * 60_000),
      quarters,
      open: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(steps, (made) => {
      made.sort((a, b) => a.instant - b.instant);
      const rows = made.map(({ instant, quarters: ahead, open }): StepRow => {
        const offset = formatOffset(ahead * 15);
        return { ...stored, at: formatInstant(instant, ahead * 15), offset, open };
      });
      const told = journeyOf(rows).map((entry) => ('at' in entry ? entry.at : 'gap'));
      const closed = rows.flatMap(({ open, offset }, i) =>
        open ? [] : [Date.parse(`${told[i]}T00:00:00${offset}`)],
      );
      expect(
        journeyOf(rows, false).every((entry) => !('at' in entry) || entry.at.length === 10),
      ).toBe(true);
      made.forEach(({ instant, open }, i) => {
        const isBeside = closed.some((day) => Math.floor((instant - day) / 86_400_000) === 0);
        expect(told[i]).toHaveLength(open && !isBeside ? 25 : 10);
      });
    }),
  );
});

test('only a day is told of what its author does not share, by the calendar of the place', () => {
  const row = (at: string, open: boolean): StepRow => ({
    ...{ ...stored, at, open, offset: '+08:00', bizStep: 'receiving' },
  });
  const late = '2026-11-20T23:30:00.000+08:00';
  const later = '2026-11-20T16:10:00.000Z';
  expect(journeyOf([row(late, false), row(later, false)])).toMatchObject([
    { kind: 'step', at: '2026-11-20' },
    { kind: 'gap', from: '2026-11-20', until: '2026-11-21' },
    { kind: 'step', at: '2026-11-21' },
  ]);
  expect(journeyOf([row(late, false), row(later, true)])).toMatchObject([
    { at: '2026-11-20' },
    { kind: 'gap', from: '2026-11-20', until: '2026-11-21T00:10:00+08:00' },
    { at: '2026-11-21T00:10:00+08:00' },
  ]);
});
