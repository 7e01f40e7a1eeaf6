import type { EpcisEvent } from '../events/index.js';
import { isObject } from './reader.js';

/** Events of one document: all of them are one transaction, which others may have to wait for. */
export const eventsMax = 1_000;

/** Things that the events of one document name together: each is a row, and none may be left out. */
export const thingsMax = 20_000;

/** Whether parsed JSON lists more events than are taken at once; asked before any of them is read. */
export function hasTooManyEvents(json: unknown): boolean {
  const body = isObject(json) ? json['epcisBody'] : undefined;
  const list = isObject(body) ? body['eventList'] : undefined;
  return Array.isArray(list) && list.length > eventsMax;
}

export function hasTooManyThings(events: readonly EpcisEvent[]): boolean {
  return thingsIn(events) > thingsMax;
}

/** Events of a short document, and things that they name. */
const shortDocument = { events: 10, things: 200 };

/**
 * Whether a document is of the size of a scan, so that fifty of them are no more work than one long document. One that
 * tells of what it makes is not: the lot that it gives to an item would hold for all that is written with it.
 */
export function isShort(events: readonly EpcisEvent[]): boolean {
  return (
    events.length <= shortDocument.events &&
    thingsIn(events) <= shortDocument.things &&
    events.every(({ ilmd }) => ilmd === undefined)
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
