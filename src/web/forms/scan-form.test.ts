import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeCode } from '../../identifiers/index.js';
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

  it('keeps one line of an item scanned by its label and typed by its code', () => {
    const code = makeCode((count) => new Uint8Array(count), 16);
    const label = `https://example.org/01/09520123456788/21/${code}`;
    const written = `${code.slice(0, 8)} ${code.slice(8)}`;
    const both = readScanFields(fields(['scan', label], ['scan', written]));
    expect(both.scans).toEqual([code]);
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
      counted: [],
    });
    const lacking = handOffRequest(readScanFields(fields()), 'take-over', speech);
    expect(lacking.faults.map(({ field }) => field)).toEqual(['code', 'place', 'counterpart']);
  });

  it('holds one thing once, whichever of its notations was scanned', () => {
    const code = '7K3M9QTX2WP4H8CX';
    const scans = ['7k3m-9qtx-2wp4-h8cx', `https://trace.example/t/${code}`, code];
    const pallets = ['(00)095201234500000014', '/00/095201234500000014'];
    const read = readScanFields(
      fields(...[...scans, ...pallets].map((scan): [string, string] => ['scan', scan])),
    );
    expect(read.scans).toEqual([code, '/00/095201234500000014']);
    expect(readScanStep(fields(['code', scans[1] ?? '']))).toEqual({ press: 'add', code });
  });

  it('reads what was counted of a code for taking over, and leaves an empty amount to be asked for', () => {
    const counting = (value: string) =>
      readScanFields(
        fields(
          ['scan', 'A'],
          ['place', placeId],
          ['counterpart', partyId],
          ['amount-A', value],
          ['unit-A', 'jin'],
          ['amount-Z', '1'],
        ),
      );
    expect(handOffRequest(counting(' ６0 '), 'take-over', speech).request?.counted).toEqual([
      { code: 'A', quantity: { value: '60', unit: 'jin' } },
    ]);
    expect(handOffRequest(counting(''), 'take-over', speech).request?.counted).toEqual([]);
    expect(handOffRequest(counting('60'), 'hand-over', speech).request?.counted).toEqual([]);
    const wrong = handOffRequest(counting('1,5'), 'take-over', speech);
    expect(wrong.faults.map(({ field }) => field)).toEqual(['amount-A']);
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
