import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  formatInstant,
  formatOffset,
  overlaps,
  parseDate,
  parseMoment,
  parseOffset,
  wholeDay,
} from './time.js';
import { ValueFault } from './value-fault.js';

describe('a moment', () => {
  test.each([
    ['2026-03-01T08:30:00+08:00', '2026-03-01T00:30:00.000Z', 480],
    ['2026-03-01T00:00:00Z', '2026-03-01T00:00:00.000Z', 0],
    ['2024-02-29T23:59:59.9999-09:30', '2024-03-01T09:29:59.999Z', -570],
    ['2005-04-03T20:33:31.116000-06:00', '2005-04-04T02:33:31.116Z', -360],
    ['2026-01-01T00:00:00.123456789+14:00', '2025-12-31T10:00:00.123Z', 840],
  ])('%s is %s', (text, utc, offsetMinutes) => {
    expect(parseMoment(text)).toEqual({ instant: Date.parse(utc), offsetMinutes, text });
  });

  test.each([
    ['2026-03-01T08:30:00', /no offset from UTC/],
    ['2026-03-01', /date and time with offset/],
    ['2026-03-01 08:30:00Z', /date and time with offset/],
    ['2026-03-01T08:30Z', /date and time with offset/],
    ['2026-03-01T08:30:00.1234567890Z', /date and time with offset/],
    ['2026-03-01T24:00:00Z', /00:00:00 of the next day/],
    ['2026-03-01T08:60:00Z', /minute over 59/],
    ['2016-12-31T23:59:60Z', /leap second/],
    ['2025-02-29T00:00:00Z', /not in the calendar/],
    ['2026-04-31T00:00:00Z', /not in the calendar/],
    ['2026-13-01T00:00:00Z', /not in the calendar/],
    ['2026-00-10T00:00:00Z', /not in the calendar/],
    ['0001-01-01T00:00:00Z', /before 1900/],
    ['2026-03-01T08:30:00+14:01', /between -14:00 and \+14:00/],
    ['2026-03-01T08:30:00+08:60', /between -14:00 and \+14:00/],
    ['2026-03-01T08:30:00Z\n', /date and time with offset/],
  ])('%j is refused and says why', (text, reason) => {
    expect(() => parseMoment(text)).toThrow(reason);
    expect(() => parseMoment(text)).toThrow(ValueFault);
  });

  test('is the same instant whatever the offset it is written in', () => {
    const instant = fc.integer({ min: Date.UTC(1901, 0), max: Date.UTC(2999, 0) });
    const offset = fc.integer({ min: -840, max: 840 });
    fc.assert(
      fc.property(instant, offset, (given, offsetMinutes) => {
        const text = formatInstant(given, offsetMinutes);
        expect(parseMoment(text)).toEqual({ instant: given, offsetMinutes, text });
        expect(parseOffset(formatOffset(offsetMinutes))).toBe(offsetMinutes);
      }),
    );
  });
});

describe('a whole day', () => {
  test('runs from midnight to midnight at the place', () => {
    expect(wholeDay('2024-02-29', '+08:00')).toEqual({
      from: Date.parse('2024-02-28T16:00:00Z'),
      to: Date.parse('2024-02-29T16:00:00Z'),
    });
  });

  test.each(['2023-02-29', '1900-02-29', '2026-3-1', '2026-03-01T00:00:00Z', ''])(
    '%j is no date',
    (text) => {
      expect(() => parseDate(text)).toThrow(ValueFault);
    },
  );
});

describe('two intervals', () => {
  test.each([
    [0, 10, 10, 20, false],
    [0, 10, 9, 20, true],
    [0, 10, 0, 0, true],
    [0, 10, 10, 10, false],
    [5, 5, 5, 5, true],
    [5, 5, 6, 6, false],
    [0, 30, 10, 20, true],
  ])('[%i, %i) and [%i, %i) share a time: %s', (from, to, otherFrom, otherTo, expected) => {
    const [a, b] = [
      { from, to },
      { from: otherFrom, to: otherTo },
    ];
    expect(overlaps(a, b)).toBe(expected);
    expect(overlaps(b, a)).toBe(expected);
  });
});
