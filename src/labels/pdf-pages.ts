import { darkRuns } from '../symbols/index.js';
import type { Copied } from './copied.js';
import { millimetresPerInch, type DrawnLabel, type PlacedText } from './drawn-label.js';
import { cornerOf, cutsOf, labelsOfSheet, type Media, type Sheet } from './media.js';

const pointsPerInch = 72;
const pointsPerMillimetre = pointsPerInch / millimetresPerInch;

/** How labels lie on their media. */
export interface Imposition {
  readonly media: Media;
  /** The first free place of a sheet that was begun, from 1. */
  readonly start: number;
  /** Marks at the edges of a sheet where it is cut. */
  readonly cropMarks: boolean;
}

/** A page of a PDF as plain numbers and texts, which another thread can be given. In points, from the upper left corner. */
export interface PdfPage {
  readonly width: number;
  readonly height: number;
  readonly lines: Line[];
  readonly labels: { readonly x: number; readonly y: number; readonly label: PdfLabel }[];
}

/** A label in dots of a printer; copies are one object. */
export interface PdfLabel {
  readonly pointsPerDot: number;
  readonly symbols: readonly PdfSymbol[];
  readonly texts: readonly PlacedText[];
}

/** Drawn in modules: small whole numbers are a quarter of the bytes. */
export interface PdfSymbol {
  readonly x: number;
  readonly y: number;
  /** Dots of a module. */
  readonly across: number;
  readonly down: number;
  /** Of each run of dark modules in turn where it begins, across and down, and how long it is. */
  readonly runs: Uint16Array;
}

export type Line = readonly [x1: number, y1: number, x2: number, y2: number];

/** Labels at their true size on sheets, or one page a label on a roll; a step a label, for `stepByStep`. */
export function* pdfPages(
  labels: readonly Copied<DrawnLabel>[],
  imposition: Imposition,
): Generator<undefined, PdfPage[]> {
  const { media, start } = imposition;
  const pages: PdfPage[] = [];
  let place = start - 1;
  for (const { of, copies } of labels) {
    const label = pdfLabel(of);
    for (let i = 0; i < copies; i++) {
      const { x, y, isFirst } = placed(media, place, start);
      const page = isFirst ? undefined : pages.at(-1);
      (page ?? begun(pages, imposition)).labels.push({ ...inPoints({ x, y }), label });
      place += 1;
    }
    yield;
  }
  return pages;
}

/** Where a label lies, by its place from 0, and whether it is the first of its page. */
function placed(media: Media, place: number, start: number) {
  if (media.kind === 'roll') return { x: 0, y: 0, isFirst: true };
  const at = place % labelsOfSheet(media.sheet);
  return { ...cornerOf(media.sheet, at), isFirst: at === 0 || place === start - 1 };
}

function begun(pages: PdfPage[], { media, cropMarks }: Imposition): PdfPage {
  const { width, height } = media.kind === 'roll' ? media.label : media.sheet.page;
  const lines = media.kind === 'sheet' && cropMarks ? marksOf(media.sheet) : [];
  const { x, y } = inPoints({ x: width, y: height });
  const page = { width: x, height: y, lines, labels: [] };
  pages.push(page);
  return page;
}

/** From the edges of the page to where labels begin, a millimetre short of them. */
function marksOf(sheet: Sheet): Line[] {
  const { width, height } = sheet.page;
  const [long, high] = [sheet.left - 1, sheet.top - 1];
  const cuts = cutsOf(sheet);
  const down = cuts.x.flatMap((x): Line[] => [
    [x, 0, x, high],
    [x, height - high, x, height],
  ]);
  const across = cuts.y.flatMap((y): Line[] => [
    [0, y, long, y],
    [width - long, y, width, y],
  ]);
  const scaled = (at: number) => at * pointsPerMillimetre;
  return [...down, ...across].map(([x1, y1, x2, y2]): Line => [
    scaled(x1),
    scaled(y1),
    scaled(x2),
    scaled(y2),
  ]);
}

const inPoints = ({ x, y }: { readonly x: number; readonly y: number }) => ({
  x: x * pointsPerMillimetre,
  y: y * pointsPerMillimetre,
});

function pdfLabel({ dotsPerInch, symbols, texts }: DrawnLabel): PdfLabel {
  return {
    pointsPerDot: pointsPerInch / dotsPerInch,
    symbols: symbols.map(({ modules, x, y, across, down }) => {
      const runs = darkRuns(modules).flatMap((run) => [run.x, run.y, run.length]);
      return { x, y, across, down, runs: Uint16Array.from(runs) };
    }),
    texts,
  };
}
