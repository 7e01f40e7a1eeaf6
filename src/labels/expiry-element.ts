import type { Element } from '../identifiers/index.js';

export interface Expiry {
  readonly kind: 'best-before' | 'use-by';
  /** `YYYY-MM-DD`. */
  readonly on: string;
}

/** (15) best before, (17) use by; the day as YYMMDD (GS1 General Specifications). */
export function expiryElement({ kind, on }: Expiry): Element {
  return [kind === 'use-by' ? '17' : '15', on.slice(2).replaceAll('-', '')];
}
