import type { Modules } from '../symbols/index.js';
import type { SymbolContent } from './label.js';

/**
 * A label as it is printed, in dots from its upper left corner. Whatever is drawn stands on whole dots, so that no module is
 * a dot wider than its neighbour; a page or a file without dots draws the same grid.
 */
export interface DrawnLabel {
  readonly width: number;
  readonly height: number;
  readonly dotsPerInch: number;
  readonly symbols: readonly PlacedSymbol[];
  readonly texts: readonly PlacedText[];
}

export interface PlacedSymbol {
  readonly content: SymbolContent;
  readonly modules: Modules;
  /** Upper left corner of the first module; the quiet zone lies around it. */
  readonly x: number;
  readonly y: number;
  /** Dots that a module is wide, and high; of bars the second is their length. */
  readonly across: number;
  readonly down: number;
}

export interface PlacedText {
  readonly text: string;
  /** Upper left corner. */
  readonly x: number;
  readonly y: number;
  /** Height of the font. */
  readonly size: number;
}

export const millimetresPerInch = 25.4;

/** Dots that fit into so many millimetres. */
export function dotsIn(millimetres: number, dotsPerInch: number): number {
  return Math.floor((millimetres / millimetresPerInch) * dotsPerInch);
}

export function millimetresOf(dots: number, dotsPerInch: number): number {
  return (dots / dotsPerInch) * millimetresPerInch;
}
