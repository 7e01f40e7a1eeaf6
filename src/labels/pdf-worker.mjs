// @ts-check
// A thread that makes PDFs, one after the other: embedding a font with Chinese characters takes a few hundred milliseconds in one
// piece, for which nobody else would be answered. Plain JavaScript, since tests start it from the source as the service from the
// build; what there is to decide is decided before (pdf-pages.ts). A fault ends it, and its maker starts another one.
import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import PDFDocument from 'pdfkit';

/** @typedef {import('./pdf-pages.js').PdfPage} PdfPage */
/** @typedef {import('./pdf-pages.js').PdfLabel} PdfLabel */
/** @typedef {import('./pdf-pages.js').PdfSymbol} PdfSymbol */
/** @typedef {import('./label-font.js').LoadedFont} LoadedFont */

parentPort?.on('message', (/** @type {{ pages: PdfPage[], font: LoadedFont }} */ job) => {
  make(job.pages, job.font);
});

/**
 * @param {PdfPage[]} pages
 * @param {LoadedFont} font
 */
function make(pages, font) {
  const document = new PDFDocument({ autoFirstPage: false, margin: 0 });
  /** @type {Uint8Array[]} */
  const chunks = [];
  document.on('data', (chunk) => chunks.push(chunk));
  document.once('end', () => {
    const bytes = new Uint8Array(Buffer.concat(chunks));
    parentPort?.postMessage(bytes, [bytes.buffer]);
  });
  for (const page of pages) drawPage(document, page, font);
  document.end();
}

/**
 * @param {PDFKit.PDFDocument} document
 * @param {PdfPage} page
 * @param {LoadedFont} font
 */
function drawPage(document, { width, height, lines, labels }, font) {
  document.addPage({ size: [width, height] });
  if ('name' in font) document.font(font.name);
  else if (font.face === undefined) document.font(contentOf(font.file));
  else document.font(contentOf(font.file), font.face);
  for (const [x1, y1, x2, y2] of lines) document.moveTo(x1, y1).lineTo(x2, y2);
  if (lines.length > 0) document.lineWidth(0.25).stroke();
  for (const { x, y, label } of labels) {
    document.save();
    document.translate(x, y);
    drawLabel(document, label);
    document.restore();
  }
}

/**
 * @param {PDFKit.PDFDocument} document
 * @param {PdfLabel} label
 */
function drawLabel(document, { pointsPerDot, symbols, texts }) {
  document.scale(pointsPerDot);
  document.fillColor('black');
  for (const symbol of symbols) drawSymbol(document, symbol);
  for (const { text, x, y, size } of texts) {
    document.fontSize(size).text(text, x, y, { lineBreak: false });
  }
}

/**
 * @param {PDFKit.PDFDocument} document
 * @param {PdfSymbol} symbol
 */
function drawSymbol(document, { x, y, across, down, runs }) {
  document.save();
  document.translate(x, y);
  document.transform(across, 0, 0, down, 0, 0);
  for (let at = 0; at < runs.length; at += 3) {
    const [left = 0, top = 0, length = 0] = runs.subarray(at, at + 3);
    document.rect(left, top, length, 1);
  }
  document.fill();
  document.restore();
}

/** @type {Map<string, Buffer>} */
const contents = new Map();

/**
 * A font file of some ten megabytes, read once: there is one for all labels.
 *
 * @param {string} file
 */
function contentOf(file) {
  const content = contents.get(file) ?? readFileSync(file);
  contents.set(file, content);
  return content;
}
