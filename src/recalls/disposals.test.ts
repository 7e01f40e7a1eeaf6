import { expect, test } from '@jest/globals';
import { parseDecimal } from '../kernel/index.js';
import { judged, type Destruction, type Disposal } from './disposals.js';

const at = (hour: number) => new Date(Date.UTC(2025, 8, 27, hour));

function report(value: string, hour: number, more: Partial<Disposal> = {}): Disposal {
  return {
    ...{ id: '', organisationId: 'P', batchId: 'A', what: 'destroy', place: 'kiln', uom: 'KGM' },
    ...{ amount: parseDecimal(value), plannedAt: at(24), reportedAt: at(hour) },
    ...{ doneAt: null, doneAmount: null, ...more },
  };
}

function destroyed(value: string, hour: number, more: Partial<Destruction> = {}): Destruction {
  return {
    ...{ eventRef: '', organisationId: 'P', batchId: 'A', uom: 'KGM', amount: parseDecimal(value) },
    ...{ at: at(hour), began: at(hour), ...more },
  };
}

test.each([
  ['all of it before', [report('20', 1)], [destroyed('20', 2)], [1]],
  ['a report of the very instant', [report('20', 2)], [destroyed('20', 2)], [2]],
  ['later', [report('20', 3)], [destroyed('20', 2)], [null]],
  ['less than it', [report('1', 1)], [destroyed('20', 2)], [null]],
  ['two together', [report('15', 1), report('5', 2)], [destroyed('20', 3)], [2]],
  ['by another', [report('20', 1, { organisationId: 'S' })], [destroyed('20', 2)], [null]],
  ['of another batch', [report('20', 1, { batchId: 'B' })], [destroyed('20', 2)], [null]],
  ['a relabelling', [report('20', 1, { what: 'relabel' })], [destroyed('20', 2)], [null]],
  ['in another unit', [report('20000', 1, { uom: 'GRM' })], [destroyed('20', 2)], [1]],
  ['in one that does not convert', [report('20', 1, { uom: 'LTR' })], [destroyed('20', 2)], [null]],
  ['once for two', [report('20', 1)], [destroyed('5', 4), destroyed('20', 3)], [null, 1]],
  ['enough for two', [report('25', 1)], [destroyed('20', 3), destroyed('5', 4)], [1, 1]],
  ['on a whole day, during it', [report('20', 2)], [destroyed('20', 3, { began: at(0) })], [null]],
])('reported %s', (_, disposals, destructions, expected) => {
  const hours = judged(destructions, disposals).map(({ reportedAt }) => reportedAt);
  expect(hours).toEqual(expected.map((hour) => (hour === null ? null : at(hour))));
});
