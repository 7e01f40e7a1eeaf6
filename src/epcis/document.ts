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
  rootSpot,
  type Reader,
  type Spot,
} from './reader.js';
import { readEvent } from './read-event.js';
import { eventTypes } from './event-members.js';
import * as values from './values.js';

/** A document is taken whole or refused whole: either its events in order, or what is wrong with it. */
export type CaptureDocument =
  { readonly events: readonly EpcisEvent[] } | { readonly faults: readonly [Fault, ...Fault[]] };

/**
 * Reads what a client sends to the capture interface: an EPCIS 2.0 JSON-LD document, or a single event with
 * its own `@context`. Master data in the header is allowed and not recorded.
 *
 * @param json the parsed body; search its text with `numberLostIn` first, parsing has rounded by then
 * @param now the present in epoch milliseconds
 */
export function readCaptureDocument(json: unknown, now: number): CaptureDocument {
  const reading = captureDocumentReading(json, now);
  for (;;) {
    const step = reading.next();
    if (step.done === true) return step.value;
  }
}

/** As `readCaptureDocument`, a step an event. */
export function* captureDocumentReading(json: unknown, now: number): Reading<CaptureDocument> {
  const faults = new FaultList();
  checkBounds(json, faults);
  const spot = rootSpot(faults);
  const events = faults.isEmpty
    ? yield* readRoot(json, spot, now + futureToleranceMilliseconds)
    : [];
  const [first, ...others] = faults.toArray();
  return first === undefined ? { events } : { faults: [first, ...others] };
}

type Reading<Result> = Generator<undefined, Result>;

function* readRoot(json: unknown, spot: Spot, latest: number): Reading<readonly EpcisEvent[]> {
  if (!isObject(json)) {
    fault(spot, 'must be an EPCIS document or event: a JSON object with @context and type');
    return [];
  }
  const context = requiredContext(json['@context'], at(spot, '@context'));
  if (json['type'] === 'EPCISDocument') {
    return yield* readDocument(json, { ...spot, context }, latest);
  }
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
  const event = readEvent(sent, { ...spot, context }, latest);
  return event === undefined ? [] : [event];
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

function* readDocument(
  document: Readonly<Record<string, unknown>>,
  spot: Spot,
  latest: number,
): Reading<readonly EpcisEvent[]> {
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
  return yield* readBody(document['epcisBody'], at(spot, 'epcisBody'), latest);
}

function* readBody(body: unknown, spot: Spot, latest: number): Reading<readonly EpcisEvent[]> {
  if (body === undefined) return [];
  const list = isObject(body) ? body['eventList'] : undefined;
  if (!Array.isArray(list)) {
    fault(isObject(body) ? at(spot, 'eventList') : spot, 'must have eventList, a list of events');
    return [];
  }
  const events: EpcisEvent[] = [];
  for (const [index, sent] of list.entries()) {
    if (spot.faults.isFull) break;
    const event = readEvent(sent, at(at(spot, 'eventList'), index), latest);
    if (event !== undefined) events.push(event);
    yield;
  }
  return events;
}

function version(value: unknown, spot: Spot): undefined {
  if (typeof value === 'string' && /^2(\.\d+)*$/.test(value)) return undefined;
  return fault(spot, 'must be "2.0"; earlier versions of EPCIS have another form', 'schema.choice');
}

function masterDataHeader(value: unknown, spot: Spot): undefined {
  return isObject(value) ? undefined : fault(spot, 'must be an object');
}
