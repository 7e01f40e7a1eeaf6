import { readCaptureDocument, type CaptureDocument } from '../../src/epcis/document.js';
import { readQueryDocument } from '../../src/epcis/query-document.js';
import { readXmlDocument } from '../../src/epcis/xml/read-xml.js';
import type { EpcisEvent } from '../../src/events/index.js';
import type { Fault } from '../../src/kernel/index.js';

/** Later than every example. */
const now = Date.UTC(2026, 10, 1);

/** Reads JSON-LD, whether it is a document, an event or the answer to a query. */
export function readJson(json: unknown): CaptureDocument {
  const isAnswer = (json as { type?: unknown } | undefined)?.type === 'EPCISQueryDocument';
  return isAnswer ? readQueryDocument(json, now) : readCaptureDocument(json, now);
}

export function readXmlText(text: string): CaptureDocument {
  return readXmlDocument(text, readJson);
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
