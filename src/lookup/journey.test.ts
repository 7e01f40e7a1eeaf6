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
  by: null,
  byNames: null,
  confirmed: null,
};

/** Whole minutes of this century, and the offsets of the clocks there are. */
const minutes = fc.integer({ min: 15_800_000, max: 52_600_000 });
const quarters = fc.integer({ min: -48, max: 56 });

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
