/** The shortest plain decimal that denotes the number: `0.0000001`, not `1e-7`. */
export function decimalText(value: number): string {
  return shortestDecimal(String(value));
}

/** Equal text for equal numbers, with no exponent and no idle zeros. */
export function shortestDecimal(literal: string): string {
  const { sign, digits, scale } = decimalOf(literal);
  if (digits === '') return '0';
  if (scale <= 0) return sign + digits + '0'.repeat(-scale);
  const padded = digits.padStart(scale + 1, '0');
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

/** `digits` without zeros at either end, times ten to the power of minus `scale`. */
export function decimalOf(literal: string): { sign: '' | '-'; digits: string; scale: number } {
  const [mantissa = '', exponent = '0'] = literal.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.replace(/^[+-]/, '').split('.');
  const digits = (whole + fraction).replace(/^0+/, '');
  const short = digits.slice(0, endOfDigits(digits));
  const scale = fraction.length - Number(exponent) - (digits.length - short.length);
  return { sign: mantissa.startsWith('-') && short !== '' ? '-' : '', digits: short, scale };
}

/** Where the zeros at the end begin. By a loop: `/0+$/` looks at each run of zeros as often as it is long. */
function endOfDigits(digits: string): number {
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  return end;
}

/** Below zero where the first is less than the second, above where it is greater; plain decimals of any length. */
export function compareDecimals(a: string, b: string): number {
  const places = Math.max(fractionOf(a).length, fractionOf(b).length);
  const difference = scaledBy(places, a) - scaledBy(places, b);
  return difference < 0n ? -1 : Number(difference > 0n);
}

function fractionOf(decimal: string): string {
  return decimal.split('.')[1] ?? '';
}

function scaledBy(places: number, decimal: string): bigint {
  const [whole = ''] = decimal.split('.');
  return BigInt(whole + fractionOf(decimal).padEnd(places, '0'));
}
