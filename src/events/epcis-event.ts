import type { Json } from '../kernel/index.js';
import type { EventContext } from './event-context.js';

/** How far ahead of ours the clock of whoever tells of an event may be. Beyond it a time is a mistake, not a drift. */
export const futureToleranceMilliseconds = 5 * 60_000;

/**
 * An EPCIS 2.0 event (ISO/IEC 19987) as the whole service uses it: what an ERP captured and what a farmer
 * tapped have this one shape. It is plain JSON, so the stored text is the event.
 *
 * It differs from the wire in five ways, all of them notation and none of them meaning:
 * - words of the Core Business Vocabulary are bare (`shipping`); those of others are as their author wrote
 *   them, perhaps with a prefix, and `expandName` says which IRI that is;
 * - numbers with a unit are decimal text, because JSON numbers are read as floating point;
 * - `certificationInfo` is always a list;
 * - extensions stand apart from EPCIS members, each under the name its author gave it;
 * - the `@context` entries those names need travel with the event, so it can be understood alone.
 *
 * Members keep their EPCIS names. Which of them a type may carry is checked on the way in (epcis/).
 */
export interface EpcisEvent {
  readonly type: EventType;
  /** A URI chosen by the author. Not unique: an error declaration repeats the id of the event it declares. */
  readonly eventID?: string;
  /** RFC 3339 with offset, as the author wrote it; for a whole day, the day's first instant. */
  readonly eventTime: string;
  /** The offset in force where and when the event took place, which need not be the offset of `eventTime`. */
  readonly eventTimeZoneOffset: string;
  /** The author knows only the day: the event lies somewhere in the 24 hours from `eventTime`. */
  readonly wholeDay?: true;
  /** When we recorded it. Only on events read back; what a client sends under this name is not kept. */
  readonly recordTime?: string;
  /** Present on all types but TransformationEvent. */
  readonly action?: Action;
  readonly bizStep?: string;
  readonly disposition?: string;
  readonly persistentDisposition?: PersistentDisposition;
  readonly readPoint?: Place;
  readonly bizLocation?: Place;
  readonly epcList?: readonly string[];
  readonly quantityList?: readonly Quantity[];
  readonly parentID?: string;
  readonly childEPCs?: readonly string[];
  readonly childQuantityList?: readonly Quantity[];
  readonly inputEPCList?: readonly string[];
  readonly inputQuantityList?: readonly Quantity[];
  readonly outputEPCList?: readonly string[];
  readonly outputQuantityList?: readonly Quantity[];
  /** Ties together transformation events that report the inputs and outputs of one process piecemeal. */
  readonly transformationID?: string;
  readonly bizTransactionList?: readonly BizTransaction[];
  readonly sourceList?: readonly Source[];
  readonly destinationList?: readonly Destination[];
  readonly sensorElementList?: readonly SensorElement[];
  /** Instance or lot master data: facts fixed when the goods were made. */
  readonly ilmd?: Extensions;
  readonly certificationInfo?: readonly string[];
  /** Present when this is a declaration that the event of this id was recorded in error. */
  readonly errorDeclaration?: ErrorDeclaration;
  readonly extensions?: Extensions;
  readonly context?: EventContext;
}

export type EventType =
  | 'ObjectEvent'
  | 'AggregationEvent'
  | 'TransactionEvent'
  | 'TransformationEvent'
  | 'AssociationEvent';

export type Action = 'OBSERVE' | 'ADD' | 'DELETE';

/** Members outside EPCIS, kept to the letter. Names are prefixed; `context` says what a prefix stands for. */
export type Extensions = Readonly<Record<string, Json>>;

/** Anything that may carry members of other vocabularies beside its own. */
export interface Extensible {
  readonly extensions?: Extensions;
}

export interface Place extends Extensible {
  readonly id: string;
}

/** So much of a class. No `quantity` means an amount not recorded; no `uom` means a count of pieces. */
export interface Quantity {
  readonly epcClass: string;
  /** Decimal text, never negative. */
  readonly quantity?: string;
  /** UN/CEFACT Recommendation 20 code. */
  readonly uom?: string;
}

export interface PersistentDisposition {
  readonly set?: readonly string[];
  readonly unset?: readonly string[];
}

export interface BizTransaction {
  readonly type?: string;
  readonly bizTransaction: string;
}

export interface Source {
  readonly type: string;
  readonly source: string;
}

export interface Destination {
  readonly type: string;
  readonly destination: string;
}

export interface ErrorDeclaration extends Extensible {
  readonly declarationTime: string;
  readonly reason?: string;
  readonly correctiveEventIDs?: readonly string[];
}

export interface SensorElement extends Extensible {
  readonly sensorMetadata?: SensorMetadata;
  readonly sensorReport: readonly SensorReport[];
}

export interface SensorMetadata extends Extensible {
  readonly time?: string;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly deviceID?: string;
  readonly deviceMetadata?: string;
  readonly rawData?: string;
  readonly dataProcessingMethod?: string;
  readonly bizRules?: string;
}

/** One reading or summary of readings. Numeric members are decimal text in the unit `uom`. */
export interface SensorReport extends Extensible {
  readonly type: string;
  readonly exception?: string;
  readonly time?: string;
  readonly deviceID?: string;
  readonly deviceMetadata?: string;
  readonly rawData?: string;
  readonly dataProcessingMethod?: string;
  readonly bizRules?: string;
  readonly microorganism?: string;
  readonly chemicalSubstance?: string;
  readonly coordinateReferenceSystem?: string;
  readonly component?: string;
  readonly value?: string;
  readonly minValue?: string;
  readonly maxValue?: string;
  readonly meanValue?: string;
  readonly sDev?: string;
  readonly percRank?: string;
  readonly percValue?: string;
  readonly uom?: string;
  readonly stringValue?: string;
  readonly booleanValue?: boolean;
  readonly hexBinaryValue?: string;
  readonly uriValue?: string;
}
