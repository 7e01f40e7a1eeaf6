import { IdentifierFault } from './fault.js';

/** The GS1 check digit (mod 10, weights 3 and 1 from the right) that belongs after these digits. */
export function checkDigit(digits: string): string {
  let sum = 0;
  let weight = 3;
  for (let i = digits.length - 1; i >= 0; i--) {
    sum += Number(digits[i]) * weight;
    weight = 4 - weight;
  }
  return String((10 - (sum % 10)) % 10);
}

/** Whether the last digit is the check digit of those before it. */
export function hasCheckDigit(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && checkDigit(digits.slice(0, -1)) === digits.at(-1);
}

/** A GTIN of 8, 12, 13 or 14 digits as the 14 digits under which it is stored. */
export function parseGtin(text: string): string {
  return checkedDigits('GTIN', [8, 12, 13, 14], text).padStart(14, '0');
}

/** A Global Location Number: 13 digits, of a place or of a party. */
export function parseGln(text: string): string {
  return checkedDigits('GLN', [13], text);
}

/** A Serial Shipping Container Code: 18 digits. */
export function parseSscc(text: string): string {
  return checkedDigits('SSCC', [18], text);
}

function checkedDigits(name: string, lengths: readonly number[], text: string): string {
  if (!/^\d+$/.test(text) || !lengths.includes(text.length)) {
    throw new IdentifierFault(
      `a ${name} has ${lengths.join(', ').replace(/, (\d+)$/, ' or $1')} digits`,
    );
  }
  refuseWrongCheckDigit(name, text);
  return text;
}

/** The right digit is not offered: as likely as not another one was mistyped. */
function refuseWrongCheckDigit(name: string, digits: string): void {
  if (hasCheckDigit(digits)) return;
  throw new IdentifierFault(
    `the check digit of ${name} ${digits} is wrong; compare all its digits with the source`,
    digits.length - 1,
  );
}
