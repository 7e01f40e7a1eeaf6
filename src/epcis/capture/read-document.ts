import type { EpcisEvent } from '../../events/index.js';
import type { Fault } from '../../kernel/index.js';
import { errorOf, eventProblem, type EventError } from './capture-job.js';
import { FaultList } from '../rules/faults.js';
import type { OpenDocument, PlaceOf } from '../json/open-document.js';
import type { SentElement } from '../json/read-vocabularies.js';

/** An event of a document where it stands: read, or refused for this. */
export type ReadEvent = { readonly placeOf: PlaceOf } & (
  | { readonly event: EpcisEvent; readonly error?: undefined }
  | { readonly error: EventError; readonly event?: undefined }
);

/** The events of a document and the master data of its header, or what is wrong with it. */
export type ReadDocument = GoodDocument | { readonly faults: readonly [Fault, ...Fault[]] };

export interface GoodDocument {
  readonly events: readonly ReadEvent[];
  readonly masterData: readonly SentElement[];
}

/** A bad event refuses the document. It is read as far as it takes to say what is wrong with it. */
export function* wholeReading(document: OpenDocument): Reading<ReadDocument> {
  const found = new FaultList();
  const add = (faults: readonly Fault[]) => faults.forEach((each) => found.take(each));
  add(document.faults);
  const events: ReadEvent[] = [];
  for (const { placeOf, event, faults } of document.events) {
    add(faults);
    if (found.isFull) break;
    if (event !== undefined) events.push({ placeOf, event });
    yield;
  }
  const [first, ...others] = found.toArray();
  const { masterData } = document;
  return first === undefined ? { events, masterData } : { faults: [first, ...others] };
}

/** A bad event is refused alone; only what is wrong with the document itself refuses all of it. */
export function* eachEventReading(document: OpenDocument): Reading<ReadDocument> {
  const [first, ...others] = document.faults;
  if (first !== undefined) return { faults: [first, ...others] };
  const events: ReadEvent[] = [];
  for (const { placeOf, event, faults } of document.events) {
    const isGood = event !== undefined && faults.length === 0;
    events.push(
      isGood ? { placeOf, event } : { placeOf, error: errorOf(eventProblem(faults), placeOf('')) },
    );
    yield;
  }
  return { events, masterData: document.masterData };
}

type Reading<Result> = Generator<undefined, Result>;
