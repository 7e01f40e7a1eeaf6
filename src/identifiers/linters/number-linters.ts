/** Linters of what a number may say. */

const inDigits = (text: string): boolean => /^[0-9]+$/.test(text);

export const isZero = (text: string): boolean => /^0+$/.test(text);
export const isNonzero = (text: string): boolean => inDigits(text) && !isZero(text);
/** A leading zero would be a second spelling of the same number. */
export const hasNoZeroPrefix = (text: string): boolean => /^(?:0|[1-9][0-9]*)?$/.test(text);

export const isYesOrNo = (text: string): boolean => /^[01]$/.test(text);
/** The direction in which rolled goods are wound: face out, face in, undefined. */
export const isWinding = (text: string): boolean => /^[019]$/.test(text);
/** Biological sex by ISO/IEC 5218: not known, male, female, not applicable. */
export const isSex = (text: string): boolean => /^[0129]$/.test(text);

/** A piece and the total of pieces in as many digits, such as 0102. */
export function isPieceOfTotal(text: string): boolean {
  if (!inDigits(text) || text.length % 2 !== 0) return false;
  const half = text.length / 2;
  return isPositionWithin(text.slice(0, half), text.slice(half));
}

/** A position in a sequence and its end, such as 1/3. */
export function isPositionOfEnd(text: string): boolean {
  const [, position = '', end = ''] = /^([1-9][0-9]*)\/([1-9][0-9]*)$/.exec(text) ?? [];
  return isPositionWithin(position, end);
}

function isPositionWithin(position: string, end: string): boolean {
  const [from, to] = [Number(position), Number(end)];
  return from > 0 && from <= to;
}

/** Degrees from the pole, or from the antimeridian, times ten million. */
export const isLatitude = (text: string): boolean => isTenDigitsUpTo('1800000000', text);
export const isLongitude = (text: string): boolean => isTenDigitsUpTo('3600000000', text);

function isTenDigitsUpTo(most: string, text: string): boolean {
  return /^[0-9]{10}$/.test(text) && text <= most;
}
