import {
  wholeDayName,
  type EpcisEvent,
  type EventContext,
  type Extensible,
} from '../events/index.js';
import { canonicalJson, type Json } from '../kernel/index.js';
import { epcisContextUrl } from './context.js';
import { JsonNumber } from './exact-json.js';

/** A tree for `exactJson`: JSON whose decimals keep their digits. */
export type WireObject = { readonly [name: string]: WireValue };
export type WireValue = Json | JsonNumber | readonly WireValue[] | WireObject;

/** One event standing alone, with its own `@context`. */
export function writeEvent(event: EpcisEvent): WireObject {
  return { '@context': contextEntries(event.context, true), ...wireMembers(event) };
}

/** A document of events, as it would be sent to another repository. */
export function writeDocument(
  events: readonly EpcisEvent[],
  { creationDate }: { readonly creationDate: string },
): WireObject {
  const { context, eventList } = writeEvents(events);
  return {
    '@context': context,
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate,
    epcisBody: { eventList },
  };
}

/** The answer to a query of events. */
export function writeQueryDocument(
  events: readonly EpcisEvent[],
  query: {
    readonly creationDate: string;
    readonly queryName: string;
    readonly subscriptionID?: string;
  },
): WireObject {
  const { creationDate, ...named } = query;
  const { context, eventList } = writeEvents(events);
  return {
    '@context': context,
    type: 'EPCISQueryDocument',
    schemaVersion: '2.0',
    creationDate,
    epcisBody: { queryResults: { ...named, resultsBody: { eventList } } },
  };
}

/**
 * Events side by side. A context that all of them have stands once, on the document; otherwise each event
 * carries its own, for a prefix that one of them declares may be something else in another.
 */
function writeEvents(events: readonly EpcisEvent[]): {
  readonly context: Json;
  readonly eventList: readonly WireObject[];
} {
  const [first] = events;
  const isShared = events.every((event) => sameContext(event, first));
  if (isShared) {
    return { context: contextEntries(first?.context, true), eventList: events.map(wireMembers) };
  }
  const eventList = events.map((event) => ({
    ...(event.context !== undefined && { '@context': contextEntries(event.context, false) }),
    ...wireMembers(event),
  }));
  return { context: contextEntries(undefined, true), eventList };
}

function sameContext(event: EpcisEvent, other: EpcisEvent | undefined): boolean {
  return canonicalJson(event.context ?? {}) === canonicalJson(other?.context ?? {});
}

const decimals: ReadonlySet<string> = new Set([
  'quantity',
  'value',
  'minValue',
  'maxValue',
  'meanValue',
  'sDev',
  'percRank',
  'percValue',
]);

/** Our member under its full name, since any prefix for it might already mean something to the author. */
function wireMembers({ context: _, wholeDay, ...event }: EpcisEvent): WireObject {
  const members = wireObject(event);
  return wholeDay === true ? { ...members, [wholeDayName]: true } : members;
}

function wireObject({ extensions, ...members }: Extensible): WireObject {
  const own = Object.entries<Json>(members).map(([name, member]) => [
    name,
    wireValue(name, member),
  ]);
  return { ...(Object.fromEntries(own) as WireObject), ...extensions };
}

function wireValue(name: string, value: Json): WireValue {
  if (name === 'ilmd') return value;
  if (typeof value === 'string') return decimals.has(name) ? new JsonNumber(value) : value;
  if (Array.isArray(value)) return value.map((entry: Json) => wireValue(name, entry));
  if (value === null || typeof value !== 'object') return value;
  return wireObject(value as Extensible);
}

function contextEntries(context: EventContext | undefined, withEpcis: boolean): Json[] {
  const { terms, remote = [] } = context ?? {};
  return [...(withEpcis ? [epcisContextUrl] : []), ...remote, ...(terms ? [terms] : [])];
}
