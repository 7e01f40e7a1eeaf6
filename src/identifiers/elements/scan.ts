import { parseGtin } from '../check-digit.js';
import { IdentifierFault } from '../fault.js';
import type { Element } from './ai-table.js';
import { readSymbol } from './element-string.js';
import type { Reading } from './check-element.js';

/** What a scanner sends before the content, to say which kind of symbol it read (ISO/IEC 15424). */
const elementSymbols: ReadonlySet<string> = new Set([']C1', ']d2', ']Q3', ']e0', ']J1']);
/** And the digits that each has. */
const retailSymbols: ReadonlyMap<string, number> = new Map([
  [']E0', 13],
  [']E4', 8],
]);
/** QR, Data Matrix and DotCode without FNC1 carry plain text. */
const plainSymbols: ReadonlySet<string> = new Set([']Q1', ']d1', ']J0']);

/** What a symbol holds: elements of GS1, or plain text, which may be a Digital Link. */
export type Scanned = { readonly elements: readonly Element[] } | { readonly text: string };

/**
 * Reads what a scanner sent, with its identifier of the symbology in front. A retail symbol, EAN-13, UPC or EAN-8, is the GTIN in
 * it; a composite symbol printed above one adds its elements behind `|]e0`.
 */
export function readScan(scan: string, reading: Reading = 'strict'): Scanned {
  const symbol = scan.slice(0, 3);
  const content = scan.slice(3);
  if (elementSymbols.has(symbol)) return { elements: readSymbol(content, reading) };
  if (plainSymbols.has(symbol)) return { text: content };
  const digits = retailSymbols.get(symbol);
  if (digits === undefined) {
    throw new IdentifierFault(
      `${JSON.stringify(symbol)} is no symbol that we read; scan a QR code, Data Matrix or GS1 barcode`,
    );
  }
  const [, gtin, composite] = /^(\d+)(?:\|\]e0(.*))?$/s.exec(content) ?? [];
  if (gtin?.length !== digits) {
    throw new IdentifierFault(
      `${symbol} is followed by ${digits} digits and nothing else, save a composite behind |]e0; scan it again`,
    );
  }
  const above = composite === undefined ? [] : readSymbol(composite, reading);
  return { elements: [['01', parseGtin(gtin)], ...above] };
}
