import type { EventType } from '../../events/index.js';

export type XmlVersion = '1.2' | '2.0';

/**
 * The order of elements in EPCIS XML, as the schemas of GS1 have it (EPCglobal-epcis-1_2.xsd and -2_0.xsd). A name that ends
 * in `*` may be repeated. What stands in a wrapper means what it would mean beside it.
 *
 * What 1.2 has no place for stands in the innermost wrapper, where GS1's own converter puts it.
 */
export type Sequence = readonly (string | Wrapper)[];

export interface Wrapper {
  readonly wrapper: string;
  readonly holds: Sequence;
}

const within = (wrapper: string, ...holds: Sequence): Wrapper => ({ wrapper, holds });

const sensed: Sequence = ['sensorElementList', 'persistentDisposition'];
const moved: Sequence = ['sourceList', 'destinationList'];
const where: Sequence = ['bizStep', 'disposition', 'readPoint', 'bizLocation'];
const whereAndWhy: Sequence = [...where, 'bizTransactionList'];
const times: Sequence = ['eventTime', 'recordTime', 'eventTimeZoneOffset'];
const inputsAndOutputs: Sequence = [
  ...['inputEPCList', 'inputQuantityList', 'outputEPCList', 'outputQuantityList'],
  'transformationID',
];
const amount: Sequence = ['epcClass', 'quantity'];
const associated: Sequence = [
  ...['parentID', 'childEPCs', 'childQuantityList', 'action'],
  ...[...whereAndWhy, ...moved, ...sensed],
];

const begin12: Sequence = [
  ...times,
  within('baseExtension', 'eventID', 'errorDeclaration', within('extension', 'certificationInfo*')),
];

const begin20: Sequence = [
  ...times,
  ...['eventID', 'errorDeclaration', 'certificationInfo*'],
  within('baseExtension'),
];

const events12: Readonly<Record<EventType, Sequence>> = {
  ObjectEvent: [
    ...['epcList', 'action', ...whereAndWhy],
    within('extension', 'quantityList', ...moved, 'ilmd', within('extension', ...sensed)),
  ],
  AggregationEvent: [
    ...['parentID', 'childEPCs', 'action', ...whereAndWhy],
    within('extension', 'childQuantityList', ...moved, within('extension', ...sensed)),
  ],
  TransactionEvent: [
    ...['bizTransactionList', 'parentID', 'epcList', 'action', ...where],
    within('extension', 'quantityList', ...moved, within('extension', ...sensed)),
  ],
  TransformationEvent: [
    ...[...inputsAndOutputs, ...whereAndWhy, ...moved, 'ilmd'],
    within('extension', ...sensed),
  ],
  AssociationEvent: [...associated, within('extension')],
};

const events20: Readonly<Record<EventType, Sequence>> = {
  ObjectEvent: [
    ...['epcList', 'action', ...whereAndWhy, 'quantityList', ...moved, ...sensed, 'ilmd'],
    within('extension'),
  ],
  AggregationEvent: [
    ...['parentID', 'childEPCs', 'action', ...whereAndWhy, 'childQuantityList', ...moved],
    ...[...sensed, within('extension')],
  ],
  TransactionEvent: [
    ...['bizTransactionList', 'parentID', 'epcList', 'action', ...where, 'quantityList'],
    ...[...moved, ...sensed, within('extension')],
  ],
  TransformationEvent: [
    ...[...inputsAndOutputs, ...whereAndWhy, ...moved, ...sensed, 'ilmd'],
    within('extension'),
  ],
  AssociationEvent: [...associated, within('extension')],
};

/** A type that 1.2 alone has (quantity-event.ts). */
export const quantityEvent = 'QuantityEvent';

/** The elements of an event of one type, in order. */
export function eventSequence(
  type: EventType | typeof quantityEvent,
  version: XmlVersion,
): Sequence {
  if (type === quantityEvent) return [...begin12, ...amount, ...whereAndWhy, within('extension')];
  return version === '1.2' ? [...begin12, ...events12[type]] : [...begin20, ...events20[type]];
}

/** The elements of what an event is made of, in order. */
export const partSequences = {
  quantityElement: ['epcClass', 'quantity', 'uom'],
  place: ['id', within('extension')],
  persistentDisposition: ['unset*', 'set*'],
  errorDeclaration: ['declarationTime', 'reason', 'correctiveEventIDs', within('extension')],
  sensorElement: ['sensorMetadata', 'sensorReport*', within('extension')],
  ilmd: [within('extension')],
} as const satisfies Readonly<Record<string, Sequence>>;

/** The elements that stand around the events, in order. Of what is in their header, master data are looked at alone. */
export const documentSequences = {
  document: ['EPCISHeader', 'EPCISBody', 'extension'],
  body: ['EventList', 'extension'],
  answerBody: ['QueryResults', 'extension'],
  results: ['queryName', 'subscriptionID', 'resultsBody', 'extension'],
  resultsBody: ['EventList'],
} as const satisfies Readonly<Record<string, Sequence>>;

export const namespaces: Readonly<Record<XmlVersion, string>> = {
  '1.2': 'urn:epcglobal:epcis:xsd:1',
  '2.0': 'urn:epcglobal:epcis:xsd:2',
};

export const queryNamespaces: Readonly<Record<XmlVersion, string>> = {
  '1.2': 'urn:epcglobal:epcis-query:xsd:1',
  '2.0': 'urn:epcglobal:epcis-query:xsd:2',
};

/** Of documents that hold master data and nothing else. */
export const vocabularyNamespaces: Readonly<Record<XmlVersion, string>> = {
  '1.2': 'urn:epcglobal:epcis-masterdata:xsd:1',
  '2.0': 'urn:epcglobal:epcis-masterdata:xsd:2',
};

/** The version that a namespace of EPCIS belongs to. */
export function versionOf(namespace: string): XmlVersion | undefined {
  const all = [namespaces, queryNamespaces, vocabularyNamespaces];
  return (['1.2', '2.0'] as const).find((version) =>
    all.some((each) => each[version] === namespace),
  );
}

/** Whether an element in it is one of EPCIS: the schemas leave the inner ones without a namespace, some authors do not. */
export function isOwnNamespace(namespace: string): boolean {
  return namespace === '' || versionOf(namespace) !== undefined;
}
