// Goal: what we write as XML of either version says what the events say, to our reader and in the schema's order.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalEvent, type EpcisEvent } from '../../src/events/index.js';
import { writeXmlDocument, xmlQueryDocumentWriting } from '../../src/epcis/xml/write-xml.js';
import type { XmlVersion } from '../../src/epcis/xml/content.js';
import { atOnce } from '../../src/platform/index.js';
import { capturedExamples, validDocuments } from './example-files.js';
import { sentEvent } from './generated-events.js';
import { eventsOf, readJson, readXmlText } from './xml-reading.js';

const versions: readonly XmlVersion[] = ['2.0', '1.2'];
const creationDate = '2026-03-01T00:00:00Z';

/** 1.2 asks for these lists where there is nothing to list, so that an empty one says nothing. */
function sayable({ epcList, childEPCs, ...event }: EpcisEvent, version: XmlVersion): EpcisEvent {
  const isSaid = (list?: readonly string[]) => list && (list.length > 0 || version === '2.0');
  return {
    ...event,
    ...(isSaid(epcList) && { epcList: epcList! }),
    ...(isSaid(childEPCs) && { childEPCs: childEPCs! }),
  };
}

function comesBack(events: readonly EpcisEvent[], version: XmlVersion): void {
  const meanings = events.map((event) => canonicalEvent(sayable(event, version)));
  const sent = writeXmlDocument(events, { version, creationDate });
  const read = eventsOf(readXmlText(sent));
  expect(read.map(canonicalEvent)).toEqual(meanings);
  expect(read.map(({ eventID }) => eventID)).toEqual(events.map(({ eventID }) => eventID));
  const again = eventsOf(readXmlText(writeXmlDocument(read, { version, creationDate })));
  expect(again.map(canonicalEvent)).toEqual(meanings);
}

test.each(versions)('generated events come back from XML %s', (version) => {
  fc.assert(
    fc.property(fc.array(sentEvent, { minLength: 1, maxLength: 3 }), (sent) => {
      const events = sent.flatMap((event) => eventsOf(readJson(event)));
      comesBack(events, version);
    }),
    { numRuns: 150 },
  );
});

test.each(versions)('the answer to a query comes back from XML %s', (version) => {
  const [event] = eventsOf(readJson(fc.sample(sentEvent, { numRuns: 1, seed: 7 })[0]));
  const named = {
    version,
    words: 'urn' as const,
    creationDate,
    queryName: 'a <query>',
    subscriptionID: '7',
  };
  const text = atOnce(xmlQueryDocumentWriting([event!], named));
  expect(text).toContain('<queryName>a &lt;query&gt;</queryName><subscriptionID>7<');
  expect(eventsOf(readXmlText(text)).map(canonicalEvent)).toEqual([canonicalEvent(event!)]);
});

const inXml = capturedExamples(/\.xml$/).map(({ name, text }) => ({
  name,
  events: eventsOf(readXmlText(text)),
}));
const inJson = validDocuments().map(({ name, text }) => ({
  name,
  events: eventsOf(readJson(JSON.parse(text))),
}));

for (const { name, events } of [...inXml, ...inJson]) {
  if (events.length === 0) continue;
  test.each(versions)(`${name} comes back from XML %s`, (version) => comesBack(events, version));
}
