// Goal: our event hash is the published one. Vectors and documents stand beside the checkout and are read there.
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { arrivalReading } from '../../src/events/event-identity.js';
import { eventHashId, preHash } from '../../src/events/event-hash.js';
import { examplesFolder, examplesPresent } from './example-files.js';
import { eventsOf, objectEvent, readJson, readXmlText, xmlDocument } from './xml-reading.js';

interface Vectors {
  readonly [document: string]: { readonly hashes: string[]; readonly prehashes?: string[] };
}

const folder = join(examplesFolder, 'event-hash');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const vectors = examplesPresent() ? (JSON.parse(read('expected.json')) as Vectors) : {};
const documents = Object.keys(vectors);

test('every document has the published hashes', () => {
  for (const name of documents) {
    const text = read(name);
    const events = eventsOf(
      text.trimStart().startsWith('<') ? readXmlText(text) : readJson(JSON.parse(text)),
    );
    const { hashes = [], prehashes = [] } = vectors[name] ?? {};
    for (const [i, event] of events.entries()) {
      if (eventHashId(event) !== hashes[i]) {
        expect({ name, text: preHash(event) }).toEqual({ name, text: prehashes[i] });
      }
    }
    expect({ name, ids: new Set(events.map(eventHashId)) }).toEqual({ name, ids: new Set(hashes) });
  }
});

test('an event gives turns back between its hash, its digest and its things', () => {
  const [event] = eventsOf(readXmlText(xmlDocument(objectEvent())));
  expect([...arrivalReading(event!, 'ref')]).toHaveLength(2);
});
