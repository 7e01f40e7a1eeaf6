/**
 * How wide a text is at most, in heights of its font: of the fonts of printers nobody knows the widths, so each kind of
 * character counts as wide as the widest of its kind in Helvetica and Noto Sans.
 */
export function widthOf(text: string): number {
  return [...text].reduce((width, character) => width + emsOf(character), 0);
}

/** As much of the text as fits into a width, which ends in `…` where that is not all. */
export function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const kept = [...text];
  while (kept.length > 0 && widthOf(kept.join('')) + emsOf(ellipsis) > width) kept.pop();
  return kept.join('').trimEnd() + ellipsis;
}

const ellipsis = '…';

function emsOf(character: string): number {
  if (/[il.,:;'|! ]/.test(character)) return 0.34;
  if (/[\dA-Zmw%&+<=>?…_—]/.test(character)) return /[MW%…—mw]/.test(character) ? 1 : 0.76;
  // Scripts that are written in squares begin here: radicals, kana, ideographs, full-width forms.
  return (character.codePointAt(0) ?? 0) >= 0x1100 ? 1.02 : 0.64;
}
