import { parseGtin } from './check-digit.js';
import { parseElementString } from './element-string.js';
import { IdentifierFault } from './fault.js';
import { gs1Identifier, type Identifier } from './gs1-key.js';

/** What a scanner sends before the content, to say which kind of symbol it read (ISO/IEC 15424). */
const elementSymbols: ReadonlySet<string> = new Set([']C1', ']d2', ']Q3', ']e0', ']J1']);
const retailSymbols: ReadonlyMap<string, RegExp> = new Map([
  [']E0', /^(\d{13})(?:\||$)/],
  [']E4', /^(\d{8})$/],
]);
/** QR, Data Matrix and DotCode without FNC1 carry plain text, which for us is an address. */
const plainSymbols: ReadonlySet<string> = new Set([']Q1', ']d1', ']J0']);

/** The thing a scanned symbol names; `readPlain` reads what a symbol without GS1 structure holds. */
export function parseScan(scan: string, readPlain: (text: string) => Identifier): Identifier {
  const symbol = scan.slice(0, 3);
  const content = scan.slice(3);
  if (elementSymbols.has(symbol)) return parseElementString(content);
  if (plainSymbols.has(symbol)) return readPlain(content);
  const retail = retailSymbols.get(symbol);
  if (retail === undefined) {
    throw new IdentifierFault(
      `${JSON.stringify(symbol)} is no symbol that we read; scan a QR code, Data Matrix or GS1 barcode`,
    );
  }
  return gs1Identifier([['01', parseGtin(retail.exec(content)?.[1] ?? content)]]);
}
