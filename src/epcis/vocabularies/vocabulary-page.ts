import { present } from '../../kernel/index.js';
import { resolveLocations, resolveParties } from '../../parties/index.js';
import type { Reader } from '../../platform/index.js';
import { resolveProducts } from '../../products/index.js';
import type { SentElement } from '../json/read-vocabularies.js';
import { selectOwnElements } from './own-elements.store.js';
import { placesWithin } from './places-within.js';
import { selectSentElements, selectSentVocabularies } from './sent-elements.store.js';
import { vocabularies, vocabulariesUnasked, type VocabularyElement } from './vocabulary.js';
import { positionAt, type Origin, type VocabularyQuery } from './vocabulary-query.js';

/** Elements of one vocabulary. */
export interface VocabularyPart {
  readonly vocabulary: string;
  readonly elements: readonly VocabularyElement[];
}

export interface VocabularyPage {
  readonly parts: readonly VocabularyPart[];
  /** Where the page after this one begins; absent on the last. */
  readonly nextPageToken?: string;
}

interface OwnReader {
  readonly reader: Reader;
  readonly organisationId: string;
}

/** The elements of one page, from one source after the other: what is there of each decides how many of the next have room. */
export async function pageOf(query: VocabularyQuery, own: OwnReader): Promise<VocabularyPage> {
  const keys = await keysAsked(query, own);
  const ids = keys && (await idsOf(own.reader, keys));
  const sources = await sourcesOf(query, own);
  const { start, perPage, attributes } = query;
  const first = sources.findIndex(
    (source) => source.vocabulary === start?.vocabulary && source.origin === start.origin,
  );
  const parts: VocabularyPart[] = [];
  let last = start;
  let room = perPage;
  for (const [index, source] of sources.entries()) {
    if (index < first) continue;
    const found = await elementsOf(source, own, {
      ...{ attributes, limit: room + 1, keys, ids },
      after: index === first ? start?.after : undefined,
    });
    const elements = found.slice(0, room);
    if (elements.length > 0) parts.push({ vocabulary: source.vocabulary, elements });
    const end = elements.at(-1)?.ref;
    if (end !== undefined) last = { ...source, after: end };
    // Where a page ends with a source, the next page begins after the end of it.
    if (found.length > room && last !== undefined) {
      return { parts, nextPageToken: positionAt(last, query.mark) };
    }
    room -= elements.length;
  }
  return { parts };
}

interface Source {
  readonly vocabulary: string;
  readonly origin: Origin;
}

/** Where elements are looked for, in the order in which they are told. */
async function sourcesOf(
  { vocabularies: asked }: VocabularyQuery,
  { reader, organisationId }: OwnReader,
): Promise<readonly Source[]> {
  const names = asked ?? [
    ...vocabulariesUnasked,
    ...(await selectSentVocabularies(reader, organisationId)),
  ];
  return [...new Set(names)].sort().flatMap((vocabulary): Source[] => [
    // Places are told once where nobody says as what.
    ...(vocabularies.has(vocabulary) && (asked ?? vocabulariesUnasked).includes(vocabulary)
      ? [{ vocabulary, origin: 'own' } as const]
      : []),
    { vocabulary, origin: 'sent' },
  ]);
}

interface Wanted {
  readonly attributes: VocabularyQuery['attributes'];
  readonly keys: readonly string[] | undefined;
  readonly ids: readonly string[] | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

async function elementsOf(
  { vocabulary, origin }: Source,
  { reader, organisationId }: OwnReader,
  { attributes, keys, ids, after, limit }: Wanted,
): Promise<readonly VocabularyElement[]> {
  const filter = { attributes, limit, ...(after !== undefined && { after }) };
  if (origin === 'sent') {
    const sent = await selectSentElements(reader, organisationId, {
      ...{ ...filter, vocabularies: [vocabulary], ...(keys && { keys }) },
    });
    return sent.map(told);
  }
  const kind = present(vocabularies.get(vocabulary), 'records of the vocabulary');
  return selectOwnElements(reader, organisationId, kind, {
    ...{ ...filter, ...(ids && { refs: ids }) },
  });
}

function told({ key, id, attributes, children }: SentElement): VocabularyElement {
  return { ref: key, id, keys: [key], attributes, children };
}

/** The keys of what a query names; undefined where it names nothing. */
async function keysAsked(
  { named, within }: VocabularyQuery,
  { reader, organisationId }: OwnReader,
): Promise<readonly string[] | undefined> {
  if (within === undefined) return named;
  const inside = await placesWithin(reader, organisationId, within);
  return named === undefined ? inside : inside.filter((key) => named.includes(key));
}

/** Our ids of what keys name, whoever's it is: only one's own records are told. */
async function idsOf(reader: Reader, keys: readonly string[]): Promise<readonly string[]> {
  const [places, parties, products] = await Promise.all([
    resolveLocations(reader, keys),
    resolveParties(reader, keys),
    resolveProducts(reader, keys),
  ]);
  return [
    ...[...places.values(), ...parties.values()].map(({ id }) => id),
    ...[...products.values()].map(({ product }) => product.id),
  ];
}
