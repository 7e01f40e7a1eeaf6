// Goal: real documents go in and come out equal in meaning. Method: every example is read, written, read
// again; then compared by canonical form, and member by member with what was sent, without our own code.
import { describe, expect, test } from '@jest/globals';
import { exactJson } from '../../src/epcis/json/exact-json.js';
import { resultsText } from '../../src/epcis/answer/results.js';
import { writeEvent } from '../../src/epcis/json/write.js';
import { canonicalEvent, type EpcisEvent } from '../../src/events/index.js';
import { examplesPresent, validDocuments } from './example-files.js';
import { schemaFaults } from './schema-oracle.js';
import { readCaptureDocument } from './read-document.js';

const now = Date.parse('2026-11-23T12:00:00Z');

describe('a valid example document', () => {
  const documents = validDocuments();

  test('is found in every folder that holds some', () => {
    const expected = examplesPresent() ? 26 + 21 + 4 : 0;
    expect(documents).toHaveLength(expected);
  });

  for (const { name, text } of documents) {
    test(`${name} is read without a fault`, () => {
      expect(faultsOf(text)).toEqual([]);
    });

    test(`${name} comes back with equal canonical forms`, () => {
      const events = eventsOf(text);
      const again = eventsOf(written(events));
      expect(again.map(canonicalEvent)).toEqual(events.map(canonicalEvent));
      expect(again.map(({ eventID }) => eventID)).toEqual(events.map(({ eventID }) => eventID));
    });

    test(`${name} comes back with every member that was sent`, () => {
      const sent = sentEvents(text).map(comparable);
      const documentContext = contextOf(JSON.parse(text));
      const back = JSON.parse(written(eventsOf(text)));
      const received = back.epcisBody.queryResults.resultsBody.eventList;
      expect(received.map(comparable)).toEqual(sent);
      expect(namesInFull(received, contextOf(back))).toEqual(
        namesInFull(sentEvents(text), documentContext),
      );
    });

    test(`${name} is valid against the EPCIS schema when written as a document and as events`, () => {
      const events = eventsOf(text);
      expect(schemaFaults(JSON.parse(written(events)))).toEqual([]);
      for (const event of events) {
        expect(schemaFaults(JSON.parse(exactJson(writeEvent(event))))).toEqual([]);
      }
    });
  }
});

function faultsOf(text: string): readonly { pointer: string; detail: string }[] {
  const document = readCaptureDocument(JSON.parse(text), now);
  return 'faults' in document ? document.faults : [];
}

function eventsOf(text: string): readonly EpcisEvent[] {
  const document = readCaptureDocument(JSON.parse(text), now);
  if ('faults' in document) throw new Error(JSON.stringify(document.faults));
  return document.events;
}

function written(events: readonly EpcisEvent[]): string {
  return resultsText(events, { now, queryName: 'SimpleEventQuery' });
}

function sentEvents(text: string): readonly Record<string, unknown>[] {
  const json = JSON.parse(text);
  return json.type === 'EPCISDocument' ? json.epcisBody.eventList : [json];
}

/** An event as sent, but for what the service documents that it writes in another way or sets itself. */
function comparable(event: Record<string, unknown>): unknown {
  const { '@context': _, recordTime: __, ...members } = event;
  const certified = members['certificationInfo'];
  if (typeof certified === 'string') members['certificationInfo'] = [certified];
  return members;
}

type Namespaces = Record<string, string>;

function contextOf(json: { '@context'?: unknown }): Namespaces {
  const inline = [json['@context']].flat().filter((entry) => typeof entry === 'object');
  return Object.assign({}, ...inline) as Namespaces;
}

/** Every prefixed member name with its namespace written out, each event with its own context on top. */
function namesInFull(value: unknown, namespaces: Namespaces): string[] {
  if (Array.isArray(value)) return value.flatMap((entry) => namesInFull(entry, namespaces));
  if (typeof value !== 'object' || value === null) return [];
  const inner = { ...namespaces, ...contextOf(value) };
  return Object.entries(value)
    .filter(([name]) => name !== '@context')
    .flatMap(([name, member]) => {
      const [prefix = '', local] = name.split(':');
      const full = local === undefined ? [] : [`${inner[prefix] ?? `${prefix}:`}${local}`];
      return [...full, ...namesInFull(member, inner)];
    })
    .sort();
}
