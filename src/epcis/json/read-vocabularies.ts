import { expandName, type EventContext } from '../../events/index.js';
import type { Json } from '../../kernel/index.js';
import { residentIdFaults } from '../../parties/index.js';
import { isObject, list, members, type JsonReader } from './json-reader.js';
import { at, fault, pointerOf, type Spot } from '../rules/spot.js';
import { cbvName } from '../parameters/extension-name.js';
import { looseKey } from '../../identifiers/index.js';
import * as values from './values.js';

/** An element of master data as a document says it. */
export interface SentElement {
  readonly vocabulary: string;
  /** Equal for every notation of what the element is. */
  readonly key: string;
  readonly id: string;
  /** Full names with their values, in their order; one name may come again. */
  readonly attributes: readonly (readonly [name: string, value: Json])[];
  /** What lies within it, as it was written. */
  readonly children: readonly string[];
  /** The keys of that. */
  readonly childKeys: readonly string[];
}

interface SentAttribute {
  readonly id: string;
  readonly attribute: Json;
}

interface Sent {
  readonly id: string;
  readonly attributes: readonly SentAttribute[];
  readonly children: readonly string[];
}

interface SentVocabulary {
  readonly type: string;
  readonly vocabularyElementList: readonly Sent[];
}

const element = members<Sent>(
  {
    id: values.uri,
    attributes: list(
      members<SentAttribute>({ id: values.uri, attribute: attributeValue }, { required: ['id'] }),
    ),
    children: list(values.uri),
  },
  { required: ['id'] },
);

/** Bytes, as JSON, of what is said of one element: so what an organisation keeps is bounded by how many these are. */
export const elementBytesMax = 32 * 1024;

/** With the key of an element it is the key of a row, which has no room for more. */
const typeBytesMax = 256;

const vocabularyType: JsonReader<string> = (value, spot) => {
  const type = values.uri(value, spot);
  return type === undefined || Buffer.byteLength(type) <= typeBytesMax
    ? type
    : fault(spot, `is longer than ${typeBytesMax} bytes; shorten it`, 'format.bounds');
};

const vocabulary = members<SentVocabulary>(
  { type: vocabularyType, vocabularyElementList: list(element) },
  { required: ['type'] },
);

/**
 * The master data in the header of a document, each element once, as the last mention of an attribute's name has it. Ids are
 * URIs and need be no keys of GS1 that we know: what is said is kept.
 */
export const elementsInHeader: JsonReader<readonly SentElement[]> = (header, spot) => {
  if (!isObject(header)) return fault(spot, 'must be an object');
  const sent = header['epcisMasterData'];
  if (sent === undefined) return [];
  const place = at(spot, 'epcisMasterData');
  if (!isObject(sent)) return fault(place, 'must be an object');
  for (const { pointer, detail } of residentIdFaults(sent)) {
    spot.faults.add(pointerOf(place) + pointer, detail, 'format.identifier');
  }
  const vocabularyList = sent['vocabularyList'] ?? [];
  const read = list(vocabulary)(vocabularyList, at(place, 'vocabularyList'));
  if (!spot.faults.isEmpty) return undefined;
  const elements = new Map<string, Gathered>();
  for (const { type, vocabularyElementList = [] } of read ?? []) {
    for (const each of vocabularyElementList) {
      const one = elementOf(type, each);
      const known = elements.get(markOf(one));
      if (known === undefined) elements.set(markOf(one), one);
      else addTo(known, one);
    }
  }
  for (const each of elements.values()) {
    if (bytesOf(each) <= elementBytesMax) continue;
    const detail = `says more than ${elementBytesMax} bytes of ${each.id}; say less of it`;
    return fault(at(place, 'vocabularyList'), detail, 'format.bounds');
  }
  return [...elements.values()];
};

function bytesOf({ attributes, children }: SentElement): number {
  return Buffer.byteLength(JSON.stringify([attributes, children]));
}

/** An element that more may still be said of. */
interface Gathered extends SentElement {
  readonly attributes: (readonly [name: string, value: Json])[];
  readonly children: string[];
  readonly childKeys: string[];
}

function elementOf(type: string, { id, attributes = [], children = [] }: Sent): Gathered {
  const pairs = attributes.map(({ id: name, attribute = null }) => {
    return [cbvName(name), attribute] as const;
  });
  const childKeys = children.map(looseKey);
  return {
    vocabulary: type,
    key: looseKey(id),
    id,
    attributes: pairs,
    children: [...children],
    childKeys,
  };
}

function markOf({ vocabulary: type, key }: SentElement): string {
  return `${type}\n${key}`;
}

function addTo(known: Gathered, { attributes, children, childKeys }: Gathered): void {
  for (const each of attributes) known.attributes.push(each);
  for (const each of children) known.children.push(each);
  for (const each of childKeys) known.childKeys.push(each);
}

/** The schema of GS1 has text, a number or an object; lists and the like lose nothing by being kept. */
function attributeValue(value: unknown, { context }: Spot): Json {
  return inFull(value as Json, context);
}

/** Names within a value, too, outlive the context that they were written in. */
function inFull(value: Json, context: EventContext): Json {
  if (Array.isArray(value)) return value.map((entry: Json) => inFull(entry, context));
  if (value === null || typeof value !== 'object') return value;
  const full = Object.entries(value).map(([name, inner]: [string, Json]) => [
    name.startsWith('@') ? name : expandName(name, context),
    inFull(inner, context),
  ]);
  return Object.fromEntries(full) as Json;
}
