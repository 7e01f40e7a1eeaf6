// What the schema of EPCIS asks of an event: each case changes one thing in a good event and names the
// pointer and the rule of the one fault that it must lead to, so a rule that is removed leaves its case without a fault.
import { expect, test } from '@jest/globals';
import {
  aggregation,
  amount,
  association,
  batch,
  faultsOf,
  first,
  item,
  object,
  transformation,
  type Members,
  without,
} from '../../../test/epcis/sound-events.js';

test.each<[string, string, Members, string]>([
  ['that is none', 'schema.type', [] as unknown as Members, ''],
  ['of no type', 'schema.choice', without(object, 'type'), '/type'],
  [
    'of a type not recorded here',
    'schema.choice',
    { ...object, type: 'farm:HarvestEvent' },
    '/type',
  ],
  ['with no time', 'schema.required', without(object, 'eventTime'), '/eventTime'],
  [
    'with no offset of the place',
    'schema.required',
    without(object, 'eventTimeZoneOffset'),
    '/eventTimeZoneOffset',
  ],
  ['with no action', 'schema.required', without(object, 'action'), '/action'],
  ['with an unknown action', 'schema.choice', { ...object, action: 'add' }, '/action'],
  [
    'with a transformation that has an action',
    'schema.member',
    { ...transformation, action: 'ADD' },
    '/action',
  ],
  ['with an EPC named twice', 'schema.list', { ...object, epcList: [item, item] }, '/epcList/1'],
  ['with an EPC list that is no list', 'schema.type', { ...object, epcList: item }, '/epcList'],
  ['with a quantity as text', 'schema.type', amount('5'), '/quantityList/0/quantity'],
  ['with a unit that is a number', 'schema.type', amount(5, 7), '/quantityList/0/uom'],
  [
    'with a quantity of nothing',
    'schema.required',
    { ...object, quantityList: [{ quantity: 5 }] },
    '/quantityList/0/epcClass',
  ],
  [
    'with an extension inside a quantity',
    'schema.member',
    { ...object, quantityList: [{ epcClass: batch, 'farm:x': 1 }] },
    '/quantityList/0/farm:x',
  ],
  [
    'with a destination without type',
    'schema.required',
    { ...object, destinationList: [{ destination: 'urn:x:1' }] },
    '/destinationList/0/type',
  ],
  [
    'with an undated error declaration',
    'schema.required',
    { ...object, errorDeclaration: { reason: 'incorrect_data' } },
    '/errorDeclaration/declarationTime',
  ],
  [
    'with a read point without id',
    'schema.required',
    { ...object, readPoint: { 'farm:gate': 2 } },
    '/readPoint/id',
  ],
  ['with an unknown bare member', 'schema.member', { ...object, colour: 'red' }, '/colour'],
  [
    'with a member of another type',
    'schema.member',
    { ...object, childEPCs: [item] },
    '/childEPCs',
  ],
  ['with a JSON-LD keyword for a member', 'schema.member', { ...object, '@id': 'urn:x:1' }, '/@id'],
  [
    'with bare master data',
    'schema.member',
    { ...object, ilmd: { 'best/before': 1 } },
    '/ilmd/best~1before',
  ],
  [
    'with a sensor report without type',
    'schema.required',
    { ...object, sensorElementList: [{ sensorReport: [{ value: 1 }] }] },
    '/sensorElementList/0/sensorReport/0/type',
  ],
  [
    'with a sensor value as text',
    'schema.type',
    { ...object, sensorElementList: [{ sensorReport: [{ type: 'Mass', value: '1' }] }] },
    '/sensorElementList/0/sensorReport/0/value',
  ],
  [
    'with an empty sensor element',
    'schema.list',
    { ...object, sensorElementList: [{ sensorReport: [] }] },
    '/sensorElementList/0/sensorReport',
  ],
  ['that packs into nothing', 'schema.required', without(aggregation, 'parentID'), '/parentID'],
  [
    'that unpacks from nothing',
    'schema.required',
    without({ ...aggregation, action: 'DELETE' }, 'parentID'),
    '/parentID',
  ],
  [
    'that associates with nothing',
    'schema.required',
    without({ ...association, action: 'OBSERVE' }, 'parentID'),
    '/parentID',
  ],
])('an event is refused %s, by %s', (_title, rule, event, pointer) => {
  expect(faultsOf(event)).toEqual([[first + pointer, rule]]);
});
