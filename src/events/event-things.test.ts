import { expect, test } from '@jest/globals';
import type { EpcisEvent } from './epcis-event.js';
import { thingsOf } from './event-things.js';

const when = { eventTime: '2026-03-01T08:30:00+08:00', eventTimeZoneOffset: '+08:00' } as const;

test('things are named with role, list, position, key and amount', () => {
  const event: EpcisEvent = {
    ...when,
    type: 'TransformationEvent',
    inputEPCList: ['urn:epc:id:sgtin:0614141.107346.2017'],
    inputQuantityList: [
      { epcClass: 'urn:epc:class:lgtin:4012345.011111.4444', quantity: '10', uom: 'KGM' },
      { epcClass: 'urn:epc:idpat:sgtin:4012345.066666.*', quantity: '220' },
    ],
    outputQuantityList: [{ epcClass: 'https://id.gs1.org/01/04012345123456/10/998877' }],
  };
  const named = thingsOf(event).map(({ role, list, position, kind, key, quantity, uom }) => [
    role,
    `${list}/${position}`,
    `${kind} ${key}`,
    `${quantity ?? 'amount unknown'} ${uom ?? 'pieces'}`,
  ]);
  expect(named).toEqual([
    ['input', 'inputEPCList/0', 'item /01/10614141073464/21/2017', 'amount unknown pieces'],
    ['input', 'inputQuantityList/0', 'batch /01/04012345111118/10/4444', '10 KGM'],
    ['input', 'inputQuantityList/1', 'product /01/04012345666663', '220 pieces'],
    [
      'output',
      'outputQuantityList/0',
      'batch /01/04012345123456/10/998877',
      'amount unknown pieces',
    ],
  ]);
});

test('the parent and its children are told apart', () => {
  const event: EpcisEvent = {
    ...when,
    type: 'AggregationEvent',
    parentID: 'urn:epc:id:sscc:0614141.1234567890',
    childEPCs: ['urn:epc:id:sscc:0614141.1234567891'],
  };
  expect(thingsOf(event).map(({ role, kind }) => [role, kind])).toEqual([
    ['parent', 'unit'],
    ['child', 'unit'],
  ]);
});

test('an instance named twice in two notations is one thing at its first position', () => {
  const event: EpcisEvent = {
    ...when,
    type: 'ObjectEvent',
    epcList: [
      'urn:epc:id:sgtin:0614141.107346.2017',
      'https://id.example/01/10614141073464/21/2017',
      'urn:epc:id:sgtin:0614141.107346.2018',
    ],
  };
  expect(thingsOf(event).map(({ position }) => position)).toEqual([0, 2]);
});

test('two amounts of one batch are two, and goods of both lists are different goods', () => {
  const epcClass = 'urn:epc:class:lgtin:4012345.011111.4444';
  const event: EpcisEvent = {
    ...when,
    type: 'ObjectEvent',
    epcList: [epcClass],
    quantityList: [
      { epcClass, quantity: '1' },
      { epcClass, quantity: '2' },
    ],
  };
  expect(thingsOf(event).map(({ list, position }) => [list, position])).toEqual([
    ['epcList', 0],
    ['quantityList', 0],
    ['quantityList', 1],
  ]);
});

test('an event about nothing but a transaction names no things', () => {
  expect(thingsOf({ ...when, type: 'TransactionEvent' })).toEqual([]);
});
