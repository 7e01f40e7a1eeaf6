import { wholeReading } from '../../src/epcis/capture/read-document.js';
import { xmlOpening } from '../../src/epcis/xml/open-xml.js';
import type { EpcisEvent } from '../../src/events/index.js';
import type { Fault } from '../../src/kernel/index.js';
import { readCaptureDocument, type CaptureDocument } from './read-document.js';

/** Later than every example. */
const now = Date.UTC(2026, 10, 1);

/** All the steps of a reading at once, and how many they were. */
export function allSteps<Result>(reading: Generator<undefined, Result>): {
  readonly result: Result;
  readonly steps: number;
} {
  for (let steps = 0; ; steps += 1) {
    const step = reading.next();
    if (step.done === true) return { result: step.value, steps };
  }
}

export function readJson(json: unknown): CaptureDocument {
  return readCaptureDocument(json, now);
}

/** The steps that it takes to read XML whole. */
export function* xmlReading(text: string): Generator<undefined, CaptureDocument> {
  const read = yield* wholeReading(yield* xmlOpening(text, { now, profiles: [] }));
  return 'faults' in read ? read : { events: read.events.flatMap(({ event }) => event ?? []) };
}

export function readXmlText(text: string): CaptureDocument {
  return allSteps(xmlReading(text)).result;
}

export function eventsOf(read: CaptureDocument): readonly EpcisEvent[] {
  if ('faults' in read) throw new Error(JSON.stringify(read.faults.slice(0, 5)));
  return read.events;
}

export function faultsOf(read: CaptureDocument): readonly Fault[] {
  return 'faults' in read ? read.faults : [];
}

/** A document of 2.0 around events. */
export function xmlDocument(events: string, more = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-03-01T00:00:00Z"${more}>
<EPCISBody><EventList>${events}</EventList></EPCISBody></epcis:EPCISDocument>`;
}

/** An event of 2.0, with what comes last in it. */
export function objectEvent(more = '', attributes = ''): string {
  return `<ObjectEvent${attributes}><eventTime>2026-03-01T08:00:00+08:00</eventTime>
<eventTimeZoneOffset>+08:00</eventTimeZoneOffset><epcList><epc>urn:epc:id:sgtin:4012345.011111.987</epc></epcList>
<action>OBSERVE</action>${more}</ObjectEvent>`;
}
