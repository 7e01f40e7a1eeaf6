import type { LabelSize } from './label.js';

/** A sheet of labels for office printers, in millimetres. */
export interface Sheet {
  readonly page: LabelSize;
  readonly columns: number;
  readonly rows: number;
  readonly label: LabelSize;
  /** Of the first label's upper left corner. */
  readonly left: number;
  readonly top: number;
  /** From a label to the next one, across and down. */
  readonly pitchX: number;
  readonly pitchY: number;
}

/** What labels are printed on: a sheet of many, or a roll with one after the other. */
export type Media =
  | { readonly kind: 'sheet'; readonly sheet: Sheet }
  | { readonly kind: 'roll'; readonly label: LabelSize };

const a4 = { width: 210, height: 297 };
const letter = { width: 215.9, height: 279.4 };

/** Sheets as shops sell them; margins are those that their makers give, and want a try on plain paper first. */
export const sheets: ReadonlyMap<string, Sheet> = new Map([
  ['a4-3x7', sheet(a4, [3, 7], { width: 63.5, height: 38.1 }, [7.2, 15.15], [66.04, 38.1])],
  ['a4-3x8', sheet(a4, [3, 8], { width: 63.5, height: 33.9 }, [7.2, 12.9], [66.04, 33.9])],
  ['a4-2x7', sheet(a4, [2, 7], { width: 99.1, height: 38.1 }, [4.65, 15.15], [101.6, 38.1])],
  ['a4-5x13', sheet(a4, [5, 13], { width: 38.1, height: 21.2 }, [4.75, 10.7], [40.6, 21.2])],
  ['a4-5x7', sheet(a4, [5, 7], { width: 35, height: 35 }, [9.5, 14], [39, 39])],
  [
    'letter-3x10',
    sheet(letter, [3, 10], { width: 66.7, height: 25.4 }, [4.76, 12.7], [69.85, 25.4]),
  ],
]);

/** Of one label of a roll, in millimetres. */
export const rollBounds = { least: 10, most: 300 };

/** `a4-3x7` and its like, or `roll-50x30` for labels of 50 by 30 mm; undefined for anything else. */
export function mediaNamed(name: string): Media | undefined {
  const known = sheets.get(name);
  if (known !== undefined) return { kind: 'sheet', sheet: known };
  const [, width = '', height = ''] = /^roll-(\d{2,3})x(\d{2,3})$/.exec(name) ?? [];
  const label = { width: Number(width), height: Number(height) };
  const isWithin = (side: number) => side >= rollBounds.least && side <= rollBounds.most;
  if (!isWithin(label.width) || !isWithin(label.height)) return undefined;
  return { kind: 'roll', label };
}

export function labelSize(media: Media): LabelSize {
  return media.kind === 'sheet' ? media.sheet.label : media.label;
}

export function labelsOfSheet({ columns, rows }: Sheet): number {
  return columns * rows;
}

/** Upper left corner of a label by its place on the sheet, from 0, row by row. */
export function cornerOf(sheet: Sheet, place: number): { readonly x: number; readonly y: number } {
  const [column, row] = [place % sheet.columns, Math.floor(place / sheet.columns)];
  return { x: sheet.left + column * sheet.pitchX, y: sheet.top + row * sheet.pitchY };
}

/** Where the sheet is cut, across and down: the edges of its labels. */
export function cutsOf(sheet: Sheet): { readonly x: number[]; readonly y: number[] } {
  const edges = (count: number, first: number, pitch: number, side: number) =>
    Array.from({ length: count }, (_, i) => first + i * pitch).flatMap((at) => [at, at + side]);
  const { label } = sheet;
  return {
    x: edges(sheet.columns, sheet.left, sheet.pitchX, label.width),
    y: edges(sheet.rows, sheet.top, sheet.pitchY, label.height),
  };
}

function sheet(
  page: LabelSize,
  [columns, rows]: readonly [number, number],
  label: LabelSize,
  [left, top]: readonly [number, number],
  [pitchX, pitchY]: readonly [number, number],
): Sheet {
  return { page, columns, rows, label, left, top, pitchX, pitchY };
}
