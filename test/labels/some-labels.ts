import fc from 'fast-check';
import { parseIdentifier } from '../../src/identifiers/index.js';
import { publicLink } from '../../src/codes/index.js';
import type { LabelledGoods, LabelWish, LinkedCode } from '../../src/labels/goods-label.js';
import { symbolKinds } from '../../src/labels/label.js';
import { qrCases } from '../../src/labels/printed-link.js';
import { makeCode } from '../../src/identifiers/native-code.js';
import { languages } from '../../src/platform/index.js';
import { qrLevels } from '../../src/symbols/index.js';

/** All that GS1 allows in a batch number. */
const cset82 = [
  ...'!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz',
];
/** Names as people have them, and pieces of what printers and browsers read as commands. */
const pieces = [
  ...['红富士', '苹果', '有机', '農場', '（一级）', 'Apples ', 'Äpfel', 'é', ' ', '12%'],
  ...[
    '^XZ',
    '^FS^FO0,0',
    '~JA',
    '\\5E',
    '_5E',
    '"',
    '\\["]',
    '\\[R]',
    '\\',
    '",0',
    '<b>',
    '&lt;',
    ']]>',
  ],
];

export const names = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(''))
  .filter((name) => name.trim() !== '');

export const numbers = fc
  .array(fc.constantFrom(...cset82), { minLength: 1, maxLength: 20 })
  .map((parts) => parts.join(''));

const codes = (length: 12 | 16) =>
  fc.uint8Array({ minLength: 64, maxLength: 64 }).map((bytes) => {
    // The encoder throws every 31 away.
    let at = 0;
    return makeCode(
      (count) => Array.from({ length: count }, () => bytes[at++ % 64]! % 31) as never,
      length,
    );
  });

export const origins = fc.constantFrom(
  ...['https://t.example.cn', 'https://trace.example/furrow', 'http://192.168.1.20:3000'],
);

export const goods: fc.Arbitrary<LabelledGoods> = fc.record({
  kind: fc.constantFrom('batch', 'item', 'case'),
  gtin: fc.constantFrom('09520123456788', null),
  number: numbers,
  product: names,
  madeOn: fc.constant('2026-11-20'),
  expiry: fc.constantFrom(
    null,
    { kind: 'best-before', on: '2026-12-20' } as const,
    { kind: 'use-by', on: '2028-02-29' } as const,
  ),
  producer: names,
  origin: fc.option(names),
});

/** How many labels of which goods, and how they are wanted. A product without a number of GS1 takes QR. */
export const wanted = fc
  .record({ goods, origin: origins, count: fc.integer({ min: 1, max: 5 }) })
  .chain((some) =>
    fc.record({
      goods: fc.constant(some.goods),
      wish: fc.record<LabelWish>({
        symbol: fc.constantFrom(...(some.goods.gtin === null ? ['qr' as const] : symbolKinds)),
        level: fc.constantFrom(...qrLevels),
        qrCase: fc.constantFrom(...qrCases),
        language: fc.constantFrom(...languages),
      }),
      codes: fc
        .uniqueArray(codes(some.goods.kind === 'batch' ? 12 : 16), {
          minLength: some.goods.kind === 'batch' ? 1 : some.count,
          maxLength: some.goods.kind === 'batch' ? 1 : some.count,
        })
        .map((all): LinkedCode[] =>
          all.map((code) => ({ code, link: publicLink(some.goods, code, some.origin) })),
        ),
    }),
  );

/** The thing that a link names, which every symbol of the label has to name too. */
export function thingOf({ link }: LinkedCode): string {
  return parseIdentifier(link).key;
}
