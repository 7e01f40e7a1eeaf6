// Good events of each type, and what is wrong with a document of one of them.
import { readCaptureDocument } from './read-document.js';

/** The present, for those that read these. */
export const now = Date.parse('2026-03-02T00:00:00Z');
export const context = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';
export const item = 'urn:epc:id:sgtin:0614141.107346.2017';
export const batch = 'urn:epc:class:lgtin:4012345.011111.4444';
const unit = 'urn:epc:id:sscc:0614141.1234567890';

export type Members = Record<string, unknown>;

export const object: Members = {
  type: 'ObjectEvent',
  eventTime: '2026-03-01T08:30:00+08:00',
  eventTimeZoneOffset: '+08:00',
  action: 'ADD',
  epcList: [item],
};

const { epcList: _, ...timed } = object;
export const aggregation: Members = {
  ...timed,
  type: 'AggregationEvent',
  parentID: unit,
  childEPCs: [item],
};
export const association: Members = { ...aggregation, type: 'AssociationEvent' };
export const transaction: Members = {
  ...object,
  type: 'TransactionEvent',
  bizTransactionList: [{ type: 'po', bizTransaction: 'https://shop.example/po/1' }],
};
const { action: __, ...actionless } = timed;
export const transformation: Members = {
  ...actionless,
  type: 'TransformationEvent',
  inputEPCList: [item],
  outputQuantityList: [{ epcClass: batch, quantity: 5, uom: 'KGM' }],
};

export function without(event: Members, ...names: string[]): Members {
  return Object.fromEntries(Object.entries(event).filter(([name]) => !names.includes(name)));
}

export function amount(quantity: unknown, uom: unknown = 'KGM'): Members {
  return { ...object, quantityList: [{ epcClass: batch, quantity, uom }] };
}

/** A document of one event, read as capture does; `document` has other members of it, or undefined for none. */
export function capture(event: Members, document: Members = {}) {
  const whole = {
    '@context': [context, { farm: 'https://farm.example/ns#' }],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-03-01T09:00:00Z',
    epcisBody: { eventList: [event] },
    ...document,
  };
  const sent = Object.entries(whole).filter(([, member]) => member !== undefined);
  return readCaptureDocument(Object.fromEntries(sent), now);
}

/** Where the event of that document stands. */
export const first = '/epcisBody/eventList/0';

/** Each fault of it: where it is, and the rule that is broken. */
export function faultsOf(event: Members, document: Members = {}) {
  const read = capture(event, document);
  return ('faults' in read ? read.faults : []).map(({ pointer, rule }) => [pointer, rule]);
}
