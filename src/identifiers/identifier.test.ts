import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkCharacter } from './check-character.js';
import { checkDigit } from './check-digit.js';
import { digitalLink, gs1Uri, parseDigitalLink } from './digital-link.js';
import { epcUrn } from './epc-urn-of.js';
import { IdentifierFault } from './fault.js';
import type { Identifier } from './gs1-key.js';
import { parseIdentifier } from './identifier.js';

const code = `7K3M9QTX2WP${checkCharacter('7K3M9QTX2WP', 1)}`;

/** Notations of one thing, one thing a row. The first column is its key. */
const things: readonly (readonly [string, Identifier['kind'], ...string[]])[] = [
  [
    '/01/09520123456788/10/ABC1',
    'batch',
    'https://id.gs1.org/01/09520123456788/10/ABC1',
    'HTTPS://TRACE.EXAMPLE/01/09520123456788/10/ABC1',
    'http://shop.example/de/obst/01/9520123456788/10/ABC1?17=261231&linkType=all#top',
    'https://id.gs1.org/01/09520123456788/22/2A/10/ABC1',
    'urn:epc:class:lgtin:952012.0345678.ABC1',
    'URN:EPC:Class:LGTIN:952012345678.0.ABC1',
    '(01)09520123456788(10)ABC1',
    '(01)09520123456788(17)261231(10)ABC1(37)40',
    '(01)09520123456788(4399)assigned-later(10)ABC1',
    ']C1010952012345678817261231' + '10ABC1\u001d3740',
    ']d2010952012345678810ABC1',
    '\u001d010952012345678810ABC1',
    ']Q1https://id.gs1.org/01/09520123456788/10/ABC1',
  ],
  [
    '/01/09520123456788/21/S%2F1',
    'item',
    'https://id.gs1.org/01/09520123456788/21/S%2f1',
    'https://id.gs1.org/01/09520123456788/10/ABC1/21/S%2F1',
    'urn:epc:id:sgtin:9520123.045678.S%2F1',
    ']Q3010952012345678821S/1\u001d10ABC1',
  ],
  [
    '/01/09520123456788',
    'product',
    'https://a.example/01/9520123456788',
    'urn:epc:idpat:sgtin:9520123.045678.*',
    ']E09520123456788',
    '(01)09520123456788',
  ],
  ['/01/00000002345673', 'product', ']E402345673', 'https://a.example/01/02345673'],
  [
    '/01/05412345000013/21/72292641703',
    'item',
    'https://id.gs1.org/AQnYUc1gmiCNV4JGQhcNT6K6c',
    'HTTPS://ID.GS1.ORG/AQnYUc1gmkIXDU-iun?17=261231',
  ],
  [
    '/01/09520123456788/235/XYZ',
    'item',
    'urn:epc:id:upui:9520123.045678.XYZ',
    '(01)09520123456788(10)B(235)XYZ',
  ],
  [
    '/00/106141412345678908',
    'unit',
    'urn:epc:id:sscc:0614141.1234567890',
    'https://a.example/00/x/00/106141412345678908',
    '(00)106141412345678908(02)09520123456788(37)25(10)ABC1',
  ],
  [
    '/414/4012345000016',
    'location',
    'urn:epc:id:sgln:4012345.00001.0',
    'https://id.gs1.org/414/4012345000016/254/0',
    '(414)4012345000016',
  ],
  [
    '/414/0614141073467/254/1234',
    'location',
    'urn:epc:id:sgln:0614141.07346.1234',
    '(414)0614141073467(254)1234',
  ],
  ['/417/9876599999992', 'party', 'urn:epc:id:pgln:987659999999.'],
  ['/8003/04012345555554987', 'asset', 'urn:epc:id:grai:4012345.55555.987'],
  ['/8003/04012345555554', 'asset', 'urn:epc:idpat:grai:4012345.55555.*'],
  ['/8004/4012345A.B', 'asset', 'urn:epc:id:giai:4012345.A.B'],
  ['/253/9876599999992X.Y', 'document', 'urn:epc:id:gdti:987659999999..X.Y'],
  ['/255/4012345678901456', 'document', 'urn:epc:id:sgcn:4012345.67890.456'],
  ['/401/0614141xyz47%2F11', 'document', 'urn:epc:id:ginc:0614141.xyz47%2F11'],
  ['/402/40123452223334442', 'document', 'urn:epc:id:gsin:4012345.222333444'],
  ['/8006/040123451111180102/21/987', 'item', 'urn:epc:id:itip:4012345.011111.01.02.987'],
  ['/8006/040123451111180102', 'product', 'urn:epc:idpat:itip:4012345.011111.01.02.*'],
  [
    '/8010/061414111111111111111-A%23%2F/8011/1234',
    'item',
    'urn:epc:id:cpi:0614141.11111111111111-A%23%2F.1234',
  ],
  ['/8013/1987654Ad4X4bL5ttr2310c2K', 'other', '(8013)1987654Ad4X4bL5ttr2310c2K'],
  ['/415/4012345000016/8020/R1', 'other', '(415)4012345000016(8020)R1'],
  ['/8018/401234500000067657', 'other', 'urn:epc:id:gsrn:4012345.0000006765'],
  ['/8017/401234500000000074', 'other', 'urn:epc:id:gsrnp:4012345.0000000007'],
  [
    `/t/${code}`,
    'code',
    `https://trace.example/t/${code}`,
    `HTTPS://TRACE.EXAMPLE/T/${code}`,
    `https://trace.example/eu/t/${code.toLowerCase()}?lang=en`,
  ],
  ['uscc:91350100M000100Y43', 'party', 'USCC:91350100m000100y43'],
  [
    'urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8',
    'other',
    'URN:UUID:374D95FC-9457-4A51-BD6A-0BBA133845A8',
  ],
  ['https://user@Farm.example/A?b=C', 'other', 'HTTPS://user@Farm.example/A?b=C'],
  ['http://farm.example/Field/3', 'other', 'HTTP://Farm.Example/Field/3'],
  [
    'urn:epcglobal:cbv:bt:4012345000009:ASN1099',
    'other',
    'urn:EPCGLOBAL:cbv:bt:4012345000009:ASN1099',
  ],
];

describe('one thing has one key', () => {
  test.each(things)('%s (%s) in every notation', (key, kind, ...notations) => {
    for (const text of [key, ...notations]) {
      expect(parseIdentifier(text)).toMatchObject({ kind, key });
    }
  });

  test('and its values by name, those that do not tell it apart too', () => {
    expect(
      parseIdentifier('https://id.gs1.org/01/09520123456788/22/2A/10/B-1/21/S1').parts,
    ).toEqual({ gtin: '09520123456788', variant: '2A', batch: 'B-1', serial: 'S1' });
  });

  test('while upper and lower case, and leading zeros of a batch number, stay different things', () => {
    const keys = ['ABC1', 'abc1', '0ABC1'].map(
      (batch) => parseIdentifier(`(01)09520123456788(10)${batch}`).key,
    );
    expect(new Set(keys).size).toBe(3);
  });
});

describe('what names no single thing of GS1', () => {
  test.each([
    'https://erp.example/invoices/2026/01/17',
    'https://erp.example/invoices/2026/01/20260117',
    'https://erp.example/invoices/2026/01/20260117-003',
    'https://farm.example/8004/photo',
    'https://farm.example/AQnYUc1gmg',
    'https://id.gs1.org/about',
    'https://forum.example/t/announcement',
    'https://forum.example/t/7K3M9QTX2WPA/4',
    'urn:epc:idpat:sgtin:4012345.*.*',
    'urn:epc:idpat:sscc:4012345.*',
    'urn:epc:id:imovn:9176187',
    'urn:epc:po:123',
    'geo:50.94,6.92',
    'ni:///sha-256;ab?ver=CBV2.0',
  ])('%s is kept as it is', (text) => {
    expect(parseIdentifier(text)).toMatchObject({ kind: 'other', key: text });
  });
});

describe('a malformed identifier is refused:', () => {
  test.each([
    ['', /write a URI/],
    ['ABC1', /write a URI/],
    ['09520123456788', /write a URI/],
    ['urn:x y', /write a URI/],
    ['/somewhere', /write the whole URI/],
    [`https://a.example/${'x'.repeat(2100)}`, /at most 2048/],
    ['https://id.gs1.org/01/09520123456789', /check digit/],
    ['https://id.gs1.org/01/095201234567', /check digit/],
    ['https://id.gs1.org/01/17', /must have 14 digits/],
    ['https://a.example/01/095201234567881', /too long/],
    ['https://id.gs1.org/01/09520123456788/', /ends in a slash/],
    ['https://id.gs1.org/01/09520123456788/10', /no value/],
    ['https://id.gs1.org/01/09520123456788/10/', /no value/],
    ['https://id.gs1.org/01/09520123456788/21/S1/10/B', /cannot follow/],
    ['https://id.gs1.org/01/09520123456788/10/B/235/X', /cannot follow/],
    ['https://id.gs1.org/01/09520123456788/99/X', /cannot follow/],
    ['https://id.gs1.org/01/09520123456788?10=B', /belongs into the path/],
    ['https://id.gs1.org/01/09520123456788?999=B', /not known/],
    ['https://id.gs1.org/01/09520123456788?99=B&99=C', /twice/],
    ['https://id.gs1.org/01/09520123456788?99=', /no value/],
    ['https://id.gs1.org/01/09520123456788/10/A%2', /hexadecimal/],
    ['https://id.gs1.org/01/09520123456788/10/A%00', /may hold only/],
    ['https://id.gs1.org/01/09520123456788/10/%E6%89%B9', /may hold only/],
    ['https://id.gs1.org/01/09520123456788/10/A<B', /percent-encoded/],
    [`https://id.gs1.org/01/09520123456788/10/${'A'.repeat(21)}`, /over 20 characters/],
    ['Https://id.gs1.org/01/09520123456788', /upper case/],
    ['https://id.gs1.org/8003/14012345555551987', /must start with 0/],
    ['https://id.gs1.org/8006/040123451111180201', /piece and total/],
    ['https://id.gs1.org/8010/0614141/8011/012', /leading zero/],
    ['urn:epc:id:sgtin:4012345.01111.1', /together 13 digits/],
    ['urn:epc:id:sgtin:40123.01111111.1', /6 to 12 digits/],
    ['urn:epc:id:sgtin:4012345.011111', /6 to 12 digits/],
    ['urn:epc:id:sgtin:4012345.011111.', /empty/],
    ['urn:epc:id:sgtin:4012345.011111.A/B', /%2F/],
    [`urn:epc:class:lgtin:4012345.011111.${'A'.repeat(21)}`, /over 20 characters/],
    ['urn:epc:id:sgtin:4012345.011111.A%B', /hexadecimal/],
    ['urn:epc:id:sscc:4012345.011111111', /together 17 digits/],
    ['urn:epc:id:sgtin:4012345.01111X.1', /together 13 digits/],
    ['(01)09520123456788(10)', /no element string/],
    ['(01)09520123456788(21)A(235)B', /two serial numbers/],
    ['(01)09520123456788(10)A(10)B', /different values/],
    ['(17)261231', /names no thing/],
    ['(01)09520123456788(17)261331', /date/],
    ['(01)09520123456788(4399)A#', /may hold only/],
    [`(01)09520123456788(4399)${'A'.repeat(91)}`, /over 90/],
    ['https://id.gs1.org/01/09520123456788?17=260231', /date/],
    ['https://id.gs1.org/01/09520123456788?21=S1', /belongs into the path/],
    ['https://id.gs1.org/01/09520123456788?8200=X', /may not stand in the query/],
    ['(01)09520123456788(8)B', /no element string|may hold only/],
    [']C10109520123456788899', /no application identifier/],
    [']X0ABC', /no symbol that we read/],
    [']E09520123456789', /check digit/],
    [`/t/7K3M9QTX2WP${code.endsWith('0') ? '1' : '0'}`, /mistyped/],
    [`https://a.example/t/7K3M9QTX2WP${code.endsWith('0') ? '1' : '0'}`, /mistyped/],
    ['uscc:91350100M000100Y44', /check character/],
  ])('%s', (text, reason) => {
    expect(() => parseIdentifier(text)).toThrow(reason);
    expect(() => parseIdentifier(text)).toThrow(IdentifierFault);
  });
});

const numberOf = (length: number) =>
  fc.stringMatching(new RegExp(`^\\d{${length - 1}}$`)).map((body) => body + checkDigit(body));
const cset82 =
  '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const textOf = (length: number) =>
  fc.string({ unit: fc.constantFrom(...cset82), minLength: 1, maxLength: length });

/** The elements of any GS1 thing that has an EPC URN. */
const gs1Things = fc.oneof(
  fc.tuple(fc.constant('01'), numberOf(14), fc.constantFrom('10', '21'), textOf(20)),
  fc.tuple(fc.constant('01'), numberOf(14), fc.constant('235'), textOf(28)),
  fc.tuple(fc.constant('414'), numberOf(13), fc.constant('254'), textOf(20)),
  fc.tuple(fc.constant('00'), numberOf(18)),
  fc.tuple(fc.constant('01'), numberOf(14)),
  fc.tuple(fc.constantFrom('414', '417'), numberOf(13)),
  fc.tuple(fc.constant('402'), numberOf(17)),
  fc.tuple(fc.constantFrom('8017', '8018'), numberOf(18)),
  fc.tuple(
    fc.constant('8003'),
    join(
      numberOf(13).map((grai) => `0${grai}`),
      textOf(16),
    ),
  ),
  fc.tuple(fc.constant('253'), join(numberOf(13), textOf(17))),
  fc.tuple(fc.constantFrom('8004', '401'), join(fc.stringMatching(/^\d{12}$/), textOf(18))),
);

function join(...texts: fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...texts).map((parts) => parts.join(''));
}

describe('any GS1 thing', () => {
  test('comes back from its key, its Digital Link and its EPC URN', () => {
    const stem = fc.constantFrom(
      'https://id.gs1.org',
      'HTTP://a.example:8443/x/01/',
      'https://t.example/t',
    );
    fc.assert(
      fc.property(gs1Things, fc.integer({ min: 6, max: 12 }), stem, (elements, prefix, base) => {
        const key = elements.map((part, i) => `/${i % 2 ? encode(part) : part}`).join('');
        const thing = parseIdentifier(key);
        const canonical = key.replace(/\/254\/0$/, '');
        expect(thing.key).toBe(canonical);
        expect(parseDigitalLink(digitalLink(canonical, base))).toEqual(thing);
        const urn = epcUrn(canonical, prefix)!;
        expect(urn).toMatch(/^urn:epc:(id|idpat|class):[a-z]+:\d{6,12}\./);
        expect(parseIdentifier(urn)).toEqual(thing);
      }),
      { numRuns: 1000 },
    );
  });

  test('is one thing in element strings with brackets and without', () => {
    fc.assert(
      fc.property(gs1Things, ([ai, value, qualifier, text]) => {
        const extra = qualifier === undefined ? [] : [qualifier, text ?? ''];
        const plain = [ai + value, extra.join('')].filter((part) => part !== '').join('\u001d');
        const escape = (part: string) => part.replaceAll('(', '\\(');
        const bracketed =
          `(${ai})${escape(value)}` + (extra[0] ? `(${extra[0]})${escape(extra[1] ?? '')}` : '');
        expect(parseIdentifier(bracketed)).toEqual(parseIdentifier(`]C1${plain}`));
      }),
    );
  });
});

test('no text whatever fails in any other way than by an IdentifierFault', () => {
  const pieces = fc.constantFrom(
    'https://',
    'id.gs1.org',
    '/01/',
    '/00/',
    '/8004/',
    '/t/',
    '09520123456788',
    'urn:',
    'epc:',
    'id:',
    'sgtin:',
    'idpat:',
    '.',
    '*',
    '%',
    '%2F',
    '(',
    ')',
    '01',
    '10',
    ']C1',
    ']E0',
    '\u001d',
    '?',
    '=',
    '\ud800',
    'é',
    ' ',
  );
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(hostile, (text) => {
      try {
        const { key } = parseIdentifier(text);
        expect(parseIdentifier(key).key).toBe(key);
      } catch (error) {
        expect(error).toBeInstanceOf(IdentifierFault);
      }
    }),
    { numRuns: 2000 },
  );
});

test('a key of GS1 has an address at GS1, and a code of ours and a URI have none', () => {
  expect(gs1Uri('/01/09520123456788/10/B%2F1')).toBe(
    'https://id.gs1.org/01/09520123456788/10/B%2F1',
  );
  expect([`/t/${code}`, 'urn:uuid:1', 'uscc:91350100M000100Y43'].map(gs1Uri)).toEqual([
    ...[undefined, undefined, undefined],
  ]);
});

test('an EPC URN needs a company prefix of 6 to 12 digits, and not everything has one', () => {
  expect(() => epcUrn('/01/09520123456788', 5)).toThrow(IdentifierFault);
  expect(epcUrn('/01/09520123456788/22/2A', 7)).toBeUndefined();
  expect(epcUrn(`/t/${code}`, 7)).toBeUndefined();
  expect(epcUrn('urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8', 7)).toBeUndefined();
  expect(epcUrn('/8006/040123451111180102/21/987', 7)).toBe(
    'urn:epc:id:itip:4012345.011111.01.02.987',
  );
  expect(epcUrn('/414/0614141073467', 7)).toBe('urn:epc:id:sgln:0614141.07346.0');
  expect(epcUrn('/8003/04012345555554', 7)).toBe('urn:epc:idpat:grai:4012345.55555.*');
});

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
