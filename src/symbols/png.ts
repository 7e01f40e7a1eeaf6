import { crc32, deflateSync } from 'node:zlib';
import type { Modules } from './modules.js';

export interface PngOptions {
  /** Pixels a module, a whole number so that no edge is ever resampled. 8 unless told. */
  readonly scale?: number;
  /** Printed size: at 300 dots an inch a module of 5 pixels is 0.42 mm. Not stated unless told. */
  readonly dotsPerInch?: number;
  /** Pixels that the bars of a bar code are high; of other symbols each module is square. */
  readonly barHeight?: number;
}

/** The symbol in a one-bit PNG, quiet zone included. */
export function symbolPng(modules: Modules, options: PngOptions = {}): Buffer {
  const { scale = 8, dotsPerInch, barHeight } = options;
  const { quietZone } = modules;
  const [across, down] = [scale, barHeight ?? scale];
  const margin = quietZone * scale;
  const bitmap = {
    width: modules.width * across + 2 * margin,
    height: modules.height * down + 2 * margin,
    isDark: (x: number, y: number) =>
      modules.isDark(Math.floor((x - margin) / across), Math.floor((y - margin) / down)),
  };
  return monochromePng(bitmap, dotsPerInch);
}

/** A black-and-white picture: `isDark(x, y)` is asked for each of its pixels. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly isDark: (x: number, y: number) => boolean;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const metresPerInch = 0.0254;

/**
 * The bitmap as a PNG of one bit a pixel (ISO/IEC 15948: greyscale, no interlace, filter 0). A symbol
 * has two colours, so this is a twelfth of what a general encoder writes, and nothing can blur an edge.
 * `dotsPerInch` tells printers the true size; without it the picture has none.
 */
export function monochromePng(bitmap: Bitmap, dotsPerInch?: number): Buffer {
  return Buffer.concat([
    signature,
    chunk('IHDR', header(bitmap)),
    ...(dotsPerInch === undefined ? [] : [chunk('pHYs', resolution(dotsPerInch))]),
    chunk('IDAT', deflateSync(scanlines(bitmap))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function header({ width, height }: Bitmap): Buffer {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32BE(width, 0);
  bytes.writeUInt32BE(height, 4);
  bytes[8] = 1; // bits a pixel; colour type, compression, filter and interlace stay 0
  return bytes;
}

function resolution(dotsPerInch: number): Buffer {
  const dotsPerMetre = Math.round(dotsPerInch / metresPerInch);
  const bytes = Buffer.alloc(9);
  bytes.writeUInt32BE(dotsPerMetre, 0);
  bytes.writeUInt32BE(dotsPerMetre, 4);
  bytes[8] = 1; // the unit is the metre
  return bytes;
}

/** Rows of packed bits, each behind its filter byte 0. A set bit is white, so light pixels are set. */
function scanlines({ width, height, isDark }: Bitmap): Buffer {
  const stride = 1 + Math.ceil(width / 8);
  const bytes = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (isDark(x, y)) continue;
      const at = y * stride + 1 + (x >> 3);
      bytes.writeUInt8(bytes.readUInt8(at) | (0x80 >> (x & 7)), at);
    }
  }
  return bytes;
}

function chunk(type: string, body: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const bytes = Buffer.alloc(typed.length + 8);
  bytes.writeUInt32BE(body.length, 0);
  typed.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(typed), typed.length + 4);
  return bytes;
}
