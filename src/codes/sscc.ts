import { checkDigit } from '../identifiers/index.js';

/** SSCCs one request may have made. */
export const ssccsMax = 10_000;

/** Which SSCCs: an extension digit, a company prefix, and so many serial numbers from the first. */
export interface SsccStretch {
  readonly prefix: string;
  readonly extensionDigit: number;
  readonly first: number;
  readonly count: number;
}

/** Serial numbers of a prefix for each extension digit: what is left of the 16 digits between that and the check digit. */
export function serialsOf(prefix: string): number {
  return 10 ** (16 - prefix.length);
}

/** Which serial number below a prefix an SSCC of 18 digits has; undefined where it is none of that prefix, or mistyped. */
export function serialIn(sscc: string, prefix: string): number | undefined {
  const digits = sscc.slice(0, -1);
  const isOfPrefix = sscc.startsWith(prefix, 1) && sscc === digits + checkDigit(digits);
  return isOfPrefix ? Number(digits.slice(1 + prefix.length)) : undefined;
}

/** The SSCCs of a stretch in their order: 18 digits each. */
export function ssccsOf({ prefix, extensionDigit, first, count }: SsccStretch): string[] {
  return Array.from({ length: count }, (_, i) => {
    const serial = String(first + i).padStart(16 - prefix.length, '0');
    const digits = `${extensionDigit}${prefix}${serial}`;
    return digits + checkDigit(digits);
  });
}
