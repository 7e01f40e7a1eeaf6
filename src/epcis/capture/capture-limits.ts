import type { EpcisEvent } from '../../events/index.js';
import { documentValuesMax, hasMoreValues, tooLong } from '../rules/document-limits.js';
import type { SentElement } from '../json/read-vocabularies.js';

/** Things that the events of one document name together: each is a row, and none may be left out. */
export const thingsMax = 20_000;

/** Bytes, as JSON, of the contexts that the events of one document are stored with: each with what it uses of the document's. */
export const contextsBytesMax = 8 * 1024 * 1024;

export function refuseTooManyThings(
  events: readonly EpcisEvent[],
  masterData: readonly SentElement[] = [],
): void {
  if (thingsIn(events) > thingsMax) throw tooLong(`more than ${thingsMax} things`);
  if (hasMoreValues([events, masterData], documentValuesMax))
    throw tooLong(`more than ${documentValuesMax} values`);
  refuseLongContexts(events);
}

function refuseLongContexts(events: readonly EpcisEvent[]): void {
  let bytes = 0;
  for (const { context } of events) {
    if (context !== undefined) bytes += Buffer.byteLength(JSON.stringify(context));
    if (bytes > contextsBytesMax)
      throw tooLong(`events that use more than ${contextsBytesMax} bytes of their contexts`);
  }
}

/** Events of a short document, things that they name, and their values and bytes as JSON. */
const shortDocument = { events: 10, things: 200, values: 1_000, bytes: 64 * 1024 };

/**
 * Whether a document is of the size of a scan, so that fifty of them are no more work than one long document. One that
 * tells of what it makes is not: the lot that it gives to an item would hold for all that is written with it.
 *
 * @param sent how many events there were before bad ones were left out: each of these is a row's worth of errors
 */
export function isShort(events: readonly EpcisEvent[], sent = events.length): boolean {
  return (
    sent <= shortDocument.events &&
    thingsIn(events) <= shortDocument.things &&
    !hasMoreValues(events, shortDocument.values) &&
    events.every(({ ilmd }) => ilmd === undefined) &&
    Buffer.byteLength(JSON.stringify(events)) <= shortDocument.bytes
  );
}

function thingsIn(events: readonly EpcisEvent[]): number {
  return events.reduce((sum, event) => sum + entriesOf(event), 0);
}

function entriesOf(event: EpcisEvent): number {
  const lists = [
    ...[event.epcList, event.childEPCs, event.inputEPCList, event.outputEPCList],
    ...[event.quantityList, event.childQuantityList],
    ...[event.inputQuantityList, event.outputQuantityList],
    // Parties, places and documents are looked up as things are.
    ...[event.bizTransactionList, event.sourceList, event.destinationList],
  ];
  return lists.reduce((sum, list) => sum + (list?.length ?? 0), 0);
}
