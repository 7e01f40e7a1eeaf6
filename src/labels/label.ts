import type { Element } from '../identifiers/index.js';
import {
  barModules,
  matrixModules,
  qrModules,
  type Modules,
  type QrLevel,
} from '../symbols/index.js';

export const symbolKinds = ['qr', 'gs1-datamatrix', 'gs1-128'] as const;
export type SymbolKind = (typeof symbolKinds)[number];

/** What a symbol says. Modules and the commands of printers are made from it alike. */
export type SymbolContent =
  | {
      readonly kind: 'qr';
      readonly text: string;
      readonly level: QrLevel;
      /** One for all labels of a run, so that they look alike. */
      readonly version: number;
    }
  | {
      readonly kind: 'gs1-datamatrix' | 'gs1-128';
      readonly elements: readonly Element[];
      /** What other symbols of the label say, where elements need each other. */
      readonly beside?: readonly Element[];
    };

/** A line of text beside a symbol. */
export interface LabelLine {
  readonly text: string;
  /** What stands on the label in any case: a code, a number, a date. Other lines are cut, or left out where there is no room. */
  readonly needed: boolean;
}

/** What a label says, whatever its size. */
export interface LabelContent {
  readonly symbol: SymbolContent;
  /** From the top. */
  readonly lines: readonly LabelLine[];
}

/** In millimetres. */
export interface LabelSize {
  readonly width: number;
  readonly height: number;
}

export function modulesOf(content: SymbolContent): Modules {
  switch (content.kind) {
    case 'qr':
      return qrModules(content.text, content);
    case 'gs1-datamatrix':
      return matrixModules(content.elements);
    case 'gs1-128':
      return barModules(content.elements, content.beside);
  }
}
