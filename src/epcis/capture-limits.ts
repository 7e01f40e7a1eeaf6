import type { EpcisEvent } from '../events/index.js';
import { Problem } from '../kernel/index.js';
import { documentTooLong } from './epcis.problems.js';
import { isObject } from './reader.js';

/** Events of one document: all of them are one transaction, which others may have to wait for. */
export const eventsMax = 1_000;

/** Things that the events of one document name together: each is a row, and none may be left out. */
export const thingsMax = 20_000;

/** Values of all kinds that the events of one document hold: they are hashed, and found by what they say. */
export const documentValuesMax = 100_000;

/** Refuses parsed JSON that lists more events than are taken at once; asked before any of them is read. */
export function refuseTooManyEvents(json: unknown): void {
  const body = isObject(json) ? json['epcisBody'] : undefined;
  const list = isObject(body) ? body['eventList'] : undefined;
  if (Array.isArray(list) && list.length > eventsMax)
    throw tooLong(`more than ${eventsMax} events`);
}

export function refuseTooManyThings(events: readonly EpcisEvent[]): void {
  if (thingsIn(events) > thingsMax) throw tooLong(`more than ${thingsMax} things`);
  if (valuesIn(events) > documentValuesMax) throw tooLong(`more than ${documentValuesMax} values`);
}

function tooLong(what: string): Problem {
  return new Problem(documentTooLong, `The document holds ${what}; send it in parts.`);
}

/** Events of a short document, and things that they name. */
const shortDocument = { events: 10, things: 200, values: 1_000 };

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
    valuesIn(events) <= shortDocument.values &&
    events.every(({ ilmd }) => ilmd === undefined)
  );
}

/** Texts, numbers and the like, at any depth. */
function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, part) => sum + valuesIn(part), 0);
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
