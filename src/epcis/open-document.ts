import {
  futureToleranceMilliseconds,
  type EpcisEvent,
  type EventContext,
} from '../events/index.js';
import type { Fault } from '../kernel/index.js';
import { namesEpcisContext, readContext } from './context.js';
import { FaultList } from './faults.js';
import { checkBounds } from './json-bounds.js';
import {
  at,
  fault,
  isExtensionName,
  isObject,
  pointerOf,
  rootSpot,
  type Reader,
  type Spot,
} from './reader.js';
import { checkProfile, type ProfileName } from './profiles.js';
import { readEvent } from './read-event.js';
import { eventTypes } from './event-members.js';
import * as values from './values.js';

/** A document whose events are read as they are asked for. */
export interface OpenDocument {
  /** What is wrong with the document itself. */
  readonly faults: readonly Fault[];
  readonly events: Iterable<DocumentEvent>;
}

/** One event of a document, with what is wrong with it. */
export interface DocumentEvent {
  /** JSON Pointer to it; empty where the event stands alone. */
  readonly pointer: string;
  /** Good only where there are no faults. */
  readonly event: EpcisEvent | undefined;
  readonly faults: readonly Fault[];
}

/** By what each event is judged. */
interface Judging {
  /** The last instant, in epoch milliseconds, that counts as past. */
  readonly latest: number;
  readonly profiles: readonly ProfileName[];
}

/** Reads what stands around the events, and leaves each event until it is asked for. */
export function openDocument(
  json: unknown,
  now: number,
  profiles: readonly ProfileName[],
): OpenDocument {
  const faults = new FaultList();
  const spot = rootSpot(faults);
  checkBounds(frameOf(json), spot);
  const by = { latest: now + futureToleranceMilliseconds, profiles };
  const events = faults.isEmpty ? openRoot(json, spot, by) : [];
  return { faults: faults.toArray(), events };
}

/** What a document has besides its events, whose bounds are checked one by one. */
function frameOf(json: unknown): unknown {
  if (!isObject(json)) return undefined;
  const { '@context': context, epcisBody: body } = json;
  if (json['type'] !== 'EPCISDocument') return { '@context': context };
  return isObject(body) ? { ...json, epcisBody: { ...body, eventList: undefined } } : json;
}

function openRoot(json: unknown, spot: Spot, by: Judging): Iterable<DocumentEvent> {
  if (!isObject(json)) {
    fault(spot, 'must be an EPCIS document or event: a JSON object with @context and type');
    return [];
  }
  const context = requiredContext(json['@context'], at(spot, '@context'));
  if (json['type'] === 'EPCISDocument') return openEvents(json, { ...spot, context }, by);
  if (json['type'] === 'EPCISQueryDocument') {
    fault(at(spot, 'type'), 'is the answer to a query; send its events as an EPCISDocument');
    return [];
  }
  if (json['type'] === undefined) {
    fault(
      at(spot, 'type'),
      `is missing; say EPCISDocument, or for one event ${eventTypes.join(', ')}`,
      'schema.required',
    );
    return [];
  }
  const { '@context': _, ...sent } = json;
  return [readEventAt(sent, { ...spot, context }, by)];
}

function requiredContext(value: unknown, spot: Spot): EventContext {
  if (value === undefined) {
    fault(spot, 'is missing; name the EPCIS context in it', 'schema.required');
    return {};
  }
  if (!namesEpcisContext(value))
    fault(spot, 'does not name the EPCIS context; add its address', 'format.context');
  return readContext(value, spot);
}

const documentReaders: ReadonlyMap<string, Reader<unknown>> = new Map<string, Reader<unknown>>([
  ['@context', () => undefined],
  ['type', () => undefined],
  ['epcisBody', () => undefined],
  ['id', values.uri],
  ['schemaVersion', version],
  ['creationDate', values.time],
  ['instanceIdentifier', values.text],
  ['sender', values.text],
  ['receiver', values.text],
  ['epcisHeader', masterDataHeader],
]);

function openEvents(
  document: Readonly<Record<string, unknown>>,
  spot: Spot,
  by: Judging,
): Iterable<DocumentEvent> {
  for (const name of ['schemaVersion', 'creationDate', 'epcisBody']) {
    if (!Object.hasOwn(document, name))
      fault(at(spot, name), 'is missing; add it', 'schema.required');
  }
  for (const [name, value] of Object.entries(document)) {
    const reader = documentReaders.get(name);
    if (reader !== undefined) reader(value, at(spot, name));
    else if (!isExtensionName(name))
      fault(at(spot, name), 'is not a member of an EPCIS document', 'schema.member');
  }
  const body = document['epcisBody'];
  if (body === undefined) return [];
  const list = isObject(body) ? body['eventList'] : undefined;
  const place = at(spot, 'epcisBody');
  if (Array.isArray(list)) return eventsIn(list, at(place, 'eventList'), by);
  fault(isObject(body) ? at(place, 'eventList') : place, 'must have eventList, a list of events');
  return [];
}

function* eventsIn(list: readonly unknown[], spot: Spot, by: Judging): Iterable<DocumentEvent> {
  for (const [index, sent] of list.entries()) yield readEventAt(sent, at(spot, index), by);
}

function readEventAt(sent: unknown, place: Spot, { latest, profiles }: Judging): DocumentEvent {
  const faults = new FaultList();
  const spot = { ...place, faults };
  checkBounds(sent, spot);
  const event = faults.isEmpty ? readEvent(sent, spot, latest) : undefined;
  if (event !== undefined && faults.isEmpty) {
    for (const profile of profiles) checkProfile(profile, event, spot);
  }
  return { pointer: pointerOf(spot), event, faults: faults.toArray() };
}

function version(value: unknown, spot: Spot): undefined {
  if (typeof value === 'string' && /^2(\.\d+)*$/.test(value)) return undefined;
  return fault(spot, 'must be "2.0"; earlier versions of EPCIS have another form', 'schema.choice');
}

function masterDataHeader(value: unknown, spot: Spot): undefined {
  return isObject(value) ? undefined : fault(spot, 'must be an object');
}
