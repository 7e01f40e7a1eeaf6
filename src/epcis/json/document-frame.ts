import { isExtensionName, isObject, members, type JsonReader } from './json-reader.js';
import { at, fault, type Spot } from '../rules/spot.js';
import * as values from './values.js';

/** What the standard itself calls the query of all events: answers to `/epcis/events` bear it. */
export const nameOfEvents = 'SimpleEventQuery';

/** What a kind of document has around its list of events. */
interface Frame {
  readonly readers: ReadonlyMap<string, JsonReader<unknown>>;
  readonly required: readonly string[];
  /** The members below each other that lead to `eventList`. */
  readonly path: readonly string[];
}

const unread: JsonReader<unknown> = () => undefined;

const resultsBody = members<{ eventList: unknown }>({ eventList: unread }, { open: true });

/** Of a query it is said which one it was and for whom. Both are checked and not kept: whoever captures the events has its own. */
const queryResults = members<{ queryName: string; subscriptionID: string; resultsBody: unknown }>(
  { queryName: values.text, subscriptionID: values.text, resultsBody },
  { required: ['queryName', 'resultsBody'], open: true },
);

const queryBody = members<{ queryResults: unknown }>({ queryResults }, { open: true });

const onBoth: Readonly<Record<string, JsonReader<unknown>>> = {
  '@context': unread,
  type: unread,
  id: values.uri,
  schemaVersion: version,
  creationDate: values.time,
};

const capture: Frame = {
  readers: new Map(
    Object.entries({
      ...onBoth,
      epcisBody: unread,
      instanceIdentifier: values.text,
      sender: values.text,
      receiver: values.text,
      epcisHeader: unread,
    }),
  ),
  required: ['schemaVersion', 'creationDate', 'epcisBody'],
  path: ['epcisBody'],
};

/** The answer to a query, which another repository may capture as it is. */
const answer: Frame = {
  readers: new Map(Object.entries({ ...onBoth, epcisBody: queryBody })),
  required: ['epcisBody'],
  path: ['epcisBody', 'queryResults', 'resultsBody'],
};

const frames: ReadonlyMap<unknown, Frame> = new Map([
  ['EPCISDocument', capture],
  ['EPCISQueryDocument', answer],
]);

/** Whether JSON calls itself a document, and is no event alone. */
export function isDocument(json: unknown): boolean {
  return isObject(json) && frames.has(json['type']);
}

/** A document without its events; of what is none, the context. */
export function frameOf(json: unknown): unknown {
  if (!isObject(json)) return undefined;
  const path = frames.get(json['type'])?.path;
  return path === undefined ? { '@context': json['@context'] } : without(json, path);
}

function without(value: unknown, [name, ...path]: readonly string[]): unknown {
  if (!isObject(value)) return value;
  if (name === undefined) return { ...value, eventList: undefined };
  return { ...value, [name]: without(value[name], path) };
}

/** A list of events and where it stands. */
interface Listed {
  readonly list: readonly unknown[];
  readonly spot: Spot;
}

/** The events that a document lists, once all that stands around them is checked; undefined if it lists none. */
export function listedIn(
  document: Readonly<Record<string, unknown>>,
  spot: Spot,
): Listed | undefined {
  const { readers, required, path } = frames.get(document['type']) ?? capture;
  for (const name of required) {
    if (!Object.hasOwn(document, name))
      fault(at(spot, name), 'is missing; add it', 'schema.required');
  }
  for (const [name, value] of Object.entries(document)) {
    const reader = readers.get(name);
    if (reader !== undefined) reader(value, at(spot, name));
    else if (!isExtensionName(name))
      fault(at(spot, name), 'is not a member of an EPCIS document', 'schema.member');
  }
  return Object.hasOwn(document, 'epcisBody') ? listAt(document, path, spot) : undefined;
}

function listAt(document: unknown, path: readonly string[], root: Spot): Listed | undefined {
  let list = document;
  let spot = root;
  for (const name of [...path, 'eventList']) {
    if (isObject(list)) spot = at(spot, name);
    list = isObject(list) ? list[name] : undefined;
  }
  if (Array.isArray(list)) return { list, spot };
  return fault(spot, 'must have eventList, a list of events');
}

function version(value: unknown, spot: Spot): undefined {
  if (typeof value === 'string' && /^2(\.\d+)*$/.test(value)) return undefined;
  return fault(spot, 'must be "2.0"; earlier versions of EPCIS have another form', 'schema.choice');
}
