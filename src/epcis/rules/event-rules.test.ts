// What an event has to say to mean something: each case changes one thing in a good event and names the
// pointer and the rule of the one fault that it must lead to, so a rule that is removed leaves its case without a fault.
import { describe, expect, test } from '@jest/globals';
import { futureToleranceMilliseconds } from '../../events/index.js';
import {
  aggregation,
  amount,
  association,
  batch,
  faultsOf,
  first,
  now,
  object,
  transaction,
  transformation,
  type Members,
  without,
} from '../../../test/epcis/sound-events.js';

describe('an event is taken', () => {
  test.each<[string, Members]>([
    ['that observes items', object],
    ['that packs', aggregation],
    ['that unpacks everything', without({ ...aggregation, action: 'DELETE' }, 'childEPCs')],
    [
      'that observes children of an unknown parent',
      without({ ...aggregation, action: 'OBSERVE' }, 'parentID'),
    ],
    ['that associates', association],
    ['that links goods to a document', transaction],
    ['that ends a link of all goods', without({ ...transaction, action: 'DELETE' }, 'epcList')],
    ['that transforms', transformation],
    [
      'that reports one side of a process',
      without({ ...transformation, transformationID: 'urn:x:1' }, 'inputEPCList'),
    ],
    [
      'that only senses',
      {
        ...without(object, 'epcList'),
        readPoint: { id: 'urn:x:room' },
        sensorElementList: [{ sensorReport: [{ type: 'Temperature', value: 4, uom: 'CEL' }] }],
      },
    ],
    ['that counts none', amount(0)],
    ['that names an amount not recorded', { ...object, quantityList: [{ epcClass: batch }] }],
    [
      'within the tolerance for clocks',
      { ...object, eventTime: new Date(now + futureToleranceMilliseconds).toISOString() },
    ],
    [
      'in words of another vocabulary',
      { ...object, bizStep: 'farm:thinning', disposition: 'https://x.example/d' },
    ],
    [
      'with master data of the goods it makes',
      { ...object, ilmd: { 'farm:field': { rows: [1, 2] } } },
    ],
  ])('%s', (_title, event) => {
    expect(faultsOf(event)).toEqual([]);
  });
});

test.each<[string, string, Members, string]>([
  [
    'with a time in the future',
    'semantics.time',
    { ...object, eventTime: new Date(now + futureToleranceMilliseconds + 1).toISOString() },
    '/eventTime',
  ],
  ['that names nothing', 'semantics.event', without(object, 'epcList'), ''],
  ['with a negative quantity', 'semantics.quantity', amount(-1), '/quantityList/0/quantity'],
  ['with a unit spelled out', 'semantics.unit', amount(5, 'kg'), '/quantityList/0/uom'],
  ['with a unit nobody has', 'semantics.unit', amount(5, 'QQQ'), '/quantityList/0/uom'],
  [
    'with an unknown business step',
    'semantics.word',
    { ...object, bizStep: 'transforming' },
    '/bizStep',
  ],
  [
    'with an unknown disposition',
    'semantics.word',
    { ...object, disposition: 'in_transport' },
    '/disposition',
  ],
  [
    'with an unknown persistent disposition',
    'semantics.word',
    { ...object, persistentDisposition: { set: ['in_transport'] } },
    '/persistentDisposition/set/0',
  ],
  [
    'with an unknown transaction type',
    'semantics.word',
    { ...object, bizTransactionList: [{ type: 'order', bizTransaction: 'urn:x:1' }] },
    '/bizTransactionList/0/type',
  ],
  [
    'with an unknown source type',
    'semantics.word',
    { ...object, sourceList: [{ type: 'owner', source: 'urn:x:1' }] },
    '/sourceList/0/type',
  ],
  [
    'with an unknown error reason',
    'semantics.word',
    { ...object, errorDeclaration: { declarationTime: '2026-03-01T09:00:00Z', reason: 'typo' } },
    '/errorDeclaration/reason',
  ],
  [
    'declared in error in the future',
    'semantics.time',
    { ...object, errorDeclaration: { declarationTime: '2026-03-03T00:00:00Z' } },
    '/errorDeclaration/declarationTime',
  ],
  [
    'with master data of goods it does not make',
    'semantics.event',
    { ...object, action: 'OBSERVE', ilmd: { 'farm:a': 1 } },
    '/ilmd',
  ],
  ['that packs nothing', 'semantics.event', without(aggregation, 'childEPCs'), ''],
  [
    'that links to no document',
    'semantics.event',
    { ...transaction, bizTransactionList: [] },
    '/bizTransactionList',
  ],
  ['that links no goods', 'semantics.event', without(transaction, 'epcList'), ''],
  ['that transforms nothing', 'semantics.event', without(transformation, 'inputEPCList'), ''],
  [
    'that transforms into nothing',
    'semantics.event',
    without(transformation, 'outputQuantityList'),
    '',
  ],
])('an event is refused %s, by %s', (_title, rule, event, pointer) => {
  expect(faultsOf(event)).toEqual([[first + pointer, rule]]);
});
