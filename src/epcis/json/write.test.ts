import { expect, test } from '@jest/globals';
import { canonicalEvent, type EpcisEvent } from '../../events/index.js';
import { exactJson } from './exact-json.js';
import { writeEvent, writeQueryDocument } from './write.js';
import { readCaptureDocument } from '../../../test/epcis/read-document.js';

const creationDate = '2026-03-02T00:00:00Z';
const heading = { creationDate, queryName: 'SimpleEventQuery' };
const now = Date.parse(creationDate);

const picking: EpcisEvent = {
  type: 'ObjectEvent',
  eventID: 'urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8',
  eventTime: '2026-03-01T00:00:00+08:00',
  eventTimeZoneOffset: '+08:00',
  wholeDay: true,
  action: 'ADD',
  bizStep: 'commissioning',
  quantityList: [
    { epcClass: 'urn:epc:class:lgtin:4012345.011111.4444', quantity: '12.50', uom: 'KGM' },
  ],
  ilmd: { 'farm:field': 'north' },
  readPoint: { id: 'urn:epc:id:sgln:4012345.00001.0', extensions: { 'farm:gate': 2 } },
  extensions: { 'farm:crew': [1, { bare: null }] },
  context: { terms: { farm: 'https://farm.example/ns#' } },
};

const foreign: EpcisEvent = {
  ...picking,
  context: { terms: { farm: 'https://other.example/' }, remote: ['https://x.example/c.jsonld'] },
};

function readBack(json: string): readonly EpcisEvent[] {
  const document = readCaptureDocument(JSON.parse(json), now);
  if ('faults' in document) throw new Error(JSON.stringify(document.faults));
  return document.events;
}

test('an event alone is read back as the same event', () => {
  expect(readBack(exactJson(writeEvent(picking)))).toEqual([
    { ...picking, quantityList: [{ ...picking.quantityList![0]!, quantity: '12.5' }] },
  ]);
});

test('a decimal is written as a JSON number with every digit it has', () => {
  const heavy: EpcisEvent = {
    ...picking,
    quantityList: [{ ...picking.quantityList![0]!, quantity: '123456789012.123456' }],
  };
  expect(exactJson(writeEvent(heavy))).toContain('"quantity":123456789012.123456,');
  expect(exactJson(writeEvent(picking))).toContain('"quantity":12.50,');
});

test('events of one context share it in a document', () => {
  const written = writeQueryDocument([picking, picking], heading);
  expect(written['@context']).toEqual([expect.stringContaining('epcis'), picking.context?.terms]);
  expect(exactJson(written['epcisBody'])).not.toContain('@context');
});

test('events that mean different things by one prefix each carry their own context', () => {
  const events = [picking, foreign];
  const back = readBack(exactJson(writeQueryDocument(events, heading)));
  expect(back.map(canonicalEvent)).toEqual(events.map(canonicalEvent));
  expect(back.map(({ context }) => context)).toEqual([picking.context, foreign.context]);
});

test('a day is written under the full name of our extension, which no prefix can take over', () => {
  const urn: EpcisEvent = {
    ...picking,
    context: { terms: { furrow: 'https://farm.example/ns#' } },
  };
  const { context: _, ...withoutContext } = picking;
  expect(readBack(exactJson(writeEvent(urn)))[0]?.wholeDay).toBe(true);
  expect(readBack(exactJson(writeEvent(withoutContext)))[0]?.wholeDay).toBe(true);
});

test('the answer to a query names the query and the time of recording', () => {
  const recorded: EpcisEvent = { ...picking, recordTime: '2026-03-01T09:00:00.000Z' };
  const written = writeQueryDocument([recorded], heading);
  expect(JSON.parse(exactJson(written))).toMatchObject({
    type: 'EPCISQueryDocument',
    epcisBody: {
      queryResults: {
        queryName: 'SimpleEventQuery',
        resultsBody: { eventList: [{ recordTime: '2026-03-01T09:00:00.000Z' }] },
      },
    },
  });
});

test('a document of no events is one', () => {
  expect(readBack(exactJson(writeQueryDocument([], heading)))).toEqual([]);
});
