import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import jsqr from 'jsqr';
import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';

/** What a scanner would send. */
export interface ReadSymbol {
  readonly format: string;
  /** With the separator of GS1 as it is, and without brackets. */
  readonly text: string;
  /** As a scanner sends it, behind its AIM identifier. */
  readonly scan: string;
  /** Where its upper left corner is, in pixels. */
  readonly at: { readonly x: number; readonly y: number };
}

let prepared: Promise<unknown> | undefined;

/** All symbols in a picture (PNG), by the first reader, whose program comes from its package and not from the network. */
export async function readSymbols(
  png: Uint8Array,
  options: ReaderOptions = {},
): Promise<ReadSymbol[]> {
  prepared ??= prepareZXingModule({
    overrides: { wasmBinary: programOfReader() },
    fireImmediately: true,
  });
  await prepared;
  const found = await readBarcodes(new Uint8Array(png), {
    ...{ textMode: 'Plain', maxNumberOfSymbols: 255, tryHarder: true, ...options },
  });
  return found.map(({ format, text, symbologyIdentifier, position }) => ({
    ...{ format, text, scan: `${symbologyIdentifier}${text}` },
    at: position.topLeft,
  }));
}

function programOfReader(): ArrayBuffer {
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  return new Uint8Array(readFileSync(wasm)).buffer;
}

/** A picture of square pixels in colour, as the second reader wants it. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
}

/** The one QR symbol of a picture, by the second reader. */
export function readQr({ width, height, rgba }: Picture): string | undefined {
  // jsqr is CommonJS: its function is the `default` member of what an ES module imports.
  return jsqr.default(rgba, width, height)?.data;
}

/** A one-bit PNG of ours, taken apart by the letter of the standard. */
export function pictureOfPng(png: Buffer): Picture {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const at = png.indexOf('IDAT');
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  const stride = 1 + Math.ceil(width / 8);
  const isDark = (x: number, y: number) =>
    ((rows[y * stride + 1 + (x >> 3)]! << (x & 7)) & 0x80) === 0;
  return pictureOf({ width, height, isDark });
}

export function pictureOf(bitmap: {
  readonly width: number;
  readonly height: number;
  readonly isDark: (x: number, y: number) => boolean;
}): Picture {
  const { width, height, isDark } = bitmap;
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (isDark(x, y)) rgba.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
  return { width, height, rgba };
}
