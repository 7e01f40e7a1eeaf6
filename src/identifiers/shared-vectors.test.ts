// Goal: agree with GS1's own engine, and take every identifier of GS1's EPCIS examples. The vectors stand
// beside the checkout and are read there, never copied.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { hasCheckDigit } from './check-digit.js';
import { checkElement } from './application-identifiers.js';
import { parseDigitalLink } from './digital-link.js';
import { IdentifierFault } from './fault.js';
import type { Identifier } from './gs1-key.js';
import { parseIdentifier } from './identifier.js';

interface Vector {
  readonly valid: boolean;
  readonly options?: Readonly<Record<string, boolean>>;
  readonly [member: string]: unknown;
}

const shared = join(process.cwd(), '..', 'shared');

/** Undefined, with a notice, where the folder is absent; in CI that is a failure. */
function read(path: string): string | undefined {
  const file = join(shared, path);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  if (process.env['CI']) throw new Error(`test vectors are missing: ${file}`);
  process.stderr.write(`notice: no ${file}; its vectors were not tested\n`);
  return undefined;
}

function vectors(name: string): readonly Vector[] {
  const text = read(`digital-link/${name}.json`);
  return text === undefined ? [] : (JSON.parse(text) as { vectors: Vector[] }).vectors;
}

function accepted(parse: () => Identifier | undefined): Identifier | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof IdentifierFault) return undefined;
    throw error;
  }
}

/** The vectors on which `judge` differs from GS1's engine. */
function differing(name: string, judge: (vector: Vector) => boolean): readonly Vector[] {
  return vectors(name).filter((vector) => judge(vector) !== vector.valid);
}

const strict = (vector: Vector) => vector.options === undefined;
/** Names AIs that only describe, whose formats belong to the later AI engine. */
const describesOnly = (text: unknown) =>
  /^\^(242|7007|7230|423|8001)/.test(String(text)) || /\((3900|8200)\)/.test(String(text));

describe("GS1's vectors", () => {
  test('of Digital Links are read alike, but for GTINs short of zeros, which we take', () => {
    const short = /\/01\/(\d{8}|\d{12,13})(?!\d)|[?&]01=\d{8}(?!\d)/;
    const wrong = differing('dl-parse', (vector) => {
      const uri = String(vector['uri']);
      if (!strict(vector) || short.test(uri)) return vector.valid;
      return accepted(() => parseDigitalLink(uri)) !== undefined;
    });
    expect(wrong).toEqual([]);
    for (const { uri, options } of vectors('dl-parse')) {
      if (options?.['permitZeroSuppressedGTIN'])
        expect(parseDigitalLink(String(uri))).toBeDefined();
    }
  });

  test('of Digital Links hold the values of the element string', () => {
    for (const vector of vectors('dl-parse').filter((row) => row.valid && strict(row))) {
      const parts = Object.values(parseDigitalLink(String(vector['uri']))?.parts ?? {});
      const elements = String(vector['elementString']);
      expect(parts.filter((part) => !elements.includes(part))).toEqual([]);
      expect(parts.length).toBeGreaterThan(0);
    }
  });

  test('of raw element strings are read alike', () => {
    const wrong = differing('ai-element-string', (vector) => {
      const raw = String(vector['raw']);
      if (describesOnly(raw)) return vector.valid;
      if (!raw.startsWith('^')) return accepted(() => parseIdentifier(raw)) !== undefined;
      // A message may lack any key; naming nothing is refused by us alone, so a key is put in front.
      const withKey = `]C100006141411234567890${raw.slice(1).replaceAll('^', '\u001d')}`;
      return raw !== '^' && accepted(() => parseIdentifier(withKey)) !== undefined;
    });
    expect(wrong).toEqual([]);
  });

  test('of bracketed element strings are read alike', () => {
    const wrong = differing('ai-bracketed', (vector) => {
      const text = String(vector['bracketed']);
      if (describesOnly(text)) return vector.valid;
      const withKey = text.startsWith('(') ? `(00)006141411234567890${text}` : text;
      return accepted(() => parseIdentifier(withKey)) !== undefined;
    });
    expect(wrong).toEqual([]);
  });

  test('of scans that carry a key are read alike', () => {
    const wrong = differing('scan-data', (vector) => {
      const isAddress = /^\^?\d|^http/i.test(String(vector['data']));
      // The engine hands plain text on unread, even with a scheme that a Digital Link may not have.
      if (vector.valid && (!isAddress || /HtTp/.test(String(vector['scan'])))) return vector.valid;
      if (String(vector['scan']).includes('NOPRIMARYAI')) return vector.valid;
      return accepted(() => parseIdentifier(String(vector['scan']))) !== undefined;
    });
    expect(wrong).toEqual([]);
  });

  test.each([
    ['csum', (value: string) => hasCheckDigit(value)],
    ['cset82', (value: string) => value === '' || passes(['10', value])],
    ['cset39', (value: string) => value === '' || passes(['8010', value])],
  ])('of the linter %s are judged alike', (linter, judge) => {
    const text = read('digital-link/linters.json');
    if (text === undefined) return;
    const { linters } = JSON.parse(text) as {
      linters: Record<string, { vectors: { value: string; valid: boolean }[] }>;
    };
    const rows = linters[linter]?.vectors ?? [];
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ value, valid }) => judge(value) !== valid)).toEqual([]);
  });
});

function passes(element: readonly [string, string]): boolean {
  try {
    checkElement(element);
    return true;
  } catch {
    return false;
  }
}

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
    if (read(`${folder}/EPCISQueryDocument.jsonld`) === undefined) return;
    const documents = readdirSync(join(shared, folder), { recursive: true, encoding: 'utf8' });
    const found = new Set(
      documents
        .filter((file) => file.endsWith('.jsonld'))
        .map((file) => JSON.parse(readFileSync(join(shared, folder, file), 'utf8')) as unknown)
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
