import { writeRaw } from '../identifiers/index.js';
import { darkRuns } from '../symbols/index.js';
import type { Copied } from './copied.js';
import {
  millimetresOf,
  type DrawnLabel,
  type PlacedSymbol,
  type PlacedText,
} from './drawn-label.js';

/** QRCODE takes no larger module. */
export const tsplModuleDotsMax = 10;
/** A font in the printer's memory. */
export const tsplFontPattern = /^[A-Z0-9_]{1,16}\.(?:TTF|BF2|FNT)$/;

/** Scalable, of every printer; it has no Chinese characters. */
const plainFont = '0';
/** Between labels of a roll, in millimetres, as nearly all have it. */
const gap = 3;
const pointsPerInch = 72;
/** Escapes inside a DataMatrix begin with it: no value of GS1 holds it. */
const escape = '@';

/**
 * Labels for printers that read TSPL, in UTF-8. A quotation mark would end the text that it stands in, so it is written as the
 * language escapes it. Bars are drawn one by one: what BARCODE makes of brackets and signs depends on the printer.
 */
export function tsplLabels(labels: readonly Copied<DrawnLabel>[], font = plainFont): string {
  return labels.map(({ of, copies }) => tsplLabel(of, copies, font)).join('');
}

function tsplLabel(label: DrawnLabel, copies: number, font: string): string {
  const { width, height, dotsPerInch, symbols, texts } = label;
  const side = (dots: number) => `${millimetresOf(dots, dotsPerInch).toFixed(1)} mm`;
  const lines = [
    `SIZE ${side(width)},${side(height)}`,
    `GAP ${gap} mm,0 mm`,
    ...['DIRECTION 1', 'CODEPAGE UTF-8', 'CLS'],
    ...symbols.flatMap(symbolLines),
    ...texts.map((text) => textLine(text, font, dotsPerInch)),
    `PRINT 1,${copies}`,
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}

function symbolLines({ content, modules, x, y, across, down }: PlacedSymbol): string[] {
  switch (content.kind) {
    case 'qr':
      return [`QRCODE ${x},${y},${content.level},${across},A,0,M2,${quoted(content.text)}`];
    case 'gs1-datamatrix': {
      const text = quoted(writeRaw(content.elements, `${escape}1`));
      const side = modules.width * across;
      return [`DMATRIX ${x},${y},${side},${side},c${escape.charCodeAt(0)},x${across},${text}`];
    }
    case 'gs1-128':
      return darkRuns(modules).map(
        (run) => `BAR ${x + run.x * across},${y},${run.length * across},${down}`,
      );
  }
}

function textLine({ text, x, y, size }: PlacedText, font: string, dotsPerInch: number): string {
  const points = Math.max(1, Math.floor((size * pointsPerInch) / dotsPerInch));
  return `TEXT ${x},${y},"${font}",0,${points},${points},${quoted(text)}`;
}

/** There is no escape for a backslash, which with `["]`, `[R]` or `[L]` after it would be one. */
function quoted(text: string): string {
  const safe = text.replace(/\p{Cc}/gu, ' ').replaceAll('\\', '/');
  return `"${safe.replaceAll('"', '\\["]')}"`;
}
