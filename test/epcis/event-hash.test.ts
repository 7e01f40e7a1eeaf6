// Goal: our event hash is the published one. Vectors and documents stand beside the checkout and are read there.
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCaptureDocument } from '../../src/epcis/document.js';
import { eventHashId, preHash } from '../../src/events/event-hash.js';
import { examplesFolder, examplesPresent } from './example-files.js';

interface Vectors {
  readonly [document: string]: { readonly hashes: string[]; readonly prehashes?: string[] };
}

const folder = join(examplesFolder, 'event-hash');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const vectors = examplesPresent() ? (JSON.parse(read('expected.json')) as Vectors) : {};
const documents = Object.keys(vectors).filter((name) => /\.json(ld)?$/.test(name));

test.each(documents)('%s has the published hashes', (name) => {
  const document = readCaptureDocument(asCapture(JSON.parse(read(name))), Date.now());
  if ('faults' in document) throw new Error(JSON.stringify(document.faults));
  const { hashes = [], prehashes = [] } = vectors[name] ?? {};
  const told = document.events.map((event) => preHash(event));
  for (const [i, text] of told.entries()) {
    if (eventHashId(document.events[i]!) !== hashes[i]) expect(text).toBe(prehashes[i]);
  }
  expect(new Set(document.events.map(eventHashId))).toEqual(new Set(hashes));
});

/** The events of an answer to a query stand deeper. */
function asCapture(json: Body): Body {
  const results = json.epcisBody.queryResults?.resultsBody;
  return results === undefined ? json : { ...json, type: 'EPCISDocument', epcisBody: results };
}

interface Body {
  readonly type: string;
  readonly epcisBody: { readonly queryResults?: { readonly resultsBody: Body['epcisBody'] } };
}
