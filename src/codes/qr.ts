import { create } from 'qrcode';
import { monochromePng } from './png.js';

/** Light modules that ISO/IEC 18004 asks for on every side; scanners fail without them. */
const quietZone = 4;

export interface QrPngOptions {
  /** Pixels a module, a whole number so that no edge is ever resampled. 8 unless told. */
  readonly scale?: number;
  /** Printed size: at 300 dots an inch a module of 5 pixels is 0.42 mm. Not stated unless told. */
  readonly dotsPerInch?: number;
}

/**
 * The text as a QR symbol in SVG: level M, one path on a white ground, quiet zone included. It has no
 * size of its own, the page or label gives it one.
 */
export function qrSvg(text: string): string {
  const symbol = symbolOf(text);
  const box = `0 0 ${symbol.size} ${symbol.size}`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${symbol.size}v${symbol.size}H0z"/>` +
    `<path d="${darkRuns(symbol).map(runPath).join('')}"/></svg>`
  );
}

/** The text as a QR symbol in a one-bit PNG: level M, quiet zone included. */
export function qrPng(text: string, options: QrPngOptions = {}): Buffer {
  const { scale = 8, dotsPerInch } = options;
  const symbol = symbolOf(text);
  const bitmap = {
    size: symbol.size * scale,
    isDark: (x: number, y: number) => symbol.isDark(Math.floor(x / scale), Math.floor(y / scale)),
  };
  return monochromePng(bitmap, dotsPerInch);
}

interface QrSymbol {
  readonly size: number;
  readonly isDark: (x: number, y: number) => boolean;
}

/** The library chooses the mask: a fixed one is faster, but the mask is the print's quality. */
function symbolOf(text: string): QrSymbol {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const inside = (at: number) => at >= quietZone && at < modules.size + quietZone;
  return {
    size: modules.size + 2 * quietZone,
    isDark: (x, y) => inside(x) && inside(y) && modules.get(y - quietZone, x - quietZone) === 1,
  };
}

interface Run {
  readonly x: number;
  readonly y: number;
  readonly length: number;
}

/** Neighbouring dark modules of a row are one run: a third of the bytes, and no hairlines between them. */
function darkRuns({ size, isDark }: QrSymbol): Run[] {
  const runs: Run[] = [];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const start = x;
      while (isDark(x, y)) x++;
      if (x > start) runs.push({ x: start, y, length: x - start });
    }
  }
  return runs;
}

function runPath({ x, y, length }: Run): string {
  return `M${x} ${y}h${length}v1h-${length}z`;
}
