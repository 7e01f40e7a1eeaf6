import PDFDocument from 'pdfkit';
import { stepByStep } from '../platform/index.js';
import { darkRuns } from '../symbols/index.js';
import type { Copied } from './copied.js';
import type { DrawnLabel, PlacedSymbol, PlacedText } from './drawn-label.js';
import type { LoadedFont } from './label-font.js';
import { cornerOf, cutsOf, labelsOfSheet, type Media, type Sheet } from './media.js';

const pointsPerInch = 72;
const pointsPerMillimetre = pointsPerInch / 25.4;

/** How labels lie on their media. */
export interface Imposition {
  readonly media: Media;
  /** The first free place of a sheet that was begun, from 1. */
  readonly start: number;
  /** Marks at the edges of a sheet where it is cut. */
  readonly cropMarks: boolean;
}

/**
 * Labels as PDF, at their true size: sheets, or one page a label on a roll. Drawn label by label, so that others are
 * served in between; opening a font with Chinese characters and embedding what is used of it are one piece each, of some ten
 * milliseconds.
 */
export async function pdfLabels(
  labels: readonly Copied<DrawnLabel>[],
  font: LoadedFont,
  imposition: Imposition,
): Promise<Buffer> {
  const document = new PDFDocument({ autoFirstPage: false, margin: 0 });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise((resolve, reject) => {
    document.once('end', resolve).once('error', reject);
  });
  await stepByStep(drawing(document, labels, font, imposition));
  document.end();
  await done;
  return Buffer.concat(chunks);
}

function* drawing(
  document: PDFKit.PDFDocument,
  labels: readonly Copied<DrawnLabel>[],
  font: LoadedFont,
  { media, start, cropMarks }: Imposition,
): Generator<undefined, void> {
  let place = start - 1;
  for (const { of: label, copies } of labels) {
    for (let i = 0; i < copies; i++) {
      if (media.kind === 'roll') {
        addPage(document, media.label, font);
        drawLabel(document, label, { x: 0, y: 0 });
      } else {
        const at = place % labelsOfSheet(media.sheet);
        if (at === 0 || place === start - 1) addSheet(document, media.sheet, font, cropMarks);
        drawLabel(document, label, cornerOf(media.sheet, at));
      }
      place += 1;
      yield;
    }
  }
}

function addPage(
  document: PDFKit.PDFDocument,
  { width, height }: { readonly width: number; readonly height: number },
  font: LoadedFont,
): void {
  document.addPage({ size: [width * pointsPerMillimetre, height * pointsPerMillimetre] });
  if (font.face === undefined) document.font(font.source);
  else document.font(font.source, font.face);
}

function addSheet(
  document: PDFKit.PDFDocument,
  sheet: Sheet,
  font: LoadedFont,
  cropMarks: boolean,
): void {
  addPage(document, sheet.page, font);
  if (!cropMarks) return;
  const { width, height } = sheet.page;
  const lines = marksOf(sheet.left, sheet.top, { width, height }, cutsOf(sheet));
  for (const [x1, y1, x2, y2] of lines) {
    const at = (millimetres: number) => millimetres * pointsPerMillimetre;
    document.moveTo(at(x1), at(y1)).lineTo(at(x2), at(y2));
  }
  document.lineWidth(0.25).stroke();
}

type Line = readonly [x1: number, y1: number, x2: number, y2: number];

/** From the edges of the page to where labels begin, a millimetre short of them. */
function marksOf(
  left: number,
  top: number,
  { width, height }: { readonly width: number; readonly height: number },
  cuts: { readonly x: readonly number[]; readonly y: readonly number[] },
): Line[] {
  const [long, high] = [left - 1, top - 1];
  const down = cuts.x.flatMap((x): Line[] => [
    [x, 0, x, high],
    [x, height - high, x, height],
  ]);
  const across = cuts.y.flatMap((y): Line[] => [
    [0, y, long, y],
    [width - long, y, width, y],
  ]);
  return [...down, ...across];
}

function drawLabel(
  document: PDFKit.PDFDocument,
  { dotsPerInch, symbols, texts }: DrawnLabel,
  corner: { readonly x: number; readonly y: number },
): void {
  document.save();
  document.translate(corner.x * pointsPerMillimetre, corner.y * pointsPerMillimetre);
  document.scale(pointsPerInch / dotsPerInch);
  document.fillColor('black');
  for (const symbol of symbols) drawSymbol(document, symbol);
  for (const text of texts) drawText(document, text);
  document.restore();
}

/** Drawn in modules: small whole numbers are a quarter of the bytes. */
function drawSymbol(
  document: PDFKit.PDFDocument,
  { modules, x, y, across, down }: PlacedSymbol,
): void {
  document.save();
  document.translate(x, y);
  document.transform(across, 0, 0, down, 0, 0);
  for (const run of darkRuns(modules)) document.rect(run.x, run.y, run.length, 1);
  document.fill();
  document.restore();
}

function drawText(document: PDFKit.PDFDocument, { text, x, y, size }: PlacedText): void {
  document.fontSize(size).text(text, x, y, { lineBreak: false });
}
