import type { Element } from './elements/ai-table.js';
import { checkElement } from './elements/check-element.js';
import { checkPath } from './elements/key-path.js';
import { pathOf } from './elements/write-link.js';

export type IdentifierKind =
  | 'product'
  | 'batch'
  | 'item'
  | 'unit'
  | 'location'
  | 'party'
  | 'asset'
  | 'document'
  | 'code'
  | 'other';

/** What an identifier names, and the one key under which it is stored, whatever notation it came in. */
export interface Identifier {
  readonly kind: IdentifierKind;
  /** Equal for every notation of the same thing; `parseIdentifier` reads it back to the same identifier. */
  readonly key: string;
  /** Its values by name: gtin, batch, serial, sscc, gln, extension, grai, code, uscc ... */
  readonly parts: Readonly<Record<string, string>>;
}

/** What the primary keys name. The others, such as service relations, name neither an organisation of ours nor goods. */
const kinds: ReadonlyMap<string, IdentifierKind> = new Map([
  ['00', 'unit'],
  ['01', 'product'],
  ['253', 'document'],
  ['255', 'document'],
  ['401', 'document'],
  ['402', 'document'],
  ['414', 'location'],
  ['417', 'party'],
  ['8003', 'asset'],
  ['8004', 'asset'],
  ['8006', 'product'],
  ['8010', 'product'],
]);

const qualifiedKinds: ReadonlyMap<string, IdentifierKind> = new Map([
  ['10', 'batch'],
  ['21', 'item'],
  ['235', 'item'],
  ['8011', 'item'],
]);

/** The words for values in `Identifier.parts`. */
const partNames: ReadonlyMap<string, string> = new Map([
  ['00', 'sscc'],
  ['01', 'gtin'],
  ['10', 'batch'],
  ['21', 'serial'],
  ['22', 'variant'],
  ['235', 'thirdPartySerial'],
  ['253', 'gdti'],
  ['254', 'extension'],
  ['255', 'gcn'],
  ['401', 'ginc'],
  ['402', 'gsin'],
  ['414', 'gln'],
  ['415', 'gln'],
  ['417', 'gln'],
  ['7040', 'unitExtension'],
  ['8003', 'grai'],
  ['8004', 'giai'],
  ['8006', 'itip'],
  ['8010', 'cpid'],
  ['8011', 'serial'],
  ['8013', 'gmn'],
  ['8017', 'gsrn'],
  ['8018', 'gsrn'],
  ['8019', 'instance'],
  ['8020', 'reference'],
]);

/** The thing that a primary key and its qualifiers, in their order, name. Every value is checked. */
export function gs1Identifier(elements: readonly Element[]): Identifier {
  checkPath(elements);
  for (const element of elements) checkElement(element);
  return thingNamed(elements);
}

/**
 * The thing that the elements of a checked path name.
 *
 * The key holds the primary key and the last qualifier only. A serial number names one piece of a GTIN
 * whether or not its batch is told along, so the batch describes it (and stands in `parts`).
 */
export function thingNamed(elements: readonly Element[]): Identifier {
  // An extension of 0 says that there is none.
  const telling = elements.filter(([ai, value]) => ai !== '254' || value !== '0');
  const [primary = ['', ''] as const, ...qualifiers] = telling;
  const last = qualifiers.at(-1);
  const parts: Record<string, string> = {};
  for (const [ai, value] of telling) parts[partNames.get(ai) ?? ai] = value;
  return {
    kind: (last && qualifiedKinds.get(last[0])) ?? kinds.get(primary[0]) ?? 'other',
    key: pathOf(last ? [primary, last] : [primary]),
    parts,
  };
}
