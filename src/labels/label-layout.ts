import { Problem } from '../kernel/index.js';
import { dotsIn, millimetresOf, type DrawnLabel, type PlacedSymbol } from './drawn-label.js';
import { modulesOf, type LabelContent, type LabelSize, type SymbolContent } from './label.js';
import { labelTooSmall } from './labels.problems.js';
import { textsIn, type Box } from './text-layout.js';

/** With what a label is printed. */
export interface Printer {
  readonly dotsPerInch: number;
  /** The widest module that its commands can say; none for what is drawn. */
  readonly moduleDotsMax?: number;
}

/** Narrowest module that telephones read off paper. Tills want 0.396 mm, which is what there is where the label has room. */
const moduleLeast = 0.25;
/** Widest module of a point of sale (GS1 General Specifications): larger symbols are no easier to read. */
const moduleMost = 0.99;
/** No printer hits the edge of a label. */
const margin = 1;
const barsLeast = 8;

/** The label at a size: symbol at the left and text beside it, or on a narrow one below; bars go across above the text. */
export function layoutLabel(content: LabelContent, size: LabelSize, printer: Printer): DrawnLabel {
  const { dotsPerInch } = printer;
  const dots = (millimetres: number) => dotsIn(millimetres, dotsPerInch);
  const [width, height] = [dots(size.width), dots(size.height)];
  const inside: Box = {
    ...{ x: dots(margin), y: dots(margin) },
    ...{ width: width - 2 * dots(margin), height: height - 2 * dots(margin) },
  };
  const place = content.symbol.kind === 'gs1-128' ? barsAcross : square;
  const { symbol, text } = place(content.symbol, inside, printer);
  const texts = textsIn(content.lines, text, dotsPerInch);
  return { width, height, dotsPerInch, symbols: [symbol], texts };
}

interface Parted {
  readonly symbol: PlacedSymbol;
  readonly text: Box;
}

function square(content: SymbolContent, box: Box, printer: Printer): Parted {
  const modules = modulesOf(content);
  const span = modules.width + 2 * modules.quietZone;
  const isWide = box.width >= 1.35 * box.height;
  const room = isWide
    ? Math.min(box.height, 0.5 * box.width)
    : Math.min(box.width, 0.65 * box.height);
  const across = moduleDots(room / span, printer);
  const side = across * span;
  const [x, y] = [box.x + across * modules.quietZone, box.y + across * modules.quietZone];
  const text = isWide
    ? { ...box, x: box.x + side, width: box.width - side }
    : { ...box, y: box.y + side, height: box.height - side };
  return { symbol: { content, modules, x, y, across, down: across }, text };
}

function barsAcross(content: SymbolContent, box: Box, printer: Printer): Parted {
  const modules = modulesOf(content);
  const span = modules.width + 2 * modules.quietZone;
  const across = moduleDots(box.width / span, printer);
  const down = Math.floor(0.45 * box.height);
  if (millimetresOf(down, printer.dotsPerInch) < barsLeast) throw tooSmall();
  const x = box.x + across * modules.quietZone;
  const text = { ...box, y: box.y + down, height: box.height - down };
  return { symbol: { content, modules, x, y: box.y, across, down }, text };
}

/** Whole dots for a module that has so much room. */
export function moduleDots(room: number, { dotsPerInch, moduleDotsMax }: Printer): number {
  const most = Math.min(dotsIn(moduleMost, dotsPerInch), moduleDotsMax ?? Infinity);
  const dots = Math.min(Math.floor(room), most);
  if (millimetresOf(dots, dotsPerInch) < moduleLeast) throw tooSmall();
  return dots;
}

export function tooSmall(least = moduleLeast): Problem {
  return new Problem(
    labelTooSmall,
    `A module of the symbol would be narrower than ${least} mm, or its bars too low; take larger labels, another symbol or a finer printer.`,
  );
}
