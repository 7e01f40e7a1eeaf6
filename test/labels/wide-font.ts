import { LabelFont } from '../../src/labels/label-font.js';
import { PdfMaker } from '../../src/labels/pdf-maker.js';
import { createLogger } from '../../src/platform/index.js';

/** The fonts of the machine that the tests run on. */
const font = new LabelFont(null);

export const pdfs = new PdfMaker({ font, logger: createLogger('silent') });

/** Whether one of them has Chinese characters. Without, PDFs are tried with Latin texts alone; no other format needs a font. */
export const isWide = await font.for(['苹果']).then(
  () => true,
  () => false,
);

/** The text, or as much of it as can be set in a PDF here. */
export function settable(text: string): string {
  return isWide ? text : text.replace(/[^\u0020-\u007e]/g, 'x');
}
