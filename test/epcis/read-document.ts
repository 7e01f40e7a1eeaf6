import { wholeReading } from '../../src/epcis/capture/read-document.js';
import { openDocument } from '../../src/epcis/json/open-document.js';
import type { EpcisEvent } from '../../src/events/index.js';
import type { Fault } from '../../src/kernel/index.js';
import { atOnce } from '../../src/platform/index.js';

/** The events of a document in its order, or what is wrong with it. */
export type CaptureDocument =
  { readonly events: readonly EpcisEvent[] } | { readonly faults: readonly [Fault, ...Fault[]] };

/** Reads a parsed document as capture does, in one go. `now` is the present in epoch milliseconds. */
export function readCaptureDocument(json: unknown, now: number): CaptureDocument {
  const read = atOnce(wholeReading(openDocument(json, { now, profiles: [] })));
  return 'faults' in read ? read : { events: read.events.flatMap(({ event }) => event ?? []) };
}
