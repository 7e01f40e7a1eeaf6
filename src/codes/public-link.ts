import { digitalLink, gs1Identifier } from '../identifiers/index.js';
import type { CodeKind } from './code.js';

/** What the links of a code are made of; all codes of a run have it in common. */
export interface Linked {
  readonly kind: CodeKind;
  readonly gtin: string | null;
  /** The batch's number; only the link of a batch with a GTIN says it. */
  readonly number: string | null;
}

/**
 * The path a code is printed with, which is also its canonical key. With a GTIN it is a GS1 Digital Link,
 * so that every scanner of the trade understands it: a batch's says its number, an item's or a case's has
 * our code for a serial number. Without one it is `/t/{code}`.
 */
export function publicPath({ kind, gtin, number }: Linked, code: string): string {
  if (gtin === null || kind === 'unit') return `/t/${code}`;
  const serial = kind === 'batch' ? (['10', number ?? ''] as const) : (['21', code] as const);
  return gs1Identifier([['01', gtin], serial]).key;
}

/** The whole address, as QR symbols carry it, below the service's own. */
export function publicLink(linked: Linked, code: string, baseUrl: string): string {
  return digitalLink(publicPath(linked, code), baseUrl);
}
