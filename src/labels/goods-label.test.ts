// Goal: what labels of a run say, and in which size of symbol. Method: generated codes; links of both kinds, in both cases.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { publicLink } from '../codes/index.js';
import { parseIdentifier } from '../identifiers/index.js';
import { goodsLabel, type LabelledGoods, type LabelWish } from './goods-label.js';
import { modulesOf } from './label.js';
import { printedLink } from './printed-link.js';

const gtin = '09520123456788';
const nothing = { product: null, madeOn: null, expiry: null, producer: null, origin: null };
const items: LabelledGoods = { ...nothing, kind: 'item', gtin: null, number: 'A' };
const wish: LabelWish = { symbol: 'qr', level: 'M', qrCase: 'upper', language: 'en' };
const base = 'https://t.example.cn';

/** Of the alphabet of codes; no check character is looked at here. */
const codes = fc
  .array(fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'), { minLength: 16, maxLength: 16 })
  .map((parts) => parts.join(''));

test('symbols of a run have one size, whether a code is of digits or of letters', () => {
  fc.assert(
    fc.property(
      codes,
      fc.constantFrom(null, gtin),
      fc.constantFrom('upper' as const, 'lower' as const),
      (code, of, qrCase) => {
        const goods = { ...items, gtin: of };
        const all = [code, '0'.repeat(16), 'Y'.repeat(16), '0Y'.repeat(8)].map((each) => ({
          code: each,
          link: publicLink(goods, each, base),
        }));
        const one = (linked: (typeof all)[number]) =>
          modulesOf(goodsLabel(goods, linked, { ...wish, qrCase })(linked).symbol).width;
        expect(new Set(all.map(one)).size).toBe(1);
      },
    ),
    { numRuns: 100 },
  );
});

test.each([
  ['https://t.example.cn/t/7K3M9QTX2WPA', 'HTTPS://T.EXAMPLE.CN/T/7K3M9QTX2WPA'],
  [`https://t.example.cn/01/${gtin}/10/A-1`, `HTTPS://T.EXAMPLE.CN/01/${gtin}/10/A-1`],
  [`https://t.example.cn/01/${gtin}/10/a-1`, `https://t.example.cn/01/${gtin}/10/a-1`],
  [`https://t.example.cn/01/${gtin}/10/%C3x`, `https://t.example.cn/01/${gtin}/10/%C3x`],
  ['https://t.example.cn/Farm/t/7K3M9QTX2WPA', 'https://t.example.cn/Farm/t/7K3M9QTX2WPA'],
  ['http://192.168.1.20:3000/t/7K3M9QTX2WPA', 'HTTP://192.168.1.20:3000/T/7K3M9QTX2WPA'],
])('%s in capitals is %s', (link, printed) => {
  expect(printedLink(link, 'upper')).toBe(printed);
  expect(printedLink(link, 'lower')).toBe(link);
});

test('no capital changes what a link names', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/),
      fc.constantFrom(base, `${base}/furrow`, `${base}/Furrow`),
      (number, at) => {
        const link = publicLink({ kind: 'batch', gtin, number }, '7K3M9QTX2WPA', at);
        const { key, parts } = parseIdentifier(printedLink(link, 'upper'));
        expect([key, parts.batch]).toEqual([parseIdentifier(link).key, number]);
      },
    ),
  );
});

test('a symbol of GS1 tells date and batch besides what it names', () => {
  const goods: LabelledGoods = {
    ...{ ...items, gtin, expiry: { kind: 'use-by', on: '2026-12-02' } },
  };
  const code = '7K3M9QTX2WP4H8CX';
  const linked = { code, link: publicLink(goods, code, base) };
  const label = goodsLabel(goods, linked, { ...wish, symbol: 'gs1-datamatrix' })(linked);
  expect(label.symbol).toMatchObject({
    elements: [
      ['01', gtin],
      ['17', '261202'],
      ['10', 'A'],
      ['21', code],
    ],
  });
  const best = goodsLabel(
    { ...goods, kind: 'batch', expiry: { kind: 'best-before', on: '2026-12-02' } },
    linked,
    { ...wish, symbol: 'gs1-128' },
  )(linked);
  expect(best.symbol).toMatchObject({
    elements: [
      ['01', gtin],
      ['15', '261202'],
      ['10', 'A'],
    ],
  });
});
