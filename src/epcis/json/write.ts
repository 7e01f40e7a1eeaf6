import {
  wholeDayName,
  type EpcisEvent,
  type EventContext,
  type Extensible,
} from '../../events/index.js';
import { canonicalJson, type Json } from '../../kernel/index.js';
import { atOnce, mapping } from '../../platform/index.js';
import { epcisContextUrl } from './context.js';
import { exactJson, JsonNumber, JsonText } from './exact-json.js';

/** A tree for `exactJson`: JSON whose decimals keep their digits. */
export type WireObject = { readonly [name: string]: WireValue };
export type WireValue = Json | JsonText | readonly WireValue[] | WireObject;

/** One event standing alone, with its own `@context`. */
export function writeEvent(event: EpcisEvent): WireObject {
  return { '@context': contextEntries(event.context, true), ...wireMembers(event) };
}

/** What the answer to a query says of itself. */
interface QueryHeading {
  readonly creationDate: string;
  readonly queryName: string;
  readonly subscriptionID?: string;
}

/** The answer to a query of events. */
export function writeQueryDocument(events: readonly EpcisEvent[], query: QueryHeading): WireObject {
  return atOnce(queryDocumentWriting(events, query));
}

/** The same, a step an event. */
export function* queryDocumentWriting(
  events: readonly EpcisEvent[],
  query: QueryHeading,
): Generator<undefined, WireObject> {
  const { creationDate, ...named } = query;
  const { context, eventList } = yield* eventsWriting(events);
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
function* eventsWriting(
  events: readonly EpcisEvent[],
): Generator<undefined, { readonly context: Json; readonly eventList: readonly JsonText[] }> {
  const contexts = yield* mapping(events, ({ context }) => canonicalJson(context ?? {}));
  const isShared = contexts.every((context) => context === contexts[0]);
  const eventList = yield* mapping(events, (event) => {
    const isOwn = !isShared && event.context !== undefined;
    const own = isOwn ? { '@context': contextEntries(event.context, false) } : {};
    return new JsonText(exactJson({ ...own, ...wireMembers(event) }));
  });
  const shared = isShared ? events[0]?.context : undefined;
  return { context: contextEntries(shared, true), eventList };
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
