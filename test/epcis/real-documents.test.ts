// Goal: what partners really send is taken over HTTP and found again. Method: every example document, each in an
// organisation of its own, is captured, read back, and asked for by each thing it names in each notation.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { canonicalEvent, type EpcisEvent } from '../../src/events/index.js';
import { thingsOf } from '../../src/events/event-things.js';
import { digitalLink, parseIdentifier } from '../../src/identifiers/index.js';
import { epcUrn } from '../../src/identifiers/epc-urn-of.js';
import { validDocuments } from './example-files.js';
import { Repository } from './repository.js';
import { readCaptureDocument } from './read-document.js';

let repository: Repository;
beforeAll(async () => {
  repository = await Repository.start();
});
afterAll(() => repository?.close());

describe('a valid example document', () => {
  for (const { name, text } of validDocuments()) {
    test(`${name} is captured, comes back equal in meaning, and is found by each thing it names`, async () => {
      const organisation = await repository.organisation(name);
      const sent = eventsOf(text);

      const answer = await repository.send(organisation, text);
      expect(answer.status).toBe(202);
      expect(answer.body.events).toHaveLength(sent.length);

      const back = await repository.events(organisation, { includeHistory: 'true' });
      expect(contents(back)).toEqual(contents(sent));
      expect(ids(back)).toEqual([...new Set(answer.body.events.map(nameOf))].sort());

      for (const question of questionsOf(sent)) {
        const query = { ...question.query, includeHistory: 'true' };
        const found = await repository.events(organisation, query);
        const expected = back.filter((event) => question.isNamedBy(event));
        expect({ ...question.query, ids: ids(found) }).toEqual({
          ...question.query,
          ids: ids(expected),
        });
        expect(found).not.toHaveLength(0);
      }
    });
  }
});

function eventsOf(text: string): readonly EpcisEvent[] {
  const document = readCaptureDocument(JSON.parse(text), repository.service.clock.now());
  if ('faults' in document) throw new Error(JSON.stringify(document.faults));
  return document.events;
}

/** Canonical content, each once: an event that a document says twice is one event. */
function contents(events: readonly EpcisEvent[]): string[] {
  return [...new Set(events.map(canonicalEvent))].sort();
}

function ids(events: readonly EpcisEvent[]): string[] {
  return events
    .map(({ eventID, errorDeclaration }) =>
      nameOf({ eventId: eventID, declaration: errorDeclaration !== undefined }),
    )
    .sort();
}

function nameOf({ eventId, declaration }: { eventId: string | undefined; declaration: boolean }) {
  return `${eventId} ${declaration}`;
}

interface Question {
  readonly query: Record<string, string>;
  readonly isNamedBy: (event: EpcisEvent) => boolean;
}

/** Each thing as it was written, as a Digital Link, and as the URN for each length a company prefix may have. */
function questionsOf(events: readonly EpcisEvent[]): Question[] {
  const named = events.flatMap(thingsOf);
  const questions = named.flatMap(({ epc, key, list }) => {
    const isClass = list.endsWith('uantityList');
    const parameter = isClass ? 'MATCH_anyEPCClass' : 'MATCH_anyEPC';
    const isNamedBy = (event: EpcisEvent) =>
      thingsOf(event).some(
        (thing) => thing.key === key && thing.list.endsWith('uantityList') === isClass,
      );
    return notationsOf(epc, key).map((text) => ({ query: { [parameter]: text }, isNamedBy }));
  });
  return [...new Map(questions.map((each) => [JSON.stringify(each.query), each])).values()];
}

function notationsOf(epc: string, key: string): string[] {
  if (!key.startsWith('/')) return [epc];
  const urns = [7, 12].flatMap((length) => epcUrn(key, length) ?? []);
  // Not every length leaves room for a reference behind it.
  const names = urns.filter((urn) => isReadAs(key, urn));
  return [
    epc,
    digitalLink(key, 'https://id.gs1.org'),
    digitalLink(key, 'https://m.example'),
    ...names,
  ];
}

function isReadAs(key: string, urn: string): boolean {
  try {
    return parseIdentifier(urn).key === key;
  } catch {
    return false;
  }
}
