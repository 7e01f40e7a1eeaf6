import {
  bizSteps,
  bizTransactionTypes,
  dispositions,
  errorReasons,
  measurementTypes,
  sensorComponents,
  sensorExceptions,
  sourceDestinationTypes,
  type BizTransaction,
  type Destination,
  type EpcisEvent,
  type ErrorDeclaration,
  type EventType,
  type PersistentDisposition,
  type Place,
  type Quantity,
  type SensorElement,
  type SensorMetadata,
  type SensorReport,
  type Source,
} from '../../events/index.js';
import { extensionsOnly, list, members, oneOrMany, type MemberReaders } from './json-reader.js';
import * as values from './values.js';

/**
 * The members of EPCIS 2.0 events as tables (ISO/IEC 19987, 7.3 and 7.4): how each is read, and which type
 * carries which. Members that an event of the service has and the wire has not are read in read-event.ts.
 */
type WireMember = Exclude<keyof EpcisEvent, 'type' | 'wholeDay' | 'extensions' | 'context'>;
export type WireReaders = MemberReaders<Pick<EpcisEvent, WireMember>>;

const { action, decimal, flag, hexadecimal, identifier, quantity, text } = values;
const { time, unitCode, uri, word, zoneOffset } = values;

const quantities = list(
  members<Quantity>({ epcClass: identifier, quantity, uom: unitCode }, { required: ['epcClass'] }),
);

const place = members<Place>({ id: identifier }, { required: ['id'], open: true });

const bizTransaction = members<BizTransaction>(
  { type: word(bizTransactionTypes), bizTransaction: identifier },
  { required: ['bizTransaction'] },
);

const source = members<Source>(
  { type: word(sourceDestinationTypes), source: identifier },
  { required: ['type', 'source'] },
);

const destination = members<Destination>(
  { type: word(sourceDestinationTypes), destination: identifier },
  { required: ['type', 'destination'] },
);

const disposition = word(dispositions);

const persistentDisposition = members<PersistentDisposition>({
  set: list(disposition, { least: 1, unique: true }),
  unset: list(disposition, { least: 1, unique: true }),
});

const errorDeclaration = members<ErrorDeclaration>(
  { declarationTime: time, reason: word(errorReasons), correctiveEventIDs: list(uri) },
  { required: ['declarationTime'], open: true },
);

const device = {
  time,
  deviceID: uri,
  deviceMetadata: uri,
  rawData: uri,
  dataProcessingMethod: uri,
  bizRules: uri,
};

const sensorMetadata = members<SensorMetadata>(
  { ...device, startTime: time, endTime: time },
  { open: true },
);

const sensorReport = members<SensorReport>(
  {
    ...device,
    type: word(measurementTypes),
    exception: word(sensorExceptions),
    microorganism: uri,
    chemicalSubstance: uri,
    coordinateReferenceSystem: uri,
    component: word(sensorComponents),
    value: decimal,
    minValue: decimal,
    maxValue: decimal,
    meanValue: decimal,
    sDev: decimal,
    percRank: decimal,
    percValue: decimal,
    uom: text,
    stringValue: text,
    booleanValue: flag,
    hexBinaryValue: hexadecimal,
    uriValue: uri,
  },
  { required: ['type'], open: true },
);

const sensorElement = members<SensorElement>(
  { sensorMetadata, sensorReport: list(sensorReport, { least: 1 }) },
  { required: ['sensorReport'], open: true },
);

const eventReaders: WireReaders = {
  eventID: uri,
  eventTime: time,
  eventTimeZoneOffset: zoneOffset,
  recordTime: time,
  action,
  bizStep: word(bizSteps),
  disposition,
  persistentDisposition,
  readPoint: place,
  bizLocation: place,
  epcList: list(identifier, { unique: true }),
  quantityList: quantities,
  parentID: identifier,
  childEPCs: list(identifier),
  childQuantityList: quantities,
  inputEPCList: list(identifier, { unique: true }),
  inputQuantityList: quantities,
  outputEPCList: list(identifier, { unique: true }),
  outputQuantityList: quantities,
  transformationID: identifier,
  bizTransactionList: list(bizTransaction),
  sourceList: list(source),
  destinationList: list(destination),
  sensorElementList: list(sensorElement),
  ilmd: extensionsOnly,
  certificationInfo: oneOrMany(uri),
  errorDeclaration,
};

const onEveryType = [
  'eventID',
  'eventTime',
  'eventTimeZoneOffset',
  'recordTime',
  'bizStep',
  'disposition',
  'persistentDisposition',
  'readPoint',
  'bizLocation',
  'bizTransactionList',
  'sourceList',
  'destinationList',
  'sensorElementList',
  'certificationInfo',
  'errorDeclaration',
] as const satisfies readonly WireMember[];

const onOneType: Readonly<Record<EventType, readonly WireMember[]>> = {
  ObjectEvent: ['action', 'epcList', 'quantityList', 'ilmd'],
  AggregationEvent: ['action', 'parentID', 'childEPCs', 'childQuantityList'],
  TransactionEvent: ['action', 'parentID', 'epcList', 'quantityList'],
  TransformationEvent: [
    'inputEPCList',
    'inputQuantityList',
    'outputEPCList',
    'outputQuantityList',
    'transformationID',
    'ilmd',
  ],
  AssociationEvent: ['action', 'parentID', 'childEPCs', 'childQuantityList'],
};

/** The types of event that EPCIS 2.0 has and this service records. */
export const eventTypes = Object.keys(onOneType) as readonly EventType[];

/** How each member of one type of event is read. */
export function readersOf(type: EventType): Partial<WireReaders> {
  const names = [...onEveryType, ...onOneType[type]];
  return Object.fromEntries(names.map((name) => [name, eventReaders[name]]));
}

/** Every bare name that has a meaning in EPCIS, which no context of a client may change. */
export const standardNames: ReadonlySet<string> = new Set(Object.keys(eventReaders));
