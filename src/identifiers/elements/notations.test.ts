// Goal: one list of elements in every notation, and back from each the same.
// Method: generated messages of all application identifiers; rules of single notations by rows.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyElement, anyMessage } from '../../../test/support/gs1-elements.js';
import { IdentifierFault } from '../fault.js';
import { aiLength, predefinedLength } from './ai-length.js';
import { applicationIdentifier, applicationIdentifiers, type Element } from './ai-table.js';
import { checkAssociations, withoutRepeats } from './associations.js';
import { readElementString, writeBracketed, writeRaw } from './element-string.js';
import { readLink } from './read-link.js';
import { readScan } from './scan.js';
import { canonicalLink, writeLink } from './write-link.js';

const anyElements = fc.array(anyElement, { minLength: 1, maxLength: 6 });

/** Messages of which there is a Digital Link, with it. */
const linked = anyMessage
  .map((message) => ({ message: withoutRepeats(message), link: linkOf(message) }))
  .filter(({ link }) => link !== undefined);

function linkOf(message: readonly Element[]): string | undefined {
  try {
    return writeLink(message, 'http://shop.example:8080/de/');
  } catch (error) {
    if (error instanceof IdentifierFault) return undefined;
    throw error;
  }
}

const sorted = (elements: readonly Element[]) => elements.map((one) => one.join(' ')).sort();

describe('any elements', () => {
  test('come back from print and from a symbol, whichever scanner read it', () => {
    fc.assert(
      fc.property(anyElements, (elements) => {
        expect(readElementString(writeBracketed(elements))).toEqual(elements);
        expect(readElementString(writeRaw(elements))).toEqual(elements);
        expect(readElementString(writeRaw(elements, '^'))).toEqual(elements);
        for (const symbol of [']C1', ']d2', ']Q3', ']e0', ']J1']) {
          expect(readScan(symbol + writeRaw(elements).slice(1))).toEqual({ elements });
        }
        const composite = `]E09520123456788|]e0${writeRaw(elements).slice(1)}`;
        expect(readScan(composite)).toEqual({ elements: [['01', '09520123456788'], ...elements] });
      }),
      { numRuns: 500 },
    );
  });

  test('come back from their Digital Link, and have one canonical link in whatever order', () => {
    fc.assert(
      fc.property(linked, ({ message, link }) => {
        const read = readLink(link!);
        expect(sorted(read)).toEqual(sorted(message));
        const canonical = canonicalLink(message);
        expect(canonical).toMatch(/^https:\/\/id\.gs1\.org\/\d{2,4}\//);
        expect(canonicalLink(read)).toBe(canonical);
        expect(canonicalLink(readLink(canonical))).toBe(canonical);
        const [key, ...rest] = read;
        expect(canonicalLink([key!, ...rest.reverse()])).toBe(canonical);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the table', () => {
  test('splits the values of every AI as the first two digits of it tell', () => {
    expect(applicationIdentifiers).toHaveLength(541);
    for (const ai of applicationIdentifiers) {
      const { isPredefined, least, most } = applicationIdentifier(ai)!;
      expect({ ai, length: aiLength(ai) }).toEqual({ ai, length: ai.length });
      expect({ ai, end: predefinedLength(ai) }).toEqual({
        ai,
        end: isPredefined ? most : undefined,
      });
      if (isPredefined) expect(least).toBe(most);
    }
  });

  test('names in needs, exclusions and paths only what is assigned', () => {
    const isAssigned = (pattern: string) =>
      applicationIdentifiers.some(
        (ai) => ai.length === pattern.length && ai.startsWith(pattern.replace(/n+$/, '')),
      );
    for (const ai of applicationIdentifiers) {
      const { needs, excludes, qualifiers = [] } = applicationIdentifier(ai)!;
      const named = [...needs, excludes, ...qualifiers].flat();
      expect({ ai, unknown: named.filter((pattern) => !isAssigned(pattern)) }).toEqual({
        ai,
        unknown: [],
      });
      // A batch may also describe what another key names.
      for (const qualifier of qualifiers.flat()) {
        expect(applicationIdentifier(qualifier)!.isAttribute).toBe(qualifier === '10');
      }
    }
  });
});

describe('a Digital Link is refused', () => {
  test.each([
    ['https://user@a.example/01/09520123456788', /no host/],
    ['https://a$/01/09520123456788', /no host/],
    ['https://a:b/01/09520123456788', /no host/],
    ['https://a.example/01/9520123456788', /must have 14 digits/],
    ['https://a.example/02/09520123456788', /needs a GS1 key/],
    ['https://a.example/03/09520123456788', /needs a GS1 key/],
    ['https://a.example/2026/01/17', /must have 14 digits/],
    ['https://a.example/00', /needs a GS1 key/],
    ['https://a.example/01/09520123456788?4399=1', /not known to GS1/],
    ['https://a.example/01/09520123456788?01=09520123456788', /belongs into the path/],
    ['https://a.example/01/09520123456788/10/A?22=B', /belongs into the path/],
    ['https://a.example/01/09520123456788/235/A?22=B', /may not stand in the query/],
    ['https://a.example/01/09520123456788?99=A+B', /may hold only/],
    ['https://a.example/01/09520123456788?99=A%', /hexadecimal/],
    ['https://a.example/01/09520123456788?7007=26013126', /middle of one of its parts/],
  ])('%s', (uri, reason) => {
    expect(() => readLink(uri)).toThrow(reason);
  });

  test.each([
    'https://[::1]:3000/01/09520123456788',
    'https://a/01/09520123456788?99&&=x&lang=de',
    'http://A.b-c:80/x/01/09520123456788#top',
  ])('but not %s', (uri) => {
    expect(readLink(uri)).toEqual([['01', '09520123456788']]);
  });

  test('and not made of elements that have no place in it, or of wrong ones', () => {
    const read = (text: string) => writeLink(readElementString(text));
    expect(() => read('(10)A')).toThrow(/no GS1 key/);
    expect(() => read('(01)09520123456788(8200)A')).toThrow(/may not stand in the query/);
    expect(() => read('(414)4012345000016(254)A(7040)1A2B')).toThrow(/may not stand/);
    expect(() => read('(01)09520123456788(10)A(10)B')).toThrow(/twice with different values/);
    expect(() => writeLink([['01', '09520123456789']])).toThrow(/check digit/);
    expect(read('(01)09520123456788(10)A(235)B')).toBe(
      'https://id.gs1.org/01/09520123456788/235/B?10=A',
    );
  });
});

describe('elements together', () => {
  test.each([
    ['(10)A', /needs \(01\) or \(02\)/],
    ['(01)09520123456788(250)A', /needs \(01\) with \(21\)/],
    ['(01)09520123456788(37)12', /exclude each other/],
    ['(01)09520123456788(3102)000001(3103)000001', /exclude each other/],
    ['(01)09520123456788(3922)0299', /needs .*\(31nn\)/],
    ['(00)106141412345678908(37)12', /needs \(00\) with \(02\)/],
  ])('%s are refused', (text, reason) => {
    expect(() => checkAssociations(readElementString(text))).toThrow(reason);
  });

  test.each([
    '(01)09520123456788(10)A(17)261231',
    '(00)106141412345678908(02)09520123456788(37)12(10)A',
    '(01)09520123456788(3103)000195(3922)0299',
    '(01)09520123456788(21)A(250)B',
  ])('%s go together', (text) => {
    expect(() => checkAssociations(readElementString(text))).not.toThrow();
  });
});

describe('a scan is refused', () => {
  test.each([
    [']E0952012345678', /digits and nothing else/],
    [']E0952012345678X', /digits and nothing else/],
    [']E40234567', /digits and nothing else/],
    [']E09520123456788|10A', /digits and nothing else/],
    [']C1', /no application identifier/],
    [']C199', /no value/],
    [']A0ABC', /no symbol that we read/],
  ])('%s', (scan, reason) => {
    expect(() => readScan(scan)).toThrow(reason);
  });
});
