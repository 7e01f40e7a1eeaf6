// Goal: our event hash is the published one. Vectors and documents stand beside the checkout and are read there.
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventHashId, preHash } from '../../src/events/event-hash.js';
import { examplesFolder, examplesPresent } from './example-files.js';
import { eventsOf, readJson, readXmlText } from './xml-reading.js';

interface Vectors {
  readonly [document: string]: { readonly hashes: string[]; readonly prehashes?: string[] };
}

const folder = join(examplesFolder, 'event-hash');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const vectors = examplesPresent() ? (JSON.parse(read('expected.json')) as Vectors) : {};
const documents = Object.keys(vectors);

test.each(documents)('%s has the published hashes', (name) => {
  const events = eventsOf(
    read(name).trimStart().startsWith('<')
      ? readXmlText(read(name))
      : readJson(JSON.parse(read(name))),
  );
  const { hashes = [], prehashes = [] } = vectors[name] ?? {};
  for (const [i, event] of events.entries()) {
    if (eventHashId(event) !== hashes[i]) expect(preHash(event)).toBe(prehashes[i]);
  }
  expect(new Set(events.map(eventHashId))).toEqual(new Set(hashes));
});
