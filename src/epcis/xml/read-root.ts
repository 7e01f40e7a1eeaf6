import { epcisContextUrl } from '../json/context.js';
import { refuseTooManyEvents } from '../rules/document-limits.js';
import { eventTypes } from '../json/event-members.js';
import type { FaultList } from '../rules/faults.js';
import { nameOfEvents } from '../json/document-frame.js';
import {
  documentSequences,
  isOwnNamespace,
  namespaces,
  quantityEvent,
  queryNamespaces,
  versionOf,
  vocabularyNamespaces,
  type XmlVersion,
} from './content.js';
import { contentsOf } from './element-contents.js';
import { faultAt, XmlPlaces } from './places.js';
import { readVocabularies, vocabulariesIn } from './read-vocabularies.js';
import type { XmlElement } from './xml-tree.js';

/** What a text of XML is, before its events are read. */
export interface XmlRoot {
  readonly version: XmlVersion;
  /** What stands around the events, as JSON-LD with an empty list; undefined where the root is an event. */
  readonly frame: { readonly json: unknown; readonly places: XmlPlaces } | undefined;
  readonly events: readonly XmlElement[];
}

/** Undefined, and a fault, if it is no document of EPCIS. */
export function readRoot(root: XmlElement, faults: FaultList): XmlRoot | undefined {
  const { name, namespace } = root;
  const version = versionOf(namespace);
  // An event alone may say nothing of its version; what only 1.2 has is then refused.
  if (isEvent(root, version)) {
    return { version: version ?? '2.0', frame: undefined, events: [root] };
  }
  if (version !== undefined && name === 'EPCISDocument' && namespace === namespaces[version]) {
    const content = contentOf(root, 'document', faults);
    const body = content.get('EPCISBody') ?? missing(root, 'EPCISBody', faults);
    const list = body && contentOf(body, 'body', faults).get('EventList');
    return documentOf(
      root,
      { list, vocabularies: vocabulariesIn(content.get('EPCISHeader')) },
      version,
      faults,
    );
  }
  const hasNoEvents = name === 'EPCISMasterDataDocument';
  if (version !== undefined && hasNoEvents && namespace === vocabularyNamespaces[version]) {
    const vocabularies = childOf(root, 'document', 'EPCISBody', faults);
    return documentOf(root, { vocabularies }, version, faults);
  }
  const isAnswer = name === 'EPCISQueryDocument';
  if (version !== undefined && isAnswer && namespace === queryNamespaces[version]) {
    return readAnswer(root, version, faults);
  }
  return faultAt(
    faults,
    { element: root },
    `must be an EPCISDocument in ${namespaces['2.0']} or ${namespaces['1.2']}, or one event`,
  );
}

function isEvent({ name, namespace }: XmlElement, version: XmlVersion | undefined): boolean {
  const isType = (eventTypes as readonly string[]).includes(name);
  return (isType || (version === '1.2' && name === quantityEvent)) && isOwnNamespace(namespace);
}

function readAnswer(root: XmlElement, version: XmlVersion, faults: FaultList): XmlRoot {
  const body = childOf(root, 'document', 'EPCISBody', faults);
  const results = body && childOf(body, 'answerBody', 'QueryResults', faults);
  const resultsBody = results && childOf(results, 'results', 'resultsBody', faults);
  const list = resultsBody && childOf(resultsBody, 'resultsBody', 'EventList', faults);
  return documentOf(root, { list, results }, version, faults);
}

/** Where a document has what it tells. */
interface Parts {
  readonly list?: XmlElement | undefined;
  /** Of an answer to a query: which one it was. */
  readonly results?: XmlElement | undefined;
  readonly vocabularies?: XmlElement | undefined;
}

function documentOf(
  root: XmlElement,
  { list, results, vocabularies }: Parts,
  version: XmlVersion,
  faults: FaultList,
): XmlRoot {
  const places = new XmlPlaces(root);
  checkVersion(root, version, faults);
  const creationDate = attributeOf(root, 'creationDate');
  const { terms, ...header } = vocabularies
    ? readVocabularies(vocabularies, { faults, places })
    : {};
  const json = {
    '@context': [epcisContextUrl, ...(terms === undefined ? [] : [terms])],
    type: results === undefined ? 'EPCISDocument' : root.name,
    schemaVersion: '2.0',
    ...header,
    ...(creationDate !== undefined && { creationDate }),
    epcisBody: results === undefined ? { eventList: [] } : answerBody(results, places),
  };
  places.note(json, 'creationDate', { element: root, attribute: 'creationDate' });
  const events = list === undefined ? [] : eventsIn(list, version, faults, 0);
  refuseTooManyEvents(events.length);
  return { version, frame: { json, places }, events };
}

/** Which query it was, and for whom, stands beside the events. */
function answerBody(results: XmlElement, places: XmlPlaces): unknown {
  const told = results.children.filter(({ name }) => /^(queryName|subscriptionID)$/.test(name));
  const queryResults = {
    // The schema asks for it, and published documents leave it out; nothing here depends on it.
    queryName: nameOfEvents,
    ...Object.fromEntries(told.map(({ name, texts }) => [name, texts.join('').trim()])),
    resultsBody: { eventList: [] },
  };
  const body = { queryResults };
  places.note(body, 'queryResults', { element: results });
  for (const element of told) places.note(queryResults, element.name, { element });
  return body;
}

/** Attributes of the document, checked where XML differs from JSON. */
function checkVersion(root: XmlElement, version: XmlVersion, faults: FaultList): void {
  const isFit = version === '1.2' ? /^1(\.[0-2])?$/ : /^2(\.\d+)*$/;
  if (isFit.test(attributeOf(root, 'schemaVersion') ?? '')) return;
  const place = { element: root, attribute: 'schemaVersion' };
  faultAt(faults, place, `must be "${version}", as the namespace of the document is`);
}

function attributeOf(root: XmlElement, name: string): string | undefined {
  return root.attributes.find((each) => each.name === name && each.namespace === '')?.value.trim();
}

/** In 1.2, later types of event stand in one or two wrappers. */
function eventsIn(
  list: XmlElement,
  version: XmlVersion,
  faults: FaultList,
  wrappers: number,
): readonly XmlElement[] {
  return list.children.flatMap((child) => {
    if (isEvent(child, version)) return [child];
    const mayWrap = version === '1.2' && wrappers < 2;
    if (mayWrap && child.name === 'extension')
      return eventsIn(child, version, faults, wrappers + 1);
    const detail = `must be one of the events recorded here: ${eventTypes.join(', ')}`;
    faultAt(faults, { element: child }, detail);
    return [];
  });
}

/** The elements of EPCIS in one that stands around the events. */
function contentOf(
  element: XmlElement,
  kind: keyof typeof documentSequences,
  faults: FaultList,
): ReadonlyMap<string, XmlElement> {
  // What an answer says of its query is found in either order.
  const rules = { open: true, anyOrder: kind === 'results' };
  const { own } = contentsOf(element, documentSequences[kind], faults, rules);
  return new Map(own.map((child) => [child.name, child]));
}

function childOf(
  parent: XmlElement,
  kind: keyof typeof documentSequences,
  name: string,
  faults: FaultList,
): XmlElement | undefined {
  return contentOf(parent, kind, faults).get(name) ?? missing(parent, name, faults);
}

function missing(parent: XmlElement, name: string, faults: FaultList): undefined {
  return faultAt(faults, { element: parent }, `must have ${name}`);
}
