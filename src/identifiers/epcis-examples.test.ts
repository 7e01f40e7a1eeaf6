// Goal: take every identifier of GS1's EPCIS examples.
// Method: all that stands under the names of EPCIS that hold identifiers, read where the examples are.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readShared, sharedFolder } from '../../test/support/gs1-vectors.js';
import { parseIdentifier } from './identifier.js';

describe("GS1's EPCIS examples", () => {
  const folder = 'epcis-examples/gs1/JSON';
  const names = new Set([
    'parentID',
    'epcList',
    'childEPCs',
    'inputEPCList',
    'outputEPCList',
    'epcClass',
    'bizTransaction',
    'source',
    'destination',
    'transformationID',
    'deviceID',
    'id',
  ]);

  function* identifiersIn(value: unknown, name: string): Generator<string> {
    if (typeof value === 'string' && names.has(name)) yield value;
    if (value === null || typeof value !== 'object') return;
    for (const [member, inner] of Object.entries(value)) {
      yield* identifiersIn(inner, Array.isArray(value) ? name : member);
    }
  }

  test('name nothing that is refused, and every EPC of theirs is a GS1 key', () => {
    if (readShared(`${folder}/EPCISQueryDocument.jsonld`) === undefined) return;
    const documents = readdirSync(join(sharedFolder, folder), {
      recursive: true,
      encoding: 'utf8',
    });
    const found = new Set(
      documents
        .filter((file) => file.endsWith('.jsonld'))
        .map(
          (file) => JSON.parse(readFileSync(join(sharedFolder, folder, file), 'utf8')) as unknown,
        )
        .flatMap((document) => [...identifiersIn(document, '')]),
    );
    expect(found.size).toBeGreaterThan(70);
    for (const text of found) {
      const { key } = parseIdentifier(text);
      expect(parseIdentifier(key).key).toBe(key);
      if (/^urn:epc:(id|class|idpat):|^https:\/\/id\.gs1\.org\//.test(text)) {
        expect(key).toMatch(/^\/\d{2,4}\//);
      }
    }
  });
});
