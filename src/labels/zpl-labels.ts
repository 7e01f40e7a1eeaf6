import { writeRaw } from '../identifiers/index.js';
import { darkRuns } from '../symbols/index.js';
import type { DrawnLabel, PlacedSymbol, PlacedText } from './drawn-label.js';
import type { Copied } from './copied.js';

/** Of the printer, such as `E:SIMSUN.TTF`; its own font 0 has no Chinese characters. */
export const zplFontPattern = /^[A-Z]:[A-Z0-9_]{1,16}\.(?:TTF|TTE|FNT)$/;

/** ^BQ takes no larger module. */
export const zplModuleDotsMax = 10;

/** In a field of ^BC: subset C, of pairs of digits, and FNC1. */
const [startOfPairs, fnc1] = ['>;', '>8'];

/** Escapes inside a DataMatrix begin with it: no value of GS1 holds it. */
const escape = '@';

/**
 * Labels for printers that read ZPL II, in UTF-8. Each field stands behind ^FH, and what would begin a command or an escape in
 * it is written by its number: no text of a label breaks out of its field.
 */
export function zplLabels(labels: readonly Copied<DrawnLabel>[], font?: string): string {
  return labels.map(({ of, copies }) => zplLabel(of, copies, font)).join('');
}

function zplLabel(label: DrawnLabel, copies: number, font: string | undefined): string {
  const { width, height, symbols, texts } = label;
  const lines = [
    `^XA^CI28^LH0,0^PW${width}^LL${height}`,
    ...symbols.map(symbolField),
    ...texts.map((text) => textField(text, font)),
    `^PQ${copies}^XZ`,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function symbolField(symbol: PlacedSymbol): string {
  const { content, x, y, across, down } = symbol;
  const at = `^FO${x},${y}`;
  switch (content.kind) {
    case 'qr':
      return `${at}^BQN,2,${across}${field(`${content.level}A,${content.text}`)}`;
    case 'gs1-datamatrix': {
      const text = writeRaw(content.elements, `${escape}1`);
      return `${at}^BXN,${across},200,,,,${escape}${field(text)}`;
    }
    case 'gs1-128': {
      const pairs = writeRaw(content.elements, fnc1);
      return /^(?:>8|\d\d)+$/.test(pairs)
        ? `${at}^BY${across},,${down}^BCN,${down},N,N,N,N${field(startOfPairs + pairs)}`
        : barFields(symbol);
    }
  }
}

/**
 * Bars of letters and digits are drawn one by one: ^BC takes signs in a value for its own, and how it changes between letters
 * and pairs of digits is left to whoever writes the field, and to the printer.
 */
function barFields({ modules, x, y, across, down }: PlacedSymbol): string {
  return darkRuns(modules)
    .map((run) => {
      const width = run.length * across;
      return `^FO${x + run.x * across},${y}^GB${width},${down},${width}^FS`;
    })
    .join('');
}

function textField({ text, x, y, size }: PlacedText, font: string | undefined): string {
  const set = font === undefined ? `^A0N,${size},${size}` : `^A@N,${size},${size},${font}`;
  return `^FO${x},${y}${set}${field(text)}`;
}

/** A field with `\` for the sign of its escapes. */
function field(text: string): string {
  return `^FH\\^FD${text.replace(/[\\^~\p{Cc}]/gu, escaped)}^FS`;
}

function escaped(character: string): string {
  return [...Buffer.from(character)]
    .map((byte) => `\\${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
