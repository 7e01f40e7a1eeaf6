import { faultyRequest, type Fault } from '../kernel/index.js';
import { mapping, stepByStep } from '../platform/index.js';
import { symbolPng } from '../symbols/index.js';
import type { Copied } from './copied.js';
import type { DrawnLabel } from './drawn-label.js';
import type { LabelContent } from './label.js';
import { layoutLabel, type Printer } from './label-layout.js';
import { labelSize, labelsOfSheet, type Media } from './media.js';
import type { PdfMaker } from './pdf-maker.js';
import { svgLabel } from './svg-label.js';
import { tsplFontPattern, tsplLabels, tsplModuleDotsMax } from './tspl-labels.js';
import { zplFontPattern, zplLabels, zplModuleDotsMax } from './zpl-labels.js';

export const labelFormats = ['pdf', 'svg', 'png', 'zpl', 'tspl'] as const;
export type LabelFormat = (typeof labelFormats)[number];

/** How labels are printed. */
export interface Printing {
  readonly format: LabelFormat;
  readonly media: Media;
  /** The first free place of a sheet that was begun, from 1. */
  readonly start: number;
  readonly cropMarks: boolean;
  readonly dotsPerInch: number;
  /** A font in the memory of the printer. */
  readonly printerFont?: string;
}

/** Labels as bytes, ready to be sent. */
export interface LabelFile {
  readonly bytes: Buffer;
  readonly mediaType: string;
  /** Of its name, behind the point. */
  readonly extension: LabelFormat;
}

export const mediaTypes: Readonly<Record<LabelFormat, string>> = {
  pdf: 'application/pdf',
  svg: 'image/svg+xml',
  png: 'image/png',
  zpl: 'text/plain; charset=utf-8',
  tspl: 'text/plain; charset=utf-8',
};

/** Lays labels out and writes them in their format. All of them are of one size. */
export async function labelFile(
  labels: readonly Copied<LabelContent>[],
  printing: Printing,
  pdfs: PdfMaker,
): Promise<LabelFile> {
  refuseUnfit(labels, printing);
  const { media } = printing;
  const printer = printerOf(printing);
  const layout = ({ of, copies }: Copied<LabelContent>) => ({
    of: layoutLabel(of, labelSize(media), printer),
    copies,
  });
  return drawnFile(await stepByStep(mapping(labels, layout)), printing, pdfs);
}

/** Writes labels that are laid out already. */
export async function drawnFile(
  drawn: readonly Copied<DrawnLabel>[],
  printing: Printing,
  pdfs: PdfMaker,
): Promise<LabelFile> {
  const { format } = printing;
  const bytes = await bytesOf(drawn, printing, pdfs);
  return { bytes, mediaType: mediaTypes[format], extension: format };
}

async function bytesOf(
  drawn: readonly Copied<DrawnLabel>[],
  printing: Printing,
  pdfs: PdfMaker,
): Promise<Buffer> {
  const { printerFont } = printing;
  switch (printing.format) {
    case 'pdf':
      return pdfs.make(drawn, printing);
    case 'svg':
      return Buffer.from(drawn.map(({ of }) => svgLabel(of)).join(''));
    case 'png':
      return Buffer.concat(drawn.map(({ of }) => symbolsPng(of)));
    case 'zpl':
      return Buffer.from(zplLabels(drawn, printerFont));
    case 'tspl':
      return Buffer.from(tsplLabels(drawn, printerFont));
  }
}

/** The symbol alone, as large as on the label: text is whoever's who sets it. */
function symbolsPng({ symbols, dotsPerInch }: DrawnLabel): Buffer {
  return Buffer.concat(
    symbols.map(({ modules, across, down }) =>
      symbolPng(modules, { scale: across, barHeight: down, dotsPerInch }),
    ),
  );
}

export function printerOf({ format, dotsPerInch }: Printing): Printer {
  if (format === 'zpl') return { dotsPerInch, moduleDotsMax: zplModuleDotsMax };
  if (format === 'tspl') return { dotsPerInch, moduleDotsMax: tsplModuleDotsMax };
  return { dotsPerInch };
}

function refuseUnfit(labels: readonly Copied<LabelContent>[], printing: Printing): void {
  const { format, media, start } = printing;
  const faults: Fault[] = fontFaults(printing);
  const fault = (pointer: string, detail: string) => faults.push({ pointer, detail });
  if ((format === 'zpl' || format === 'tspl') && media.kind === 'sheet') {
    fault('/media', 'must be a roll, such as roll-50x30, for printers of labels');
  }
  const places = media.kind === 'sheet' ? labelsOfSheet(media.sheet) : 1;
  if (start > places) fault('/start', `must be at most ${places} on this media`);
  const isPicture = format === 'svg' || format === 'png';
  const count = labels.reduce((sum, { copies }) => sum + copies, 0);
  if (isPicture && count !== 1) fault('/format', 'holds one label; take pdf, zpl or tspl for more');
  if (faults.length > 0) throw faultyRequest(faults);
}

const fontPatterns: Partial<Record<LabelFormat, RegExp>> = {
  ...{ zpl: zplFontPattern, tspl: tsplFontPattern },
};

/** It stands in commands as it is given, so it is a name and nothing else. */
export function fontFaults({ format, printerFont }: Printing): Fault[] {
  if (printerFont === undefined) return [];
  if (fontPatterns[format]?.test(printerFont)) return [];
  const detail = 'names a font in the printer: E:SIMSUN.TTF for zpl, SIMSUN.TTF for tspl';
  return [{ pointer: '/printerFont', detail }];
}
