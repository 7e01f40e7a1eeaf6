import { checkElement, partOf, type Element } from './application-identifiers.js';
import { IdentifierFault } from './fault.js';
import { encode } from './percent.js';

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

interface PrimaryKey {
  readonly kind: IdentifierKind;
  /** What may follow, in this order, each line an alternative to the others; the more specific line first. */
  readonly qualifiers: readonly (readonly string[])[];
}

const primaryKeys: ReadonlyMap<string, PrimaryKey> = new Map([
  ['00', { kind: 'unit', qualifiers: [] }],
  ['01', { kind: 'product', qualifiers: [['235'], ['22', '10', '21']] }],
  ['253', { kind: 'document', qualifiers: [] }],
  ['255', { kind: 'document', qualifiers: [] }],
  ['401', { kind: 'document', qualifiers: [] }],
  ['402', { kind: 'document', qualifiers: [] }],
  ['414', { kind: 'location', qualifiers: [['254'], ['7040']] }],
  ['417', { kind: 'party', qualifiers: [['7040']] }],
  ['8003', { kind: 'asset', qualifiers: [] }],
  ['8004', { kind: 'asset', qualifiers: [['7040']] }],
  ['8006', { kind: 'product', qualifiers: [['22', '10', '21']] }],
  ['8010', { kind: 'product', qualifiers: [['8011']] }],
  // Service relations name neither an organisation of ours nor goods.
  ['8017', { kind: 'other', qualifiers: [['8019']] }],
  ['8018', { kind: 'other', qualifiers: [['8019']] }],
]);

const qualifiedKinds: ReadonlyMap<string, IdentifierKind> = new Map([
  ['10', 'batch'],
  ['21', 'item'],
  ['235', 'item'],
  ['8011', 'item'],
]);

export function isPrimaryKey(ai: string): boolean {
  return primaryKeys.has(ai);
}

/** The lines of qualifiers open to a primary key once it carries those given. */
export function qualifierLines(
  primary: string,
  given: readonly string[],
): readonly (readonly string[])[] {
  const lines = primaryKeys.get(primary)?.qualifiers ?? [];
  return lines.filter((line) => given.every((ai) => line.includes(ai)));
}

/**
 * The thing that a primary key and its qualifiers, in their order, name.
 *
 * The key holds the primary key and the last qualifier only. A serial number names one piece of a GTIN
 * whether or not its batch is told along, so the batch describes it (and stands in `parts`).
 */
export function gs1Identifier(elements: readonly Element[]): Identifier {
  const [[primary, value], ...qualifiers] = checkedPath(elements);
  const telling = qualifiers.filter(([ai, text]) => ai !== '254' || text !== '0');
  const last = telling.at(-1);
  const own = primaryKeys.get(primary)?.kind ?? 'other';
  return {
    kind: (last && qualifiedKinds.get(last[0])) ?? own,
    key: pathOf([[primary, value], ...(last ? [last] : [])]),
    parts: Object.fromEntries(
      [[primary, value] as const, ...telling].map(([ai, text]) => [partOf(ai) ?? ai, text]),
    ),
  };
}

/** A Digital Link path; everything outside the unreserved characters of RFC 3986 is percent-encoded. */
function pathOf(elements: readonly Element[]): string {
  return elements.map(([ai, value]) => `/${ai}/${encode(value)}`).join('');
}

function checkedPath(elements: readonly Element[]): readonly [Element, ...Element[]] {
  const [first, ...qualifiers] = elements;
  if (first === undefined || !isPrimaryKey(first[0])) {
    throw new IdentifierFault('has no GS1 key, such as (01), (00) or (414)');
  }
  const given = qualifiers.map(([ai]) => ai);
  const line = qualifierLines(first[0], given)[0] ?? [];
  const inOrder = given.every((ai, i) => line.indexOf(ai) > line.indexOf(given[i - 1] ?? ''));
  if (!inOrder) {
    throw new IdentifierFault(`(${given.join('), (')}) cannot follow (${first[0]}) in this order`);
  }
  elements.forEach(checkElement);
  return [first, ...qualifiers];
}
