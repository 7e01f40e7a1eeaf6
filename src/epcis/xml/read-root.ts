import { epcisContextUrl } from '../context.js';
import { eventTypes } from '../event-members.js';
import type { FaultList } from '../faults.js';
import {
  isOwnNamespace,
  namespaces,
  queryNamespaces,
  versionOf,
  type XmlVersion,
} from './content.js';
import { faultAt, type XmlPlaces } from './places.js';
import { readEventElement } from './read-event-element.js';
import type { XmlElement } from './xml-tree.js';

interface Surroundings {
  readonly faults: FaultList;
  readonly places: XmlPlaces;
}

type Reading<Result> = Generator<undefined, Result>;

interface Versioned extends Surroundings {
  readonly version: XmlVersion;
}

/** What a whole document says, as JSON-LD, a step an event; undefined if it is none of EPCIS. */
export function* rootReading(root: XmlElement, around: Surroundings): Reading<unknown> {
  const { name, namespace } = root;
  const version = versionOf(namespace);
  if (isEvent(root)) {
    // An event alone may say nothing of its version; what only 1.2 has is then refused.
    return readEventElement(root, {
      ...around,
      version: version ?? '2.0',
      context: [epcisContextUrl],
    });
  }
  if (version !== undefined && name === 'EPCISDocument' && namespace === namespaces[version]) {
    const body = childOf(root, 'EPCISBody', around);
    const list = yield* eventListOf(body, { ...around, version });
    return withHead(root, list, { ...around, version });
  }
  if (version !== undefined && name === 'EPCISQueryDocument') {
    if (namespace === queryNamespaces[version]) {
      return yield* readAnswer(root, { ...around, version });
    }
  }
  return faultAt(
    around.faults,
    { element: root },
    `must be an EPCISDocument in ${namespaces['2.0']} or ${namespaces['1.2']}, or one event`,
  );
}

function isEvent({ name, namespace }: XmlElement): boolean {
  return (eventTypes as readonly string[]).includes(name) && isOwnNamespace(namespace);
}

function* readAnswer(root: XmlElement, reading: Versioned): Reading<unknown> {
  const body = childOf(root, 'EPCISBody', reading);
  const results = body && childOf(body, 'QueryResults', reading);
  const resultsBody = results && childOf(results, 'resultsBody', reading);
  const told = ['queryName', 'subscriptionID'].flatMap((name) => {
    const element = results?.children.find((child) => child.name === name);
    return element === undefined ? [] : [[name, element.texts.join('').trim()] as const];
  });
  const queryResults = {
    ...Object.fromEntries(told),
    resultsBody: yield* eventListOf(resultsBody, reading),
  };
  return withHead(root, { queryResults }, reading);
}

/** Attributes of the document, checked where XML differs from JSON. */
function withHead(root: XmlElement, epcisBody: unknown, { version, faults, places }: Versioned) {
  const attribute = (name: string): string | undefined =>
    root.attributes.find((each) => each.name === name && each.namespace === '')?.value.trim();
  const said = attribute('schemaVersion') ?? '';
  const isFit = version === '1.2' ? /^1(\.[0-2])?$/ : /^2(\.\d+)*$/;
  if (!isFit.test(said)) {
    const place = { element: root, attribute: 'schemaVersion' };
    faultAt(faults, place, `must be "${version}", as the namespace of the document is`);
  }
  const creationDate = attribute('creationDate');
  const document = {
    '@context': [epcisContextUrl],
    type: root.name,
    schemaVersion: '2.0',
    ...(creationDate !== undefined && { creationDate }),
    epcisBody,
  };
  places.note(document, 'creationDate', { element: root, attribute: 'creationDate' });
  return document;
}

/** Where a document has no list of events, it has none to tell. */
function* eventListOf(parent: XmlElement | undefined, reading: Versioned): Reading<unknown> {
  const list = parent?.children.find(
    ({ name, namespace }) => name === 'EventList' && isOwnNamespace(namespace),
  );
  const elements = list === undefined ? [] : eventsIn(list, reading, 0);
  const eventList: unknown[] = [];
  for (const element of elements) {
    // What follows a full list of faults is not looked at.
    if (reading.faults.isFull) break;
    eventList.push(readEventElement(element, { ...reading, context: [] }));
    yield;
  }
  elements.forEach((element, index) => reading.places.note(eventList, index, { element }));
  return { eventList };
}

/** In 1.2, later types of event stand in one or two wrappers. */
function eventsIn(list: XmlElement, reading: Versioned, wrappers: number): readonly XmlElement[] {
  return list.children.flatMap((child) => {
    if (isEvent(child)) return [child];
    const mayWrap = reading.version === '1.2' && wrappers < 2;
    if (mayWrap && child.name === 'extension') return eventsIn(child, reading, wrappers + 1);
    const detail = `must be one of the events recorded here: ${eventTypes.join(', ')}`;
    faultAt(reading.faults, { element: child }, detail);
    return [];
  });
}

function childOf(
  parent: XmlElement,
  name: string,
  { faults }: Surroundings,
): XmlElement | undefined {
  const child = parent.children.find(
    (each) => each.name === name && isOwnNamespace(each.namespace),
  );
  return child ?? faultAt(faults, { element: parent }, `must have ${name}`);
}
