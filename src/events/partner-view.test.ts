import { expect, test } from '@jest/globals';
import { canonicalEvent } from './canonical-event.js';
import type { EpcisEvent } from './epcis-event.js';
import { eventHashId } from './event-hash.js';
import { partnerView } from './partner-view.js';

const extensions = { 'acme:note': 'canary' };
const words: EpcisEvent = {
  type: 'ObjectEvent',
  eventID: 'urn:uuid:0190a4f0-0000-7000-8000-000000000000',
  eventTime: '2026-11-20T08:00:00+08:00',
  eventTimeZoneOffset: '+08:00',
  wholeDay: true,
  action: 'OBSERVE',
  bizStep: 'acme:blessing',
  disposition: 'in_transit',
  persistentDisposition: { set: ['completeness_verified'] },
  epcList: ['urn:epc:id:sgtin:0614141.107346.2017'],
  quantityList: [{ epcClass: 'urn:epc:class:lgtin:4012345.012345.998877', quantity: '2.50' }],
  bizTransactionList: [{ type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:0614141073467:1152' }],
  sourceList: [{ type: 'owning_party', source: 'urn:epc:id:pgln:4012345.00000.0' }],
  destinationList: [{ type: 'owning_party', destination: 'urn:epc:id:pgln:4012345.00001.0' }],
  certificationInfo: ['https://certificates.example/1'],
};

test('a partner reads the words of EPCIS as they stand', () => {
  expect(partnerView(words)).toEqual(words);
});

test.each<[string, object]>([
  ['its prefix', { acme: 'https://acme.example/voc/' }],
  ['a prefix of a prefix', { of: 'https://acme.example/', acme: 'of:voc/' }],
  ['a definition', { acme: { '@id': 'https://acme.example/voc/', '@prefix': true } }],
])('a partner reads in full, and without a context, what its author wrote with %s', (_, named) => {
  const event: EpcisEvent = {
    ...words,
    bizTransactionList: [{ type: 'acme:order', bizTransaction: 'urn:x:1' }],
    context: {
      terms: { ...named, prices: 'https://canary.example/' },
      remote: ['https://canary.example'],
    },
  };
  const view = partnerView(event);
  expect(view).toEqual({
    ...words,
    bizStep: 'https://acme.example/voc/blessing',
    bizTransactionList: [{ type: 'https://acme.example/voc/order', bizTransaction: 'urn:x:1' }],
  });
  expect(eventHashId(view)).toBe(eventHashId(event));
  expect(canonicalEvent(view)).toBe(canonicalEvent(event));
});

test('extensions are left out wherever they stand, as if they had never been there', () => {
  const readings = (more: object) => [
    {
      ...more,
      sensorMetadata: { deviceID: 'urn:x:1', ...more },
      sensorReport: [{ type: 'Temperature', value: '3', ...more }],
    },
  ];
  const event = (more: object): EpcisEvent => ({
    ...words,
    ...more,
    readPoint: { id: 'urn:x:place', ...more },
    bizLocation: { id: 'urn:x:place', ...more },
    sensorElementList: readings(more),
    errorDeclaration: { declarationTime: words.eventTime, reason: 'incorrect_data', ...more },
  });
  const view = partnerView({ ...event({ extensions }), ilmd: extensions });
  expect(view).toEqual(event({}));
});

test('a member that nobody has judged yet is not shown', () => {
  const later = { ...words, carbonFootprint: 'canary' } as EpcisEvent;
  expect(partnerView(later)).toEqual(words);
});
