import { dotsIn, type PlacedText } from './drawn-label.js';
import type { LabelLine } from './label.js';
import { cutTo, widthOf } from './text-width.js';

/** In dots. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Of a font, in millimetres: what can be read, and what is large enough. */
const sizeLeast = 1.3;
const sizeMost = 3.2;
/** Of a line to the height of its font. */
const leading = 1.2;

/**
 * The lines from the top of the box. Where not all have room, those that are not needed are left out from the last on; a line
 * that is too long gets a smaller font, and one that is not needed is cut at the least.
 */
export function textsIn(lines: readonly LabelLine[], box: Box, dotsPerInch: number): PlacedText[] {
  const [least, most] = [dotsIn(sizeLeast, dotsPerInch), dotsIn(sizeMost, dotsPerInch)];
  const shown = linesFor(lines, Math.floor(box.height / (least * leading)));
  const pitch = Math.floor(Math.min(box.height / Math.max(1, shown.length), most * leading));
  return shown.map(({ text, needed }, at) => {
    const fitting = Math.floor(Math.min(pitch / leading, box.width / widthOf(text)));
    const size = Math.max(1, needed ? fitting : Math.max(least, fitting));
    return {
      text: needed ? text : cutTo(text, box.width / size),
      ...{ x: box.x, y: box.y + at * pitch, size },
    };
  });
}

function linesFor(lines: readonly LabelLine[], count: number): readonly LabelLine[] {
  const shown = [...lines];
  while (shown.length > count) {
    const last = shown.findLastIndex(({ needed }) => !needed);
    if (last < 0) break;
    shown.splice(last, 1);
  }
  return shown;
}
