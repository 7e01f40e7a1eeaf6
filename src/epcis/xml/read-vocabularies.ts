import type { FaultList } from '../rules/faults.js';
import { isOwnNamespace } from './content.js';
import { EventNames } from './event-names.js';
import type { XmlPlaces } from './places.js';
import { objectWith, type EventReading } from './read-extension.js';
import type { XmlElement } from './xml-tree.js';

/** Master data as the header of JSON-LD has it, and the prefixes that it is written with. */
export interface ReadVocabularies {
  readonly epcisHeader: unknown;
  readonly terms: Readonly<Record<string, string>>;
}

/**
 * The master data below an element of XML: in the header of a document, or the body of one that holds nothing else. What else
 * stands around it, such as the header of the sender's business, is not looked at.
 *
 * @param holder the element that has `VocabularyList`
 */
export function readVocabularies(
  holder: XmlElement,
  { faults, places }: { readonly faults: FaultList; readonly places: XmlPlaces },
): ReadVocabularies {
  const names = new EventNames(holder);
  const reading = { names, places, faults };
  const vocabularyList = below(holder, 'VocabularyList').flatMap((each) =>
    below(each, 'Vocabulary'),
  );
  const list = listOf(vocabularyList, reading, readVocabulary);
  const content = noted({ vocabularyList: list }, places, { vocabularyList: holder });
  const epcisHeader = noted({ epcisMasterData: content }, places, { epcisMasterData: holder });
  return { epcisHeader, terms: names.terms };
}

function readVocabulary(element: XmlElement, reading: EventReading): object {
  const elements = below(element, 'VocabularyElementList').flatMap((each) =>
    below(each, 'VocabularyElement'),
  );
  return {
    ...idOf(element, 'type'),
    vocabularyElementList: listOf(elements, reading, readElement),
  };
}

function readElement(element: XmlElement, reading: EventReading): object {
  const children = below(element, 'children').flatMap((each) => below(each, 'id'));
  return {
    ...idOf(element, 'id'),
    attributes: listOf(below(element, 'attribute'), reading, readAttribute),
    children: listOf(children, reading, textOf),
  };
}

/** Text, or an object of the elements in it as an extension has it. */
function readAttribute(element: XmlElement, reading: EventReading): object {
  const { children } = element;
  const attribute = children.length === 0 ? textOf(element) : objectWith([], children, reading);
  return { ...idOf(element, 'id'), attribute };
}

function textOf({ texts }: XmlElement): string {
  return texts.join('').trim();
}

function idOf({ attributes }: XmlElement, name: string): object {
  const found = attributes.find((each) => each.name === name && each.namespace === '');
  return found === undefined ? {} : { [name]: found.value.trim() };
}

function listOf<Entry>(
  elements: readonly XmlElement[],
  reading: EventReading,
  read: (element: XmlElement, reading: EventReading) => Entry,
): readonly Entry[] {
  const list = elements.map((element) => read(element, reading));
  reading.places.noteEntries(list, elements);
  return list;
}

function noted<Container extends object>(
  container: Container,
  places: XmlPlaces,
  origins: Readonly<Record<string, XmlElement>>,
): Container {
  for (const [name, element] of Object.entries(origins)) places.note(container, name, { element });
  return container;
}

function below(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name && isOwnNamespace(child.namespace));
}

/** Where the header of a document has its master data, in an extension or not. */
export function vocabulariesIn(header: XmlElement | undefined): XmlElement | undefined {
  if (header === undefined) return undefined;
  const around = [header, ...below(header, 'extension')];
  return around.flatMap((each) => below(each, 'EPCISMasterData'))[0];
}
