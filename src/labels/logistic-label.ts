import { humanReadable, type Element } from '../identifiers/index.js';
import { qrVersion, type Modules } from '../symbols/index.js';
import {
  dotsIn,
  millimetresOf,
  type DrawnLabel,
  type PlacedSymbol,
  type PlacedText,
} from './drawn-label.js';
import { modulesOf, type LabelLine, type LabelSize, type SymbolContent } from './label.js';
import { moduleDots, tooSmall, type Printer } from './label-layout.js';
import { textsIn, type Box } from './text-layout.js';
import { widthOf } from './text-width.js';

/** A logistic unit with an SSCC, as its label tells it. */
export interface LabelledUnit {
  /** 18 digits. */
  readonly sscc: string;
  /** For telephones; the trade reads the bars. */
  readonly link: string;
  /**
   * What it holds in elements of GS1, those of fixed length first; beyond the gross weight empty
   * where that is not known, or is of several kinds.
   */
  readonly content: readonly Element[];
  /** For people, from the top. */
  readonly lines: readonly LabelLine[];
}

/** Of the GS1 logistic label, in millimetres: module, bars and text of people. */
const [moduleLeast, barHeight, textSize] = [0.495, 32, 3];
const [margin, gap] = [2, 1];
/** The part at the top, with lines for people and the symbol for telephones. */
const headLeast = 26;
const rowHeight = barHeight + gap + textSize + 2 * gap;

/**
 * The GS1 logistic label: the SSCC as bars at the bottom, what is in the unit above, people's part at the top. What has no room
 * in bars of the width that conveyors read becomes one GS1 DataMatrix, which tells the SSCC, too.
 */
export function layoutLogistic(unit: LabelledUnit, size: LabelSize, printer: Printer): DrawnLabel {
  const { dotsPerInch } = printer;
  const dots = (millimetres: number) => dotsIn(millimetres, dotsPerInch);
  const [width, height] = [dots(size.width), dots(size.height)];
  const across = width - 2 * dots(margin);
  const all = [...ssccOf(unit), ...unit.content];
  const rows = barRows(unit, across, dotsPerInch);
  const rowsMax = Math.floor((size.height - 2 * margin - rowHeight - headLeast) / rowHeight);
  const content: ElementsContent[] =
    rows !== undefined && rows.length <= rowsMax
      ? rows.map((elements) => barsOf(elements, all))
      : [{ kind: 'gs1-datamatrix', elements: all }];
  const bottomUp = [barsOf(ssccOf(unit)), ...content.reverse()];
  const drawn = bottomUp.map((symbol, at) => {
    const y = height - dots(margin) - (at + 1) * dots(rowHeight);
    return drawRow(symbol, { x: dots(margin), y, width: across, height: dots(rowHeight) }, printer);
  });
  const top = dots(margin);
  const head = height - 2 * top - drawn.length * dots(rowHeight);
  const people = drawHead(unit, { x: top, y: top, width: across, height: head }, printer);
  const parts = [people, ...drawn];
  return {
    ...{ width, height, dotsPerInch },
    symbols: parts.flatMap(({ symbols }) => symbols),
    texts: parts.flatMap(({ texts }) => texts),
  };
}

interface Drawn {
  readonly symbols: readonly PlacedSymbol[];
  readonly texts: readonly PlacedText[];
}

function ssccOf({ sscc }: LabelledUnit): Element[] {
  return [['00', sscc]];
}

type ElementsContent = Exclude<SymbolContent, { readonly kind: 'qr' }>;

function barsOf(elements: readonly Element[], all: readonly Element[] = []): ElementsContent {
  return { kind: 'gs1-128', elements, beside: all.filter((each) => !elements.includes(each)) };
}

/** As many elements in each row of bars as it has room for; undefined where one has not. */
function barRows(unit: LabelledUnit, width: number, dotsPerInch: number): Element[][] | undefined {
  const all = [...ssccOf(unit), ...unit.content];
  const fits = (row: readonly Element[]) =>
    barDots(modulesOf(barsOf(row, all)), width, dotsPerInch) !== undefined;
  const rows: Element[][] = [];
  for (const element of unit.content) {
    const longer = [...(rows.at(-1) ?? []), element];
    if (rows.length > 0 && fits(longer)) rows[rows.length - 1] = longer;
    else if (fits([element])) rows.push([element]);
    else return undefined;
  }
  return rows;
}

/** Dots of a module where bars with their quiet zones fill the width; undefined where that is too little for conveyors. */
function barDots(modules: Modules, width: number, dotsPerInch: number): number | undefined {
  const dots = Math.floor(width / (modules.width + 2 * modules.quietZone));
  if (millimetresOf(dots, dotsPerInch) < moduleLeast) return undefined;
  return Math.min(dots, dotsIn(2 * moduleLeast, dotsPerInch));
}

function drawRow(content: ElementsContent, row: Box, printer: Printer): Drawn {
  return content.kind === 'gs1-128'
    ? drawBars(content, row, printer)
    : drawMatrix(content, row, printer);
}

/** The elements for people stand under their bars. */
function drawBars(content: ElementsContent, row: Box, { dotsPerInch }: Printer): Drawn {
  const modules = modulesOf(content);
  const across = barDots(modules, row.width, dotsPerInch);
  if (across === undefined) throw tooSmall(moduleLeast);
  const down = dotsIn(barHeight, dotsPerInch);
  const x = row.x + across * modules.quietZone;
  const text = humanReadable(content.elements);
  const size = Math.floor(Math.min(dotsIn(textSize, dotsPerInch), row.width / widthOf(text)));
  return {
    symbols: [{ content, modules, x, y: row.y, across, down }],
    texts: [{ text, x, y: row.y + down + dotsIn(gap, dotsPerInch), size }],
  };
}

/** The elements stand beside it, one below the other. */
function drawMatrix(content: ElementsContent, row: Box, printer: Printer): Drawn {
  const modules = modulesOf(content);
  const span = modules.width + 2 * modules.quietZone;
  const across = moduleDots(dotsIn(barHeight, printer.dotsPerInch) / span, printer);
  const inset = across * modules.quietZone;
  const side = across * span + dotsIn(gap, printer.dotsPerInch);
  const lines = content.elements.map((each) => ({ text: humanReadable([each]), needed: true }));
  const beside = { ...row, x: row.x + side, width: row.width - side };
  return {
    symbols: [{ content, modules, x: row.x + inset, y: row.y + inset, across, down: across }],
    texts: textsIn(lines, beside, printer.dotsPerInch),
  };
}

/** The symbol for telephones in the upper right corner, and lines for people at its left. */
function drawHead({ link, lines }: LabelledUnit, box: Box, printer: Printer): Drawn {
  const content: SymbolContent = {
    ...{ kind: 'qr', text: link, level: 'M', version: qrVersion(link, 'M') },
  };
  const modules = modulesOf(content);
  const span = modules.width + 2 * modules.quietZone;
  const across = moduleDots(Math.min(box.height, 0.4 * box.width) / span, printer);
  const inset = across * modules.quietZone;
  const x = box.x + box.width - across * span;
  const text = { ...box, width: box.width - across * span };
  return {
    symbols: [{ content, modules, x: x + inset, y: box.y + inset, across, down: across }],
    texts: textsIn(lines, text, printer.dotsPerInch),
  };
}
