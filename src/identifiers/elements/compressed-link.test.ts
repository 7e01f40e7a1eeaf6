// Goal: whatever a compressor writes by the standard comes back, in every encoding and under every code for AIs that come together,
// and no text whatever ends in anything else than an answer.
// Method: a compressor that exists only here, over generated elements; GS1's own examples are in shared-vectors.test.ts.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkDigit } from '../check-digit.js';
import { decompressLink } from './compressed-link.js';
import type { Element } from './ai-table.js';
import { canonicalLink } from './write-link.js';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const bitsOf = (value: number | bigint, count: number) => value.toString(2).padStart(count, '0');

/** As the fields of the standard's table F: digits or text, and whether their number is told. */
type Field = readonly ['N' | 'X', 'fixed' | 'open', number];
const digits18: readonly Field[] = [['N', 'fixed', 18]];
const fields: Readonly<Record<string, readonly Field[]>> = {
  '00': digits18,
  '01': [['N', 'fixed', 14]],
  '10': [['X', 'open', 20]],
  '11': [['N', 'fixed', 6]],
  '17': [['N', 'fixed', 6]],
  '21': [['X', 'open', 20]],
  '22': [['X', 'open', 20]],
  '30': [['N', 'open', 8]],
  '253': [
    ['N', 'fixed', 13],
    ['X', 'open', 17],
  ],
  '254': [['X', 'open', 20]],
  '3103': [['N', 'fixed', 6]],
  '414': [['N', 'fixed', 13]],
  '7007': [
    ['N', 'fixed', 6],
    ['N', 'open', 6],
  ],
  '7230': [['X', 'open', 30]],
  '8003': [
    ['N', 'fixed', 14],
    ['X', 'open', 16],
  ],
  '8004': [['X', 'open', 30]],
  '8010': [['X', 'open', 30]],
  '8011': [['N', 'open', 12]],
  '8017': digits18,
  '8019': [['N', 'open', 10]],
};

const digitBits = (count: number) => Math.ceil(count * Math.log2(10) + 0.01);

function ofText(text: string, encoding: number): string {
  switch (encoding) {
    case 0:
      return text === '' ? '' : bitsOf(BigInt(text), digitBits(text.length));
    case 1:
    case 2:
      return [...text].map((character) => bitsOf(parseInt(character, 16), 4)).join('');
    case 3:
      return [...text].map((character) => bitsOf(alphabet.indexOf(character), 6)).join('');
    default:
      return [...text].map((character) => bitsOf(character.charCodeAt(0), 7)).join('');
  }
}

/** The encodings that a text can be written in. */
const encodingsOf = (text: string) =>
  [/^\d*$/, /^[\da-f]*$/, /^[\dA-F]*$/, /^[\w-]*$/, /^/].flatMap((shape, i) =>
    shape.test(text) ? [i] : [],
  );

function ofValue(ai: string, value: string, choice: number): string {
  let rest = value;
  return fields[ai]!.map(([set, kind, most]) => {
    const text = rest.slice(0, most);
    rest = rest.slice(most);
    const open = encodingsOf(text);
    const encoding = set === 'N' ? 0 : open[choice % open.length]!;
    const length = bitsOf(text.length, Math.ceil(Math.log2(most) + 0.01));
    return (
      (set === 'N' ? '' : bitsOf(encoding, 3)) +
      (kind === 'open' ? length : '') +
      ofText(text, encoding)
    );
  }).join('');
}

const ofHexadecimal = (text: string) => ofText(text, 1);

function base64(bits: string): string {
  const whole = bits.padEnd(Math.ceil(bits.length / 6) * 6, '0');
  return whole.replace(/.{6}/g, (six) => alphabet.charAt(parseInt(six, 2)));
}

const separately = (elements: readonly Element[], choice: number) =>
  elements.map(([ai, value]) => ofHexadecimal(ai) + ofValue(ai, value, choice)).join('');

const together = (code: string, elements: readonly Element[], choice: number) =>
  ofHexadecimal(code.toLowerCase()) +
  elements.map(([ai, value]) => ofValue(ai, value, choice)).join('');

const number = (length: number) =>
  fc.stringMatching(new RegExp(`^\\d{${length - 1}}$`)).map((body) => body + checkDigit(body));
const text = (most: number) =>
  fc.oneof(
    fc.stringMatching(new RegExp(`^\\d{1,${most}}$`)),
    fc.stringMatching(new RegExp(`^[\\da-f]{1,${most}}$`)),
    fc.stringMatching(new RegExp(`^[\\dA-F]{1,${most}}$`)),
    fc.stringMatching(new RegExp(`^[\\w-]{1,${most}}$`)),
    fc
      .stringMatching(new RegExp(`^[!-?A-Z_a-z]{1,${most}}$`))
      .map((found) => found.replace(/[#$]/g, '+')),
  );
const element = (ai: string, value: fc.Arbitrary<string>) =>
  value.map((found): Element => [ai, found]);
const joined = (...parts: fc.Arbitrary<string>[]) =>
  fc.tuple(...parts).map((found) => found.join(''));

/** Messages of every kind of field; the first element is the key. */
const messages = fc.oneof(
  fc.tuple(
    element('01', number(14)),
    element('10', text(20)),
    element('21', text(20)),
    element('17', fc.constantFrom('260100', '001231')),
    element('3103', fc.stringMatching(/^\d{6}$/)),
  ),
  fc.tuple(
    element('01', number(14)),
    element('22', text(20)),
    element('7007', fc.constantFrom('260131', '260131260228')),
  ),
  fc.tuple(element('00', number(18)), element('7230', joined(fc.constant('EM'), text(28)))),
  fc.tuple(element('253', joined(number(13), fc.oneof(fc.constant(''), text(17))))),
  fc.tuple(
    element('8003', joined(fc.constant('0'), number(13), fc.oneof(fc.constant(''), text(16)))),
  ),
  fc.tuple(element('8004', joined(fc.constant('95'), text(28)))),
  fc.tuple(element('414', number(13)), element('254', text(20))),
  fc.tuple(element('8017', number(18)), element('8019', fc.stringMatching(/^\d{1,10}$/))),
  fc.tuple(element('01', number(14)), element('30', fc.stringMatching(/^\d{1,8}$/))),
);

/** The codes of some AIs together, by the message's AIs. */
const codes: Readonly<Record<string, string>> = {
  '01+22': '0A',
  '01+30': '0F',
  '01+10+21+17': '1A',
  '414+254': '9D',
  '8017+8019': '9B',
};

describe('a compressed Digital Link', () => {
  test('comes back whole, whichever encodings its values were written in', () => {
    fc.assert(
      fc.property(messages, fc.nat(4), (elements, choice) => {
        const link = `https://id.gs1.org/${base64(separately(elements, choice))}`;
        expect(decompressLink(link)).toBe(canonicalLink(elements));
      }),
      { numRuns: 500 },
    );
  });

  test('comes back where AIs that come together have one code', () => {
    fc.assert(
      fc.property(messages, fc.nat(4), (elements, choice) => {
        const [found, count] = [4, 3, 2]
          .map(
            (length) =>
              [
                codes[
                  elements
                    .slice(0, length)
                    .map(([ai]) => ai)
                    .join('+')
                ],
                length,
              ] as const,
          )
          .find(([code]) => code !== undefined) ?? [undefined, 0];
        fc.pre(found !== undefined);
        const bits =
          together(found, elements.slice(0, count), choice) +
          separately(elements.slice(count), choice);
        expect(decompressLink(`https://id.gs1.org/${base64(bits)}`)).toBe(canonicalLink(elements));
      }),
      { numRuns: 500 },
    );
  });

  test('may have its key in the path as it is, a stem in front and pairs of its own behind', () => {
    const rest: readonly Element[] = [
      ['10', 'ABC123'],
      ['17', '261231'],
    ];
    const pair = `${bitsOf(0b1111, 4)}${bitsOf(4, 7)}${ofText('lang', 3)}${bitsOf(4, 3)}${bitsOf(5, 7)}${ofText('zh-CN', 4)}`;
    const compressed = base64(separately(rest, 0) + pair);
    expect(
      decompressLink(`HTTPS://shop.example/de/01/05412345000013/${compressed}?utm=a&3103=000195`),
    ).toBe(
      'HTTPS://shop.example/de/01/05412345000013/10/ABC123?17=261231&3103=000195&utm=a&lang=zh-CN',
    );
  });

  test('is none where it breaks off, goes on with anything, or has a reserved code', () => {
    const whole = 'AQnYUc1gmiCNV4JG';
    expect(decompressLink(`https://id.gs1.org/${whole}`)).toBeDefined();
    for (const other of [
      whole.slice(0, -2),
      `${whole}_`,
      `${whole}___`,
      'sAnYUc1gmg',
      '',
      'BAnYUc1gmg',
    ]) {
      expect(decompressLink(`https://id.gs1.org/${other}`)).toBeUndefined();
    }
  });

  test('has its attributes in the order of their AIs, whatever order they were written in', () => {
    const elements: readonly Element[] = [
      ['3103', '000195'],
      ['01', '05412345000013'],
      ['17', '261231'],
      ['10', 'A'],
    ];
    expect(decompressLink(`https://id.gs1.org/${base64(separately(elements, 0))}`)).toBe(
      'https://id.gs1.org/01/05412345000013/10/A?17=261231&3103=000195',
    );
  });

  test('is none where a value is longer than its AI allows', () => {
    const key = separately([['01', '05412345000013']], 0);
    const lot = (length: number) =>
      ofHexadecimal('10') + bitsOf(0, 3) + bitsOf(length, 5) + ofText('1'.repeat(length), 0);
    expect(decompressLink(`https://id.gs1.org/${base64(key + lot(20))}`)).toBeDefined();
    expect(decompressLink(`https://id.gs1.org/${base64(key + lot(21))}`)).toBeUndefined();
  });

  test('is none where the address can be read as it stands', () => {
    expect(decompressLink('https://id.gs1.org/01/05412345000013')).toBeUndefined();
    expect(decompressLink('https://id.gs1.org/01/05412345000013/10/AQnYUc1gmg')).toBeUndefined();
    expect(decompressLink('ftp://id.gs1.org/AQnYUc1gmg')).toBeUndefined();
  });

  test('of any text is an answer or none', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[\w-]{0,60}$/),
        fc.constantFrom('', '01/05412345000013/'),
        (end, path) => {
          const link = decompressLink(`https://id.gs1.org/${path}${end}`);
          expect(link ?? 'https://id.gs1.org/').toMatch(/^https:\/\/id\.gs1\.org\//);
        },
      ),
      { numRuns: 5000 },
    );
  });
});
