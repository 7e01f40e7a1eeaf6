// Goal: a label says the same goods in every format, on any media, whatever its texts hold. Method: generated goods, wishes and
// media; each format rendered by a program that is not ours, its symbols read by a scanner's, its texts compared.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseIdentifier } from '../../src/identifiers/index.js';
import { goodsLabel } from '../../src/labels/goods-label.js';
import type { SymbolKind } from '../../src/labels/label.js';
import { labelFile, type Printing } from '../../src/labels/label-file.js';
import { cornerOf, labelSize, labelsOfSheet, mediaNamed, sheets } from '../../src/labels/media.js';
import { readSymbols, type ReadSymbol } from '../support/symbol-readers.js';
import { readTspl, renderPdf, renderSvg, renderZpl } from './renderers.js';
import { thingOf, wanted } from './some-labels.js';
import { pdfs, isWide, settable } from './wide-font.js';

const formats: Readonly<Record<SymbolKind, string>> = {
  ...{ qr: 'QRCode', 'gs1-datamatrix': 'DataMatrix', 'gs1-128': 'Code128' },
};

/** Of those symbols that we draw: a reader that looks for all of them sees a bar code in any row of bars. */
const read = (png: Uint8Array) =>
  readSymbols(png, { formats: ['QRCode', 'DataMatrix', 'Code128'] });

type Wanted = typeof wanted extends fc.Arbitrary<infer Each> ? Each : never;

/** On which any label of its kind has room. */
function rollFor({ wish }: Wanted): string {
  return wish.symbol === 'gs1-128' ? 'roll-200x60' : 'roll-60x40';
}

function printingOf(name: string, more: Partial<Printing>): Printing {
  const media = mediaNamed(name)!;
  return { format: 'pdf', media, start: 1, cropMarks: false, dotsPerInch: 203, ...more };
}

async function fileOf(some: Wanted, printing: Printing, copies = 1) {
  const labels = some.codes.map(goodsLabel(some.goods, some.codes[0]!, some.wish));
  const { bytes } = await labelFile(
    labels.map((of) => ({ of, copies })),
    printing,
    pdfs,
  );
  return { bytes, lines: labels.map(({ lines }) => lines) };
}

/** Things that symbols name, in the order of their labels. */
function namesOf(symbols: readonly ReadSymbol[], { wish }: Wanted): string[] {
  expect(new Set(symbols.map(({ format }) => format))).toEqual(new Set([formats[wish.symbol]]));
  return symbols.map(({ scan }) => parseIdentifier(scan).key);
}

/** For a PDF, where fonts are those of this machine. */
function inFonts({ goods, wish, codes }: Wanted): Wanted {
  const text = (some: string | null) => some && settable(some);
  const { product, producer, origin } = goods;
  const set = { product: text(product), producer: text(producer), origin: text(origin) };
  const language = isWide ? wish.language : 'en';
  return { goods: { ...goods, ...set }, wish: { ...wish, language }, codes };
}

const things = ({ codes }: Wanted) => codes.map(thingOf);
const dpis = fc.constantFrom(203, 300);
const ofRenderer: Readonly<Record<number, number>> = { 203: 8, 300: 12, 600: 24 };

/** Its link is a version smaller where an encoder looks for stretches of digits, which that of ZPL does not. */
const longDigits: Wanted = {
  goods: {
    ...{ kind: 'item', gtin: '09520123456788', number: 'QHb', product: '^XZ', origin: null },
    ...{ madeOn: '2026-11-20', expiry: null, producer: '~JA_5E' },
  },
  wish: { symbol: 'qr', level: 'H', qrCase: 'upper', language: 'en' },
  codes: [
    {
      code: '0000000000000000',
      link: 'https://trace.example/furrow/01/09520123456788/21/0000000000000000',
    },
  ],
};

describe('labels of any goods', () => {
  test('as PDF on a roll: a page each, at the exact size', async () => {
    await fc.assert(
      fc.asyncProperty(wanted, async (some) => {
        const name = rollFor(some);
        const { bytes } = await fileOf(inFonts(some), printingOf(name, { dotsPerInch: 600 }));
        const pages = await renderPdf(bytes);
        const { width, height } = labelSize(mediaNamed(name)!);
        const found: string[] = [];
        for (const page of pages) {
          expect([page.width, page.height].map((side) => side.toFixed(1))).toEqual(
            [width, height].map((side) => side.toFixed(1)),
          );
          found.push(...namesOf(await read(page.png), some));
        }
        expect(found).toEqual(things(some));
      }),
      { numRuns: 10 },
    );
  });

  test('as PDF on sheets: from the first free place on, row by row, sheet by sheet', async () => {
    await fc.assert(
      fc.asyncProperty(
        wanted.filter(({ wish }) => wish.symbol !== 'gs1-128'),
        fc.constantFrom(...sheets.keys()),
        fc.nat(),
        fc.boolean(),
        async (some, name, offset, cropMarks) => {
          const sheet = sheets.get(name)!;
          const places = labelsOfSheet(sheet);
          const start = 1 + (offset % places);
          const printing = printingOf(name, { start, cropMarks, dotsPerInch: 600 });
          const pages = await renderPdf((await fileOf(inFonts(some), printing)).bytes);
          const found: (string | undefined)[] = [];
          for (const [at, page] of pages.entries()) {
            const symbols = await read(page.png);
            const named = namesOf(symbols, some);
            for (let place = 0; place < places; place++) {
              const { x, y } = cornerOf(sheet, place);
              const inside = symbols.findIndex((symbol) => {
                const [px, py] = [symbol.at.x, symbol.at.y].map(
                  (p) => p / page.pixelsPerMillimetre,
                );
                const { width, height } = sheet.label;
                return px! >= x && px! <= x + width && py! >= y && py! <= y + height;
              });
              if (inside >= 0) found[at * places + place] = named[inside];
            }
          }
          const before = Array<undefined>(start - 1).fill(undefined);
          expect([...found]).toEqual([...before, ...things(some)]);
        },
      ),
      { numRuns: 6 },
    );
  });

  test('as ZPL, at any resolution', async () => {
    await fc.assert(
      fc.asyncProperty(wanted, dpis, async (some, dotsPerInch) => {
        const name = rollFor(some);
        const { bytes } = await fileOf(some, printingOf(name, { format: 'zpl', dotsPerInch }));
        const pictures = await renderZpl(
          bytes.toString(),
          labelSize(mediaNamed(name)!),
          ofRenderer[dotsPerInch]!,
        );
        const found: string[] = [];
        for (const picture of pictures) found.push(...namesOf(await read(picture), some));
        expect(found).toEqual(things(some));
      }),
      { numRuns: 10, examples: [[longDigits, 203]] },
    );
  });

  test('as TSPL, with every line that is needed to the letter', async () => {
    await fc.assert(
      fc.asyncProperty(wanted, dpis, async (some, dotsPerInch) => {
        const printing = printingOf(rollFor(some), { format: 'tspl', dotsPerInch });
        const { bytes, lines } = await fileOf(some, printing, 3);
        const labels = readTspl(bytes.toString());
        const found: string[] = [];
        for (const [at, label] of labels.entries()) {
          expect(label.copies).toBe(3);
          const needed = lines[at]!.filter((line) => line.needed).map(({ text }) => text);
          expect(label.texts).toEqual(expect.arrayContaining(needed));
          for (const text of label.qr) found.push(parseIdentifier(text).key);
          for (const text of label.dataMatrix) found.push(parseIdentifier(`]d2${text}`).key);
          if (label.bars) found.push(...namesOf(await read(label.bars), some));
        }
        expect(found).toEqual(things(some));
      }),
      { numRuns: 50 },
    );
  });

  test('as SVG, with every line that is needed to the letter', async () => {
    await fc.assert(
      fc.asyncProperty(wanted, async (all) => {
        const some = { ...all, codes: all.codes.slice(0, 1) };
        const { bytes, lines } = await fileOf(some, printingOf(rollFor(some), { format: 'svg' }));
        const { png, texts } = renderSvg(bytes.toString());
        expect(namesOf(await read(png), some)).toEqual(things(some));
        const needed = lines[0]!.filter((line) => line.needed).map(({ text }) => text);
        expect(texts).toEqual(expect.arrayContaining(needed));
      }),
      { numRuns: 40 },
    );
  });

  test('as PNG: the symbol alone, as large as on the label', async () => {
    await fc.assert(
      fc.asyncProperty(wanted, dpis, async (all, dotsPerInch) => {
        const some = { ...all, codes: all.codes.slice(0, 1) };
        const printing = printingOf(rollFor(some), { format: 'png', dotsPerInch });
        const { bytes } = await fileOf(some, printing);
        expect(namesOf(await read(bytes), some)).toEqual(things(some));
        const perMetre = bytes.readUInt32BE(bytes.indexOf('pHYs') + 4);
        expect(perMetre).toBe(Math.round(dotsPerInch / 0.0254));
      }),
      { numRuns: 40 },
    );
  });
});
