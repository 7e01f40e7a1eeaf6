import type { EpcisEvent } from '../events/index.js';
import type { Fault } from '../kernel/index.js';
import { errorOf, eventProblem, type EventError } from './capture-job.js';
import { FaultList } from './faults.js';
import { openDocument } from './open-document.js';
import type { ProfileName } from './profiles.js';

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
  const document = yield* wholeReading(json, now);
  return 'faults' in document
    ? document
    : { events: document.events.flatMap(({ event }) => event ?? []) };
}

/** An event of a document where it stands: read, or refused for this. */
export type ReadEvent =
  | { readonly pointer: string; readonly event: EpcisEvent; readonly error?: undefined }
  | { readonly pointer: string; readonly error: EventError; readonly event?: undefined };

/** The events of a document, or what is wrong with it. */
export type ReadDocument =
  { readonly events: readonly ReadEvent[] } | { readonly faults: readonly [Fault, ...Fault[]] };

/** A bad event refuses the document. It is read as far as it takes to say what is wrong with it. */
export function* wholeReading(
  json: unknown,
  now: number,
  profiles: readonly ProfileName[] = [],
): Reading<ReadDocument> {
  const document = openDocument(json, now, profiles);
  const found = new FaultList();
  const add = (faults: readonly Fault[]) => faults.forEach((each) => found.take(each));
  add(document.faults);
  const events: ReadEvent[] = [];
  for (const { pointer, event, faults } of document.events) {
    add(faults);
    if (found.isFull) break;
    if (event !== undefined) events.push({ pointer, event });
    yield;
  }
  const [first, ...others] = found.toArray();
  return first === undefined ? { events } : { faults: [first, ...others] };
}

/** A bad event is refused alone; only what is wrong with the document itself refuses all of it. */
export function* eachEventReading(
  json: unknown,
  now: number,
  profiles: readonly ProfileName[] = [],
): Reading<ReadDocument> {
  const document = openDocument(json, now, profiles);
  const [first, ...others] = document.faults;
  if (first !== undefined) return { faults: [first, ...others] };
  const events: ReadEvent[] = [];
  for (const { pointer, event, faults } of document.events) {
    const isGood = event !== undefined && faults.length === 0;
    events.push(
      isGood ? { pointer, event } : { pointer, error: errorOf(eventProblem(faults), pointer) },
    );
    yield;
  }
  return { events };
}

type Reading<Result> = Generator<undefined, Result>;
