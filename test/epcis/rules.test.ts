// Goal: a fault names the rule that is broken, and each rule is described. Method: one broken document for each rule.
import { expect, test } from '@jest/globals';
import { captureRules, type CaptureRule } from '../../src/epcis/rules/capture-rules.js';
import { filesAt } from '../architecture/project-files.js';
import { readCaptureDocument } from './read-document.js';

const now = Date.parse('2026-11-23T12:00:00Z');
const context = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';

const sound = {
  '@context': [context, { farm: 'https://farm.example/' }] as unknown,
  ...{ type: 'ObjectEvent', action: 'ADD', bizStep: 'commissioning' },
  ...{ eventTime: '2026-11-20T08:00:00+08:00', eventTimeZoneOffset: '+08:00' },
  epcList: ['urn:epc:id:sgtin:0614141.107346.2017'],
  quantityList: [{ epcClass: 'urn:epc:class:lgtin:4012345.011111.4444', quantity: 10, uom: 'KGM' }],
};
const [goods] = sound.quantityList;

const broken: Readonly<
  Record<
    Exclude<CaptureRule, `profile.${string}` | 'schema.xml'>,
    readonly [pointer: string, change: object]
  >
> = {
  'schema.type': ['/epcList', { epcList: 'urn:epc:id:sgtin:0614141.107346.2017' }],
  'schema.required': ['/action', { action: undefined }],
  'schema.member': ['/colour', { colour: 'red' }],
  'schema.list': ['/epcList/1', { epcList: [...sound.epcList, ...sound.epcList] }],
  'schema.choice': ['/action', { action: 'CHANGE' }],
  'format.time': ['/eventTime', { eventTime: '2026-11-20' }],
  'format.uri': ['/eventID', { eventID: 'seven' }],
  'format.identifier': ['/epcList/0', { epcList: ['https://id.gs1.org/01/09520123456789'] }],
  'format.number': [
    '/sensorElementList/0/sensorReport/0/hexBinaryValue',
    { sensorElementList: [{ sensorReport: [{ type: 'Count', hexBinaryValue: 'XY' }] }] },
  ],
  'format.context': ['/@context/1/farm', { '@context': [context, { farm: 7 }] }],
  'format.bounds': ['/farm:note', { 'farm:note': 'a\0b' }],
  'semantics.event': ['', { epcList: undefined, quantityList: undefined }],
  'semantics.word': ['/bizStep', { bizStep: 'harvesting' }],
  'semantics.unit': ['/quantityList/0/uom', { quantityList: [{ ...goods, uom: 'kilo' }] }],
  'semantics.quantity': [
    '/quantityList/0/quantity',
    { quantityList: [{ ...goods, quantity: -1 }] },
  ],
  'semantics.time': ['/eventTime', { eventTime: '2027-01-01T00:00:00Z' }],
  'semantics.books': ['/urn:furrow:epcis:wholeDay', { 'urn:furrow:epcis:wholeDay': 'yes' }],
};

const read = (change: object) =>
  readCaptureDocument(JSON.parse(JSON.stringify({ ...sound, ...change })), now);

test('what breaks no rule is taken', () => {
  expect(read({})).toHaveProperty('events');
});

test.each(Object.entries(broken))('what breaks %s names it', (rule, [pointer, change]) => {
  expect(read(change)).toMatchObject({ faults: [{ pointer, rule }] });
});

test('docs/reference/epcis-rules.md describes each rule, in its words', () => {
  const [page] = filesAt(/^docs\/reference\/epcis-rules\.md$/);
  const rows = (page?.text ?? '').matchAll(/^\| `(\w+\.[\w-]+)`\s+\| (.*?)\s+\|$/gm);
  expect(Object.fromEntries([...rows].map(([, rule, text]) => [rule, text]))).toEqual(captureRules);
});
