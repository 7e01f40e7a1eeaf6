import type { Json } from '../../kernel/index.js';

/**
 * Master data as EPCIS has it (ISO/IEC 19987, 7.2 and 8.2.7.2): vocabularies of elements, each with attributes in the words
 * of the Core Business Vocabulary (ISO/IEC 19988, 10).
 */

/** Which of our records are elements of a vocabulary. */
export type RecordKind = 'location' | 'party' | 'product';

/** The vocabularies told here, by the last part of their URIs. Those of places hold the same ones. */
const kindOf = {
  BusinessLocation: 'location',
  EPCClass: 'product',
  Location: 'location',
  Party: 'party',
  ReadPoint: 'location',
} as const satisfies Record<string, RecordKind>;

/** The URI of a vocabulary of EPCIS, by its last part. */
export function vocabularyUri(name: string): string {
  return `urn:epcglobal:epcis:vtype:${name}`;
}

export const vocabularies: ReadonlyMap<string, RecordKind> = new Map(
  Object.entries(kindOf).map(([name, kind]) => [vocabularyUri(name), kind]),
);

/** What is told where nobody says which vocabulary is meant: every record once. */
export const vocabulariesUnasked: readonly string[] = ['EPCClass', 'Location', 'Party'].map(
  vocabularyUri,
);

/** Elements that one parameter of a query may stand for, registered and sent. */
export const elementsMax = 1_000;

/** An attribute and one value of it. */
export type Attribute = readonly [name: string, value: Json];

/** What is said of a product, place or party, or of whatever else events name. */
export interface VocabularyElement {
  /** Where it stands in the order of pages: our id of a record, or the key under which it was sent. */
  readonly ref: string;
  /** The URI that it is told by. */
  readonly id: string;
  /** Every canonical key under which events may name it. */
  readonly keys: readonly string[];
  readonly attributes: readonly Attribute[];
  /** URIs of what lies within it. */
  readonly children: readonly string[];
}
