import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import jsqr from 'jsqr';
import fc from 'fast-check';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { qrPng, qrSvg } from './qr.js';

const links = [
  'https://trace.example/t/7K3M9QTX2WPA',
  'https://trace.example/t/7K3M9QTX2WP4H8CX',
  'HTTPS://T.EXAMPLE.CN/T/7K3M9QTX2WPA',
  'https://trace.example/01/09520123456788/10/2026-11-23-01',
  'https://trace.example/01/09520123456788/21/7K3M9QTX2WP4H8CX',
  `https://trace.example/01/09520123456788/10/${'%26'.repeat(20)}`,
];

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  await prepareZXingModule({
    overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer },
    fireImmediately: true,
  });
});

describe('QR symbols', () => {
  it.each(links)('PNG of %s reads back in two readers', async (link) => {
    const png = qrPng(link, { scale: 4 });
    expect(await zxing(png)).toEqual([link]);
    expect(secondReader(pixelsOfPng(png))).toBe(link);
  });

  it.each(links)('SVG of %s reads back', (link) => {
    expect(secondReader(pixelsOfSvg(qrSvg(link)))).toBe(link);
  });

  it('any address reads back', () => {
    fc.assert(
      fc.property(fc.webPath(), (path) => {
        const link = `https://trace.example${path}`;
        expect(secondReader(pixelsOfSvg(qrSvg(link)))).toBe(link);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps four light modules on every side', () => {
    const { size, isDark } = modulesOfSvg(qrSvg(links[0]!));
    for (let along = 0; along < size; along++) {
      for (const edge of [0, 1, 2, 3, size - 4, size - 3, size - 2, size - 1]) {
        expect(isDark(along, edge) || isDark(edge, along)).toBe(false);
      }
    }
    expect(isDark(4, 4)).toBe(true);
  });

  it('a PNG has one bit a pixel and says its printed size only when asked', () => {
    const plain = qrPng(links[0]!);
    expect([...plain.subarray(24, 29)]).toEqual([1, 0, 0, 0, 0]);
    expect(plain.includes('pHYs')).toBe(false);
    const sized = qrPng(links[0]!, { dotsPerInch: 300 });
    const at = sized.indexOf('pHYs');
    expect(sized.readUInt32BE(at + 4)).toBe(11811);
  });
});

interface Picture {
  readonly size: number;
  readonly rgba: Uint8ClampedArray;
}

async function zxing(png: Buffer): Promise<string[]> {
  const found = await readBarcodes(new Uint8Array(png), { formats: ['QRCode'] });
  return found.map((symbol) => symbol.text);
}

function secondReader({ size, rgba }: Picture): string | undefined {
  return jsqrRead(rgba, size, size)?.data;
}

/** jsqr is CommonJS: its function is the `default` member of what an ES module imports. */
const jsqrRead = jsqr.default;

function pixelsOfPng(png: Buffer): Picture {
  const size = png.readUInt32BE(16);
  const at = png.indexOf('IDAT');
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  const stride = 1 + Math.ceil(size / 8);
  return picture(size, (x, y) => ((rows[y * stride + 1 + (x >> 3)]! << (x & 7)) & 0x80) === 0);
}

function pixelsOfSvg(svg: string): Picture {
  const { size, isDark } = modulesOfSvg(svg);
  const scale = 4;
  return picture(size * scale, (x, y) => isDark(Math.floor(x / scale), Math.floor(y / scale)));
}

/** Draws the path as a browser would: each `MxyhNv1h-Nz` is a row of N dark modules. */
function modulesOfSvg(svg: string): { size: number; isDark: (x: number, y: number) => boolean } {
  const size = Number(/viewBox="0 0 (\d+) /.exec(svg)?.[1]);
  const dark = new Set<number>();
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let i = 0; i < Number(length); i++) dark.add(Number(y) * size + Number(x) + i);
  }
  return { size, isDark: (x, y) => dark.has(y * size + x) };
}

function picture(size: number, isDark: (x: number, y: number) => boolean): Picture {
  const rgba = new Uint8ClampedArray(size * size * 4).fill(255);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      if (isDark(x, y)) rgba.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3);
  return { size, rgba };
}
