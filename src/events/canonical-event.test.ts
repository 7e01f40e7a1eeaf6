import { describe, expect, test } from '@jest/globals';
import { canonicalEvent, contentDigest, differingField } from './canonical-event.js';
import type { EpcisEvent } from './epcis-event.js';
import { eventHashId } from './event-hash.js';

const packing: EpcisEvent = {
  type: 'AggregationEvent',
  eventID: 'urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8',
  eventTime: '2026-03-01T08:30:00.000+08:00',
  eventTimeZoneOffset: '+08:00',
  action: 'ADD',
  bizStep: 'packing',
  parentID: 'urn:epc:id:sscc:0614141.1234567890',
  childEPCs: ['urn:epc:id:sgtin:0614141.107346.2017', 'urn:epc:id:sgtin:0614141.107346.2018'],
  childQuantityList: [
    { epcClass: 'urn:epc:class:lgtin:4012345.011111.4444', quantity: '10.50', uom: 'KGM' },
  ],
  extensions: { 'farm:crew': { 'farm:size': 3, note: 'früh' } },
  context: { terms: { farm: 'https://farm.example/ns#' } },
};

const sameContent: [string, Partial<EpcisEvent>][] = [
  ['another offset of the same instant', { eventTime: '2026-03-01T00:30:00Z' }],
  ['another order of a list', { childEPCs: [...packing.childEPCs!].reverse() }],
  ['the Digital Link of the same unit', { parentID: 'https://shop.example/00/106141412345678908' }],
  [
    'a decimal without idle zeros',
    { childQuantityList: [{ ...packing.childQuantityList![0]!, quantity: '10.5' }] },
  ],
  [
    'another prefix for the same namespace',
    {
      extensions: { 'f:crew': { 'f:size': 3, note: 'früh' } },
      context: { terms: { f: { '@id': 'https://farm.example/ns#' } } },
    },
  ],
  [
    'a namespace written with a prefix',
    { context: { terms: { root: 'https://farm.example/', farm: 'root:ns#' } } },
  ],
  ['another id and time of recording', { eventID: 'urn:x:1', recordTime: '2026-03-02T00:00:00Z' }],
];

const otherContent: [string, Partial<EpcisEvent>, string][] = [
  ['a later instant', { eventTime: '2026-03-01T08:30:00.001+08:00' }, 'eventTime'],
  ['another offset of the place', { eventTimeZoneOffset: '+09:00' }, 'eventTimeZoneOffset'],
  ['a whole day', { wholeDay: true }, 'wholeDay'],
  ['a child more', { childEPCs: [...packing.childEPCs!, 'urn:x:2'] }, 'childEPCs'],
  ['another parent', { parentID: 'urn:epc:id:sscc:0614141.1234567891' }, 'parentID'],
  [
    'another unit',
    { childQuantityList: [{ ...packing.childQuantityList![0]!, uom: 'GRM' }] },
    'childQuantityList',
  ],
  [
    'another extension value',
    { extensions: { 'farm:crew': { 'farm:size': 4, note: 'früh' } } },
    'https://farm.example/ns#crew',
  ],
  [
    'another namespace',
    { context: { terms: { farm: 'https://other.example/ns#' } } },
    'https://farm.example/ns#crew',
  ],
  [
    'an error declaration',
    { errorDeclaration: { declarationTime: '2026-03-02T00:00:00Z' } },
    'errorDeclaration',
  ],
];

describe('two events are the same content', () => {
  test.each(sameContent)('in spite of %s', (_, change) => {
    const other = { ...packing, ...change };
    expect(canonicalEvent(other)).toBe(canonicalEvent(packing));
    expect(differingField(packing, other)).toBeUndefined();
    expect(eventHashId(other)).toBe(eventHashId(packing));
  });
});

/** What one notation says and another cannot; the canonical form keeps it. */
const sameInAnyNotation: [string, Partial<EpcisEvent>][] = [
  ...(
    [
      'bizTransactionList',
      'quantityList',
      'epcList',
      'sensorElementList',
      'certificationInfo',
    ] as const
  ).map((name): [string, Partial<EpcisEvent>] => [`an empty ${name}`, { [name]: [] }]),
  ['dispositions of which none is set', { persistentDisposition: { set: [] } }],
  ['no master data', { ilmd: {} }],
  ['a number as text', { extensions: { 'farm:crew': { 'farm:size': '3', note: 'früh' } } }],
];

describe('two events are the same content in another notation', () => {
  test.each(sameInAnyNotation)('in spite of %s', (_, change) => {
    const other = { ...packing, ...change };
    expect(contentDigest(other)).toBe(contentDigest(packing));
    expect(canonicalEvent(other)).not.toBe(canonicalEvent(packing));
    expect(differingField(packing, other)).toBeUndefined();
    expect(eventHashId(other)).toBe(eventHashId(packing));
  });

  test('but not in spite of an empty list or an idle zero in an extension', () => {
    const said = (crew: object) =>
      contentDigest({ ...packing, extensions: { 'farm:crew': crew as [] } });
    expect(said({ 'farm:size': [] })).not.toBe(said({}));
    expect(said({ 'farm:size': '012' })).not.toBe(said({ 'farm:size': 12 }));
  });
});

describe('two events differ', () => {
  test.each(otherContent)('by %s, and the member is named', (_, change, field) => {
    const other = { ...packing, ...change };
    expect(contentDigest(other)).not.toBe(contentDigest(packing));
    expect(differingField(packing, other)).toBe(field);
    expect(eventHashId(other) === eventHashId(packing)).toBe(field === 'errorDeclaration');
  });
});

test("somebody else's word is the same with its prefix and in full", () => {
  const prefixed = { ...packing, bizStep: 'farm:crating' };
  const inFull = { ...packing, bizStep: 'https://farm.example/ns#crating' };
  expect(canonicalEvent(prefixed)).toBe(canonicalEvent(inFull));
  expect(eventHashId(prefixed)).toBe(eventHashId(inFull));
});

test('a member that only one event has is named from either side', () => {
  const { bizStep: _, ...less } = packing;
  expect(differingField(packing, less)).toBe('bizStep');
  expect(differingField(less, packing)).toBe('bizStep');
});

test('long texts and lists of extensions cost no more than their length', () => {
  const long = {
    ...packing,
    readPoint: {
      id: 'urn:x:1',
      extensions: {
        'farm:list': Array.from({ length: 100_000 }, (_, i) => i % 7),
        'farm:text': `${'1'.repeat(300_000)}x`,
      },
    },
    context: { terms: { farm: 'https://farm.example/' } },
  };
  expect(eventHashId(long)).toMatch(/^ni:/);
});
