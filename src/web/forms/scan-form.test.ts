import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { speechIn } from '../catalogue/speech.js';
import {
  handOffRequest,
  readScanFields,
  readScanStep,
  scansMax,
  withoutScan,
  withScan,
} from './scan-form.js';

const speech = speechIn('en');
const fields = (...pairs: [string, string][]) => new URLSearchParams(pairs);
const placeId = '0190a4f0-0000-7000-8000-000000000001';
const partyId = '0190a4f0-0000-7000-8000-000000000002';
const list = readScanFields(
  fields(['scan', 'A'], ['scan', 'B'], ['scan', 'A'], ['place', placeId], ['counterpart', partyId]),
);

describe('the scan form', () => {
  it('carries its list in the page, each code once, in the order scanned', () => {
    expect(list.scans).toEqual(['A', 'B']);
  });

  it('adds a code, and a code scanned twice stays one', () => {
    expect(withScan(list, 'C')).toMatchObject({
      outcome: 'added',
      list: { scans: ['A', 'B', 'C'] },
    });
    expect(withScan(list, 'B')).toEqual({ outcome: 'twice', list });
    expect(withScan(list, '')).toEqual({ outcome: 'empty', list });
  });

  it('takes no more codes than one act may name', () => {
    const full = { ...list, scans: Array.from({ length: scansMax }, (_, index) => `S${index}`) };
    expect(withScan(full, 'C')).toEqual({ outcome: 'full', list: full });
  });

  it('drops a code from the list', () => {
    expect(withoutScan(list, 'A').scans).toEqual(['B']);
  });

  it.each([
    [fields(['code', ' 7k3m '], ['act', 'add']), { press: 'add', code: '7k3m' }],
    [fields(['code', '7k3m']), { press: 'add', code: '7k3m' }],
    [fields(['remove', 'A'], ['code', '']), { press: 'remove', code: 'A' }],
    [fields(['act', 'take-over'], ['code', '']), { press: 'take-over' }],
    [fields(['act', 'take-over'], ['code', 'X']), { press: 'take-over', code: 'X' }],
    [fields(['act', 'explode'], ['code', 'X']), { press: 'add', code: 'X' }],
  ])('knows what was pressed: %s', (given, step) => {
    expect(readScanStep(given)).toEqual(step);
  });

  it('becomes a request, or says what it lacks', () => {
    expect(handOffRequest(list, 'hand-over', speech).request).toEqual({
      act: 'hand-over',
      codes: ['A', 'B'],
      locationId: placeId,
      counterpartId: partyId,
    });
    const lacking = handOffRequest(readScanFields(fields()), 'take-over', speech);
    expect(lacking.faults.map(({ field }) => field)).toEqual(['code', 'place', 'counterpart']);
  });

  it('keeps within its bounds whatever is sent', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 400 }), { maxLength: 300 }), (scans) => {
        const read = readScanFields(
          fields(...scans.map((scan): [string, string] => ['scan', scan])),
        );
        expect(read.scans.length).toBeLessThanOrEqual(scansMax);
        expect(read.scans.every((scan) => scan.length <= 256)).toBe(true);
        expect(new Set(read.scans).size).toBe(read.scans.length);
      }),
    );
  });
});
