import {
  futureToleranceMilliseconds,
  type EpcisEvent,
  type EventContext,
} from '../../events/index.js';
import type { Fault } from '../../kernel/index.js';
import {
  eventBytesMax,
  refuseLongEvent,
  refuseLongFrame,
  refuseTooManyEvents,
} from '../rules/document-limits.js';
import { namesEpcisContext, readContext } from './context.js';
import { frameOf, isDocument, listedIn } from './document-frame.js';
import { eventTypes } from './event-members.js';
import { FaultList } from '../rules/faults.js';
import { checkBounds } from './json-bounds.js';
import { checkProfile, type ProfileName } from '../rules/profiles.js';
import { readEvent } from './read-event.js';
import { isObject } from './json-reader.js';
import { at, fault, pointerOf, rootSpot, type Spot } from '../rules/spot.js';
import { elementsInHeader, type SentElement } from './read-vocabularies.js';

/** A document whose events are read as they are asked for. */
export interface OpenDocument {
  /** Whether it is one event, with nothing around it. */
  readonly isAlone: boolean;
  /** What is wrong with the document itself. */
  readonly faults: readonly Fault[];
  readonly events: Iterable<DocumentEvent>;
  /** What its header says of the things that it names. */
  readonly masterData: readonly SentElement[];
}

/** One event of a document, with what is wrong with it. */
export interface DocumentEvent {
  /** Where a JSON Pointer into the event points in the document; of the empty one, where the event stands. */
  readonly placeOf: PlaceOf;
  /** Good only where there are no faults. */
  readonly event: EpcisEvent | undefined;
  readonly faults: readonly Fault[];
}

export type PlaceOf = (pointer: string) => string;

/** By what each event is judged. */
export interface Judging {
  /** The present, in epoch milliseconds. */
  readonly now: number;
  readonly profiles: readonly ProfileName[];
}

/** Reads what stands around the events, and leaves each event until it is asked for. */
export function openDocument(json: unknown, by: Judging): OpenDocument {
  const faults = new FaultList();
  const spot = rootSpot(faults);
  const frame = frameOf(json);
  refuseLongFrame(frame);
  checkBounds(frame, spot);
  const events = faults.isEmpty ? openRoot(json, spot, by) : [];
  const masterData = faults.isEmpty ? masterDataIn(json, spot) : [];
  return { isAlone: !isDocument(json), faults: faults.toArray(), events, masterData };
}

function masterDataIn(json: unknown, spot: Spot): readonly SentElement[] {
  if (!isObject(json) || !isDocument(json) || json['epcisHeader'] === undefined) return [];
  const context = readContext(json['@context'], at(spot, '@context'));
  return elementsInHeader(json['epcisHeader'], { ...at(spot, 'epcisHeader'), context }) ?? [];
}

function openRoot(json: unknown, spot: Spot, by: Judging): Iterable<DocumentEvent> {
  if (!isObject(json)) {
    fault(spot, 'must be an EPCIS document or event: a JSON object with @context and type');
    return [];
  }
  const context = requiredContext(json['@context'], at(spot, '@context'));
  if (isDocument(json)) return eventsOf(json, { ...spot, context }, by);
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

function eventsOf(
  document: Readonly<Record<string, unknown>>,
  around: Spot,
  by: Judging,
): Iterable<DocumentEvent> {
  const { list = [], spot = around } = listedIn(document, around) ?? {};
  refuseTooManyEvents(list.length);
  return eachOf(list, spot, by);
}

function* eachOf(list: readonly unknown[], spot: Spot, by: Judging): Iterable<DocumentEvent> {
  for (const [index, sent] of list.entries()) yield readEventAt(sent, at(spot, index), by);
}

/** One event and all that is wrong with it, which goes to no list of the document. */
export function readEventAt(sent: unknown, place: Spot, { now, profiles }: Judging): DocumentEvent {
  const faults = new FaultList();
  const spot = { ...place, faults };
  refuseLongEvent(sent);
  checkBounds(sent, spot);
  if (faults.isEmpty && Buffer.byteLength(JSON.stringify(sent)) > eventBytesMax) {
    fault(spot, `is longer than ${eventBytesMax} bytes; divide it, or say less`, 'format.bounds');
  }
  const latest = now + futureToleranceMilliseconds;
  const event = faults.isEmpty ? readEvent(sent, spot, latest) : undefined;
  if (event !== undefined && faults.isEmpty) {
    for (const profile of profiles) checkProfile(profile, event, spot);
  }
  const placeOf = (pointer: string) => pointerOf(spot) + pointer;
  return { placeOf, event, faults: faults.toArray() };
}
