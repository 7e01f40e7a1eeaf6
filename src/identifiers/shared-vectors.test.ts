// Goal: agree with GS1's own engine on every row of its vectors.
// Method: each row of each file is judged, and every judge counts its rows, so that none is left out unseen. Rows that hold only
// with a switch of the engine are judged too: as the strict reading must (invalid), and by the tolerant one where it has the switch.
import { describe, expect, test } from '@jest/globals';
import {
  linterVectors,
  readShared,
  vectorsOf,
  type Vector,
} from '../../test/support/gs1-vectors.js';
import { parseDigitalLink } from './digital-link.js';
import type { Element } from './elements/ai-table.js';
import { decompressLink } from './elements/compressed-link.js';
import { readElementString, visibleSeparator, writeRaw } from './elements/element-string.js';
import { readLink } from './elements/read-link.js';
import { readScan } from './elements/scan.js';
import { writeLink } from './elements/write-link.js';
import { IdentifierFault } from './fault.js';
import { linters } from './linters/linters.js';

const isHere = readShared('digital-link/README.md') !== undefined;

/** Undefined where it is refused. */
function accepted<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof IdentifierFault) return undefined;
    throw error;
  }
}

/** With FNC1 as the vectors write it. */
const raw = (elements: readonly Element[]) => writeRaw(elements, visibleSeparator);

/** Judges every row of a file: what `read` makes of it, or that it refuses, must be what the engine says. */
function judged(
  file: string,
  count: number,
  expected: string,
  read: (row: Vector) => string,
  rows: (row: Vector) => boolean = () => true,
) {
  const verdict = (row: Vector) => (row.valid ? row[expected] : undefined);
  const vectors = vectorsOf(file).filter(rows);
  expect(vectors).toHaveLength(isHere ? count : 0);
  const found = vectors.map((row) => ({ row, found: accepted(() => read(row)) }));
  const wrong = found.filter((judged) => judged.found !== verdict(judged.row));
  expect(wrong).toEqual([]);
}

const isStrict = (row: Vector) => row.options === undefined;

describe("GS1's vectors", () => {
  test('of Digital Links are read alike', () => {
    judged('dl-parse', 49, 'elementString', ({ uri }) => raw(readLink(String(uri))), isStrict);
  });

  test('of Digital Links that GS1 has given up are refused by the letter', () => {
    const rows = vectorsOf('dl-parse').filter((row) => !isStrict(row));
    expect(rows).toHaveLength(isHere ? 10 : 0);
    expect(rows.filter(({ uri }) => accepted(() => readLink(String(uri))))).toEqual([]);
  });

  test('of GTINs short of zeros name the same thing as with them', () => {
    const rows = vectorsOf('dl-parse').filter((row) => row.options?.['permitZeroSuppressedGTIN']);
    expect(rows).toHaveLength(isHere ? 7 : 0);
    for (const { uri, elementString } of rows) {
      const whole = readElementString(String(elementString));
      expect(parseDigitalLink(String(uri))).toEqual(parseDigitalLink(writeLink(whole)));
    }
  });

  test('of what Digital Links are made are written alike', () => {
    const write = ({ bracketed, stem }: Vector) =>
      writeLink(readElementString(String(bracketed)), typeof stem === 'string' ? stem : undefined);
    judged('dl-generate', 9, 'uri', write, isStrict);
    const unknown = vectorsOf('dl-generate').filter((row) => !isStrict(row));
    expect(unknown).toHaveLength(isHere ? 2 : 0);
    expect(unknown.filter((row) => accepted(() => write(row)))).toEqual([]);
  });

  test('of raw element strings are read alike', () => {
    judged('ai-element-string', 39, 'raw', (row) => {
      const elements = readElementString(String(row['raw']));
      // A separator at the end says nothing, and is not written.
      const end = String(row['raw']).endsWith('^') ? '^' : '';
      return raw(elements) + end;
    });
  });

  test('of bracketed element strings are read alike', () => {
    judged('ai-bracketed', 13, 'raw', (row) => raw(readElementString(String(row['bracketed']))));
  });

  test('of scans are read alike', () => {
    judged('scan-data', 27, 'data', (row) => {
      const scanned = readScan(String(row['scan']));
      return 'elements' in scanned
        ? asEngineTells(String(row['scan']), scanned.elements)
        : asEngineTakes(scanned.text);
    });
  });

  test('of compressed links are decompressed alike', () => {
    const rows = vectorsOf('compressed');
    expect(rows).toHaveLength(isHere ? 17 : 0);
    const wrong = rows.filter(({ compressed, uri }) => decompressLink(String(compressed)) !== uri);
    expect(wrong).toEqual([]);
  });

  test('of every linter are judged alike', () => {
    const found = Object.entries(linterVectors()).flatMap(([name, rows]) =>
      rows.map(({ value, valid }) => ({
        name,
        value,
        valid,
        found: linters.get(characterSets[name] ?? name)?.passes(String(value)),
      })),
    );
    expect(found).toHaveLength(isHere ? 496 : 0);
    expect(found.filter((row) => row.found !== row.valid)).toEqual([]);
  });
});

/** The linters of the sets have the dictionary's letters. */
const characterSets: Readonly<Record<string, string>> = { cset82: 'X', cset39: 'Y' };

/** The engine tells a retail symbol without AI, and what a composite adds behind a bar. */
function asEngineTells(scan: string, [first, ...rest]: readonly Element[]): string {
  const digits = /^\]E0/.test(scan) ? 13 : 8;
  if (!/^\]E/.test(scan)) return raw([first!, ...rest]);
  return first![1].slice(-digits) + (rest.length > 0 ? `|${raw(rest)}` : '');
}

/** The engine takes a plain text as a Digital Link where it starts like one, and escapes what would look like FNC1. */
function asEngineTakes(text: string): string {
  if (/^(https?|HTTPS?):/.test(text)) readLink(text);
  return text.replace(/^(?=\\*\^)/, '\\');
}
