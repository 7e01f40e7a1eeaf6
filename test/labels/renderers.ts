import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { SaxesParser } from 'saxes';
import { ready } from 'zpl-renderer-js';
import { monochromePng } from '../../src/symbols/png.js';

/** A page as somebody sees it. */
export interface RenderedPage {
  readonly png: Buffer;
  /** In millimetres. */
  readonly width: number;
  readonly height: number;
  readonly pixelsPerMillimetre: number;
}

const millimetresPerPoint = 25.4 / 72;

let pdfium: Promise<PDFiumLibrary> | undefined;

/** What Chromium would show, by its own library. */
export async function renderPdf(bytes: Buffer, scale = 4): Promise<RenderedPage[]> {
  const wasm = createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm');
  pdfium ??= PDFiumLibrary.init({ wasmBinary: new Uint8Array(readFileSync(wasm)).buffer });
  const document = await (await pdfium).loadDocument(bytes);
  // The library rounds sizes to whole points.
  const boxes = [...bytes.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  const pages: RenderedPage[] = [];
  for (const page of document.pages()) {
    const { data, width, height } = await page.render({
      ...{ scale, render: 'bitmap', colorSpace: 'Gray' },
    });
    const isDark = (x: number, y: number) => data[y * width + x]! < 128;
    pages.push({
      png: monochromePng({ width, height, isDark }),
      width: Number(boxes[page.number]![1]) * millimetresPerPoint,
      height: Number(boxes[page.number]![2]) * millimetresPerPoint,
      pixelsPerMillimetre: scale / millimetresPerPoint,
    });
  }
  document.destroy();
  return pages;
}

/** One picture a label, by a renderer that is not ours. */
export async function renderZpl(
  zpl: string,
  size: { readonly width: number; readonly height: number },
  dotsPerMillimetre: number,
): Promise<Buffer[]> {
  const { api } = await ready;
  const { width, height } = size;
  const pictures = await api.zplToBase64MultipleAsync(zpl, width, height, dotsPerMillimetre);
  return pictures.map((picture) => Buffer.from(picture, 'base64'));
}

/** A label of TSPL, read by the letter of its manual: nothing that we know draws it. */
export interface ReadTspl {
  readonly qr: readonly string[];
  /** With the separator of GS1 for FNC1, as a scanner sends it. */
  readonly dataMatrix: readonly string[];
  /** Bars as a picture; undefined where there are none. */
  readonly bars: Buffer | undefined;
  readonly texts: readonly string[];
  readonly copies: number;
}

type Rectangle = readonly [x: number, y: number, width: number, height: number];

/** Refuses a line that is no command, or a text that goes on behind its end. */
export function readTspl(tspl: string): ReadTspl[] {
  const labels: ReadTspl[] = [];
  let [qr, dataMatrix, texts]: [string[], string[], string[]] = [[], [], []];
  let bars: Rectangle[] = [];
  for (const line of tspl.split('\r\n').filter((each) => each !== '')) {
    const [, command = '', rest = ''] = /^([A-Z]+)(?: (.*))?$/.exec(line) ?? [];
    const parts = partsOf(rest);
    if (command === 'QRCODE') qr.push(parts.at(-1)!);
    else if (command === 'TEXT') texts.push(parts.at(-1)!);
    else if (command === 'BAR') bars.push(parts.map(Number) as unknown as Rectangle);
    else if (command === 'DMATRIX') {
      const escape = String.fromCharCode(Number(parts[4]!.slice(1)));
      dataMatrix.push(parts.at(-1)!.slice(2).replaceAll(`${escape}1`, '\u001d'));
    } else if (command === 'PRINT') {
      const copies = Number(parts[1]);
      labels.push({ qr, dataMatrix, bars: pictureOfBars(bars), texts, copies });
      [qr, dataMatrix, texts, bars] = [[], [], [], []];
    } else if (!/^(?:SIZE|GAP|DIRECTION|CODEPAGE|CLS)$/.test(command)) {
      throw new Error(`no command: ${line}`);
    }
  }
  return labels;
}

/** Parameters between commas; a text in quotation marks has `\["]` for one of its own. */
function partsOf(parameters: string): string[] {
  const parts: string[] = [];
  let rest = parameters;
  while (rest !== '') {
    const [whole, quoted, plain] = /^(?:"((?:\\\["\]|[^"])*)"|([^",]*))(?:,|$)/.exec(rest) ?? [];
    if (whole === undefined || whole === '') throw new Error(`no parameters: ${parameters}`);
    parts.push(quoted?.replaceAll('\\["]', '"') ?? plain ?? '');
    rest = rest.slice(whole.length);
  }
  return parts;
}

/** Only the first bar's height of it: bars are alike all along. */
function pictureOfBars(bars: readonly Rectangle[]): Buffer | undefined {
  if (bars.length === 0) return undefined;
  const margin = 40;
  const width = Math.max(...bars.map(([x, , across]) => x + across)) + margin;
  const row = new Uint8Array(width);
  for (const [x, , across] of bars) row.fill(1, x, x + across);
  return monochromePng({ width, height: 60, isDark: (x) => row[x] === 1 });
}

/** An SVG label: its paths as a picture, a pixel a dot, and its texts. */
export function renderSvg(svg: string): { readonly png: Buffer; readonly texts: string[] } {
  const texts: string[] = [];
  const dark = new Set<number>();
  let [width, height] = [0, 0];
  const parser = new SaxesParser();
  let isText = false;
  parser.on('opentag', ({ name, attributes }) => {
    isText = name === 'text';
    if (name === 'svg') [width = 0, height = 0] = numbersIn(attributes.viewBox!).slice(2);
    if (name === 'text') texts.push('');
    if (name !== 'path' || attributes.transform === undefined) return;
    const [x = 0, y = 0, across = 1, down = 1] = numbersIn(attributes.transform);
    for (const [, mx, my, run] of attributes.d!.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
      for (let px = 0; px < Number(run) * across; px++)
        for (let py = 0; py < down; py++)
          dark.add((y + Number(my) * down + py) * width + x + Number(mx) * across + px);
    }
  });
  parser.on('text', (text) => {
    if (isText) texts[texts.length - 1] += text;
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(svg).close();
  const isDark = (x: number, y: number) => dark.has(y * width + x);
  return { png: monochromePng({ width, height, isDark }), texts };
}

function numbersIn(text: string): number[] {
  return (text.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);
}
