import { expect, test } from '@jest/globals';
import type { EpcisEvent } from '../../events/index.js';
import { isShort } from './capture-limits.js';
import { partValuesMax, refuseLongEvent, refuseLongFrame } from '../rules/document-limits.js';

const values = (count: number): unknown[] => Array.from({ length: count }, (_, n) => n);

test('what is at the bound is taken, and one value more is not, however they are nested', () => {
  const nested = (count: number) => ({ a: [values(count - 3), { b: {}, c: [] }], d: null });
  expect(() => refuseLongEvent(nested(partValuesMax))).not.toThrow();
  expect(() => refuseLongEvent(nested(partValuesMax + 1))).toThrow(/event of more than 25000/);
  expect(() => refuseLongFrame(nested(partValuesMax))).not.toThrow();
  expect(() => refuseLongFrame(nested(partValuesMax + 1))).toThrow(/values beside its events/);
});

test('what comes beyond the bound is not looked at', () => {
  const unseen = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error('was looked at');
      },
    },
  );
  expect(() => refuseLongEvent([unseen, values(partValuesMax)])).toThrow(/more than 25000/);
});

test('a short document has few events, things, values and bytes', () => {
  const event = (more: Partial<EpcisEvent>): EpcisEvent => ({
    type: 'ObjectEvent',
    eventTime: '2026-03-01T08:00:00+08:00',
    eventTimeZoneOffset: '+08:00',
    ...more,
  });
  const saying = (value: string, times = 1) =>
    event({ extensions: { 'urn:x:a': Array<string>(times).fill(value) } });
  const naming = (things: number) => event({ epcList: Array<string>(things).fill('urn:x:1') });
  const events = (count: number) => Array<EpcisEvent>(count).fill(event({}));
  expect(isShort([...events(8), naming(200), saying('a', 700)])).toBe(true);
  expect(isShort(events(11))).toBe(false);
  expect(isShort(events(1), 11)).toBe(false);
  expect(isShort([naming(201)])).toBe(false);
  expect(isShort([saying('a', 1_000)])).toBe(false);
  expect(isShort([event({ ilmd: {} })])).toBe(false);
  expect(isShort([saying('a'.repeat(60_000))])).toBe(true);
  expect(isShort([saying('粮'.repeat(30_000))])).toBe(false);
});
