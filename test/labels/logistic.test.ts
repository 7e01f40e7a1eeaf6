// Goal: the label of a load leads to the load, and tells the trade what is in it. Method: generated contents drawn and read; real
// requests for loads of one's own and of others, with SSCC and without.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkDigit } from '../../src/identifiers/check-digit.js';
import { parseIdentifier } from '../../src/identifiers/index.js';
import { drawnFile, type Printing } from '../../src/labels/label-file.js';
import { millimetresOf } from '../../src/labels/drawn-label.js';
import { layoutLogistic, type LabelledUnit } from '../../src/labels/logistic-label.js';
import { contentElements, type UnitContent } from '../../src/labels/unit-content.js';
import { unitLabelSizes } from '../../src/labels/unit-labels.service.js';
import { World } from '../cases/world.js';
import { readSymbols } from '../support/symbol-readers.js';
import { renderPdf, renderZpl } from './renderers.js';
import { names, numbers } from './some-labels.js';
import { pdfs, settable } from './wide-font.js';

const gtin = '09520123456788';
const separator = '\u001d';
const ssccs = fc
  .integer({ min: 0, max: 99_999_999 })
  .map((serial) => `0952012345${String(serial).padStart(7, '0').slice(0, 7)}`)
  .map((digits) => digits + checkDigit(digits));

const contents: fc.Arbitrary<UnitContent> = fc.record({
  product: fc.record({
    ...{ gtin: fc.constant(gtin), unit: fc.constant('H87'), catchWeight: fc.constant(false) },
    ...{ packLevels: fc.constant([]), conversions: fc.constant([]) },
    dateType: fc.constantFrom('best-before', 'use-by'),
  }),
  amount: fc.integer({ min: 1, max: 99_999_999 }).map(String),
  uom: fc.constant('H87'),
  number: fc.option(numbers),
  bestBefore: fc.constantFrom(null, '2026-12-20'),
});

const units = fc
  .record({
    sscc: ssccs,
    content: contents,
    name: names,
    gross: fc.option(fc.constantFrom('412', '0.5', '12345.6', '1.125')),
  })
  .map(({ sscc, content, name, gross }): LabelledUnit => ({
    sscc,
    link: `HTTPS://T.EXAMPLE.CN/00/${sscc}`,
    content: contentElements(content, gross ?? undefined),
    lines: [{ text: settable(name), needed: false }],
  }));

const formats = ['QRCode', 'DataMatrix', 'Code128'] as const;
const read = (png: Uint8Array) => readSymbols(png, { formats: [...formats] });

/** Elements of a label's symbols, as its bars and its GS1 DataMatrix carry them. */
function elementsIn(scans: readonly string[]): string[] {
  const lengths: Readonly<Record<string, number>> = {
    '00': 18,
    '02': 14,
    '15': 6,
    '17': 6,
    '33': 8,
  };
  return scans.flatMap((scan) => {
    const found: string[] = [];
    let rest = scan.slice(3);
    while (rest !== '') {
      const length = lengths[rest.slice(0, 2)];
      const end = length === undefined ? rest.search(new RegExp(`${separator}|$`)) : 2 + length;
      found.push(rest.slice(0, end));
      rest = rest.slice(rest[end] === separator ? end + 1 : end);
    }
    return found;
  });
}

describe('a logistic label', () => {
  test.each([
    ['pdf', 600],
    ['zpl', 203],
    ['zpl', 300],
  ] as const)(
    'as %s at %i dots tells SSCC and content, and leads to the unit',
    async (format, dotsPerInch) => {
      await fc.assert(
        fc.asyncProperty(
          units,
          fc.constantFrom('a6' as const, 'a5' as const),
          async (unit, size) => {
            const label = unitLabelSizes[size];
            const drawn = layoutLogistic(unit, label, { dotsPerInch, moduleDotsMax: 10 });
            const printing: Printing = {
              ...{
                format,
                media: { kind: 'roll', label },
                start: 1,
                cropMarks: false,
                dotsPerInch,
              },
            };
            const { bytes } = await drawnFile([{ of: drawn, copies: 1 }], printing, pdfs);
            const [png] =
              format === 'pdf'
                ? (await renderPdf(bytes)).map((page) => page.png)
                : await renderZpl(bytes.toString(), label, dotsPerInch === 203 ? 8 : 12);
            const symbols = await read(png!);
            const link = symbols.find((symbol) => symbol.format === 'QRCode');
            expect(parseIdentifier(link!.text).key).toBe(`/00/${unit.sscc}`);
            const gs1 = symbols.filter((symbol) => symbol !== link);
            const told = [['00', unit.sscc], ...unit.content].map((element) => element.join(''));
            expect([...new Set(elementsIn(gs1.map(({ scan }) => scan)))].sort()).toEqual(
              told.sort(),
            );
            const lowest = gs1.reduce((one, other) => (other.at.y > one.at.y ? other : one));
            expect(lowest.scan).toBe(`]C100${unit.sscc}`);
          },
        ),
        { numRuns: 4 },
      );
    },
  );

  test('has bars as wide and high as conveyors want, within the label', () => {
    fc.assert(
      fc.property(
        units,
        fc.constantFrom(203, 300, 600),
        fc.constantFrom('a6' as const, 'a5' as const),
        (unit, dotsPerInch, size) => {
          const drawn = layoutLogistic(unit, unitLabelSizes[size], { dotsPerInch });
          for (const { modules, x, y, across, down, content } of drawn.symbols) {
            const quiet = modules.quietZone * across;
            expect(x).toBeGreaterThanOrEqual(quiet);
            expect(x + modules.width * across + quiet).toBeLessThanOrEqual(drawn.width);
            expect(y + modules.height * down).toBeLessThanOrEqual(drawn.height);
            if (content.kind !== 'gs1-128') continue;
            const module = millimetresOf(across, dotsPerInch);
            expect(module).toBeGreaterThanOrEqual(0.495);
            expect(module).toBeLessThanOrEqual(1.016);
            expect(millimetresOf(down, dotsPerInch)).toBeGreaterThan(31.8);
            expect(modules.width * module).toBeLessThanOrEqual(165);
          }
        },
      ),
    );
  });
});

describe('GET /api/v1/logistic-units/{code}/label', () => {
  let world: World;
  const digits = '09520123450000001';
  const sscc = digits + checkDigit(digits);
  beforeAll(async () => {
    world = await World.start({ publicUrl: 'https://trace.example' });
    await world.product('X', 'F', {
      ...{ unit: 'H87', packLevels: [{ name: 'case', contains: '12', gtin: '19520123456785' }] },
      ...{ dateType: 'best-before', shelfLifeDays: 30 },
    });
    await world.make('F', 'L-1', '1200', { hour: 1, quantity: { value: '1200', unit: 'H87' } });
    const goods = world.goods('L-1 240 H87');
    await world.does('F', 'pack', 2, { unit: `(00)${sscc}`, goods });
    await world.does('F', 'pack', 2, { unit: await world.unit('U'), goods });
  });
  afterAll(() => world?.close());

  async function scansOf(name: string, by = 'F'): Promise<string[]> {
    const { key } = await world.trader(by);
    const path = `/api/v1/logistic-units/${name}/label?grossWeight=85.5`;
    const response = await fetch(new URL(path, world.service.url), {
      headers: { Authorization: `Bearer ${key}` },
    });
    expect(response.status).toBe(200);
    const [page] = await renderPdf(Buffer.from(await response.arrayBuffer()));
    return (await read(page!.png)).map(({ scan }) => scan).sort();
  }

  test('tells the largest pack that goes into it, its batch and its date', async () => {
    const scans = await scansOf(sscc);
    expect(scans.filter((scan) => scan.startsWith(']Q1'))).toEqual([
      `]Q1HTTPS://TRACE.EXAMPLE/00/${sscc}`,
    ]);
    const elements = elementsIn(scans.filter((scan) => !scan.startsWith(']Q1')));
    const date = elements.find((each) => each.startsWith('15'));
    expect(date).toMatch(/^15\d{6}$/);
    expect([...new Set(elements)].sort()).toEqual(
      [`00${sscc}`, '0219520123456785', '3301000855', '3720', '10L-1', date].sort(),
    );
  });

  test('of an SSCC that was given out has it alone ahead of packing, and the content once it is packed', async () => {
    const { key } = await world.trader('F');
    const prefix = '7712345';
    await world.post(key, '/api/v1/company-prefixes', { prefix });
    const { ssccs } = await world.post(key, '/api/v1/ssccs', { count: 2, extensionDigit: 3 });
    const [first = '', second = ''] = ssccs as string[];
    const ahead = await scansOf(second);
    // What it weighs is the unit's own, whatever is in it.
    expect([...new Set(ahead)]).toEqual([
      `]C100${second}`,
      ']C13301000855',
      `]Q1HTTPS://TRACE.EXAMPLE/00/${second}`,
    ]);
    await world.does('F', 'pack', 3, { unit: `(00)${second}`, goods: world.goods('L-1 24 H87') });
    const packed = (await scansOf(second)).filter((scan) => !scan.startsWith(']Q1'));
    expect(elementsIn(packed)).toContain('10L-1');

    // Not the next one, nor with another extension digit, a wrong check digit, or for anybody else.
    const digits = first.slice(0, -1);
    const next = String(BigInt(second.slice(0, -1)) + 1n);
    const others = [
      next + checkDigit(next),
      `4${digits.slice(1)}${checkDigit(`4${digits.slice(1)}`)}`,
    ];
    const mistyped = digits + String((Number(first.at(-1)) + 1) % 10);
    for (const other of [...others, mistyped]) expect(await statusOf(other, 'F')).toBe(404);
    expect([await statusOf(first, 'F'), await statusOf(first, 'P')]).toEqual([200, 404]);
  });

  async function statusOf(name: string, by: string): Promise<number> {
    const { key } = await world.trader(by);
    const path = `/api/v1/logistic-units/${name}/label`;
    return (await world.service.send('GET', path, { key })).status;
  }

  test('of a load without an SSCC has our code alone', async () => {
    const code = await world.unit('U');
    expect(await scansOf(code)).toEqual([`]Q1https://trace.example/t/${code}`]);
  });

  test.each(['format=zpl&printerFont=FOO', 'format=pdf&printerFont=E:SIMSUN.TTF'])(
    'is refused in a font that its printer cannot have: %s',
    async (query) => {
      const { key } = await world.trader('F');
      const asked = `/api/v1/logistic-units/${sscc}/label?${query}`;
      const { status, body } = await world.service.send('GET', asked, { key });
      expect([status, body]).toMatchObject([422, { errors: [{ pointer: '/printerFont' }] }]);
    },
  );
});
