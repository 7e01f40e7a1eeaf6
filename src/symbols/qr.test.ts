// Goal: QR symbols read back to their text. Method: two independent readers, generated addresses, pixels by the standard.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { create } from 'qrcode';
import {
  pictureOf,
  pictureOfPng,
  readQr,
  readSymbols,
  type Picture,
} from '../../test/support/symbol-readers.js';
import { symbolPng } from './png.js';
import { qrLevels, qrModules, qrVersion } from './qr.js';
import { symbolSvg } from './svg.js';

const links = [
  'https://trace.example/t/7K3M9QTX2WPA',
  'https://trace.example/t/7K3M9QTX2WP4H8CX',
  'HTTPS://T.EXAMPLE.CN/T/7K3M9QTX2WPA',
  'https://trace.example/01/09520123456788/10/2026-11-23-01',
  'https://trace.example/01/09520123456788/21/7K3M9QTX2WP4H8CX',
  `https://trace.example/01/09520123456788/10/${'%26'.repeat(20)}`,
];

describe('QR symbols', () => {
  it.each(links)('PNG of %s reads back in two readers', async (link) => {
    const png = symbolPng(qrModules(link), { scale: 4 });
    expect((await readSymbols(png)).map(({ text }) => text)).toEqual([link]);
    expect(readQr(pictureOfPng(png))).toBe(link);
  });

  it.each(links)('SVG of %s reads back', (link) => {
    expect(readQr(pictureOfSvg(svgOf(link)))).toBe(link);
  });

  it('any address reads back, at every level', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.constantFrom(...qrLevels), (path, level) => {
        const link = `https://trace.example${path}`;
        const svg = symbolSvg(qrModules(link, { level }));
        expect(readQr(pictureOfSvg(svg))).toBe(link);
      }),
      { numRuns: 40 },
    );
  });

  it('of one version have one size, whatever they say', () => {
    const version = qrVersion(links[5]!, 'Q');
    const sizes = links.map((link) => qrModules(link, { level: 'Q', version }).width);
    expect(new Set(sizes)).toEqual(new Set([17 + 4 * version]));
    for (const link of links) {
      const png = symbolPng(qrModules(link, { level: 'Q', version }), { scale: 3 });
      expect(readQr(pictureOfPng(png))).toBe(link);
    }
  });

  it('have room for an encoder that looks for no stretches, and for one that does', () => {
    const link = 'https://trace.example/furrow/01/09520123456788/21/0000000000000000';
    for (const text of [link, link.toUpperCase(), ...links])
      for (const level of qrLevels) {
        const mode = { data: Buffer.from(text), mode: 'byte' } as const;
        const whole = create([mode], { errorCorrectionLevel: level }).version;
        const ours = create(text, { errorCorrectionLevel: level }).version;
        const version = qrVersion(text, level);
        expect(version).toBeGreaterThanOrEqual(ours);
        if (/[a-z]/.test(text)) expect(version).toBe(whole);
        else expect(version).toBeLessThanOrEqual(whole);
      }
    expect(qrVersion(link, 'H')).toBeGreaterThan(
      create(link, { errorCorrectionLevel: 'H' }).version,
    );
  });

  it('keep four light modules on every side', () => {
    const { size, isDark } = modulesOfSvg(svgOf(links[0]!));
    for (let along = 0; along < size; along++) {
      for (const edge of [0, 1, 2, 3, size - 4, size - 3, size - 2, size - 1]) {
        expect(isDark(along, edge) || isDark(edge, along)).toBe(false);
      }
    }
    expect(isDark(4, 4)).toBe(true);
  });

  it('a PNG has one bit a pixel and says its printed size only when asked', () => {
    const plain = symbolPng(qrModules(links[0]!));
    expect([...plain.subarray(24, 29)]).toEqual([1, 0, 0, 0, 0]);
    expect(plain.includes('pHYs')).toBe(false);
    const sized = symbolPng(qrModules(links[0]!), { dotsPerInch: 300 });
    const at = sized.indexOf('pHYs');
    expect(sized.readUInt32BE(at + 4)).toBe(11811);
  });
});

function svgOf(link: string): string {
  return symbolSvg(qrModules(link));
}

function pictureOfSvg(svg: string): Picture {
  const { size, isDark } = modulesOfSvg(svg);
  const scale = 4;
  return pictureOf({
    width: size * scale,
    height: size * scale,
    isDark: (x, y) => isDark(Math.floor(x / scale), Math.floor(y / scale)),
  });
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
