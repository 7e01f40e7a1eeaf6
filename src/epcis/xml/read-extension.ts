import { furrowNamespace } from '../../events/index.js';
import { grouped, type Json } from '../../kernel/index.js';
import { atOnce } from '../../platform/index.js';
import { eventBytesMax, refuseLongEvent } from '../rules/document-limits.js';
import { lostNumberReading } from '../json/exact-json.js';
import type { FaultList } from '../rules/faults.js';
import type { EventNames } from './event-names.js';
import { jsonLdKeywords, jsonMark, memberElement, nameMark } from './furrow-markup.js';
import { faultAt, type XmlPlaces } from './places.js';
import type { XmlAttribute, XmlElement } from './xml-tree.js';

/** What the reading of one event shares. */
export interface EventReading {
  readonly names: EventNames;
  readonly places: XmlPlaces;
  readonly faults: FaultList;
}

/**
 * An object of the given members and of elements of other namespaces, which are kept to the letter:
 * - one with nothing but text is that text, with its white space;
 * - one with more is an object, in which attributes are `@name` (`prefix:@name` in a namespace, `@@name` where JSON-LD has a
 *   meaning for `@name`) and text beside them is `#text`, a list if children part it;
 * - what is repeated is a list, in its order. How elements of different names alternate is not kept.
 */
export function objectWith(
  own: readonly (readonly [string, unknown])[],
  elements: readonly XmlElement[],
  reading: EventReading,
): Readonly<Record<string, unknown>> {
  const alikeByName = grouped(elements, (element) => memberName(element, reading));
  const read = [...alikeByName].map(([name, alike]) => [name, readAlike(alike, reading)] as const);
  const members = Object.fromEntries<unknown>([...own, ...read]);
  for (const [name, [element]] of alikeByName) {
    if (element !== undefined) reading.places.note(members, name, { element });
  }
  return members;
}

function memberName(element: XmlElement, { names }: EventReading): string {
  const given = mark(element, nameMark);
  if (element.namespace !== furrowNamespace || element.name !== memberElement) {
    return names.nameOf(element);
  }
  return given ?? names.nameOf(element);
}

function readAlike(elements: readonly XmlElement[], reading: EventReading): Json {
  const values = elements.map((element) => readValue(element, reading));
  const [only] = values;
  const isList = elements.some((element) => marks(element).includes('list'));
  if (only !== undefined && values.length === 1 && !isList) return only;
  reading.places.noteEntries(values, elements);
  return values;
}

function readValue(element: XmlElement, reading: EventReading): Json {
  const kind = marks(element).find((word) => word !== 'list');
  if (kind !== undefined) return readMarked(element, kind, reading);
  const attributes = element.attributes.filter(({ namespace }) => namespace !== furrowNamespace);
  const text = element.texts.join('');
  if (attributes.length === 0 && element.children.length === 0) return text;
  const texts = element.children.length === 0 ? [text] : element.texts.filter((t) => /\S/.test(t));
  const [only, ...more] = texts.filter((piece) => piece !== '');
  const own: [string, Json][] = attributes.map((attribute) => [
    attributeName(attribute, reading.names),
    attribute.value,
  ]);
  if (only !== undefined) own.push(['#text', more.length > 0 ? texts : only]);
  return objectWith(own, element.children, reading) as Json;
}

function attributeName(attribute: XmlAttribute, names: EventNames): string {
  const { prefix, name, namespace } = attribute;
  if (namespace !== '') return names.nameOf({ prefix, namespace, name: `@${name}` });
  return jsonLdKeywords.has(name) ? `@@${name}` : `@${name}`;
}

function readMarked(element: XmlElement, kind: string, { faults }: EventReading): Json {
  const text = element.texts.join('');
  const value = parsed(text);
  const isFit =
    kind === 'value'
      ? value !== undefined
      : (kind === 'number' || kind === 'boolean') && typeof value === kind;
  if (isFit && value !== undefined && isKept(text)) return value;
  faultAt(faults, { element }, 'holds no JSON of the kind that furrow:json says');
  return '';
}

function isKept(text: string): boolean {
  return atOnce(lostNumberReading(text)) === undefined;
}

/** The JSON of a text, if it is any that an event has room for. */
export function parsed(text: string): Json | undefined {
  if (text.length > eventBytesMax) return undefined;
  const value = jsonIn(text);
  refuseLongEvent(value);
  return value;
}

function jsonIn(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function marks(element: XmlElement): readonly string[] {
  return mark(element, jsonMark)?.split(/\s+/) ?? [];
}

function mark(element: XmlElement, name: string): string | undefined {
  return element.attributes.find(
    (attribute) => attribute.namespace === furrowNamespace && attribute.name === name,
  )?.value;
}
