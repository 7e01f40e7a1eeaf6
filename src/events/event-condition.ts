import type { KeyPattern } from '../identifiers/index.js';
import type { ThingRole } from './event-things.js';

/**
 * What may be asked of one event, in canonical words: identifiers by their keys, words of CBV bare, names in full, decimals
 * as text, times as instants. A query is a list of conditions, all of which have to hold.
 *
 * `event-conditions.sql.ts` makes SQL of it; a test holds the SQL against a plain reading of these lines.
 */
export type Condition =
  | ThingCondition
  | { readonly kind: 'eventID'; readonly values: readonly string[] }
  | WordCondition
  | { readonly kind: 'present'; readonly member: 'errorDeclaration' | 'sensorElement' }
  | TimeCondition
  | AmountCondition
  | ExtensionCondition;

export type Comparison = 'EQ' | 'GT' | 'GE' | 'LT' | 'LE';

/** The event names one of these things. */
export interface ThingCondition {
  readonly kind: 'thing';
  readonly keys: readonly string[];
  readonly patterns: readonly KeyPattern[];
  /** Batches, by whatever key an event calls them. */
  readonly batchIds: readonly string[];
  /** The part the thing plays; left out, any. */
  readonly roles?: readonly ThingRole[];
  /** Named as so much of a class, or as an instance; left out, either. */
  readonly isClass?: boolean;
}

/** Members with a word or an identifier. Those from `type` on are of sensors: of the metadata or of a report. */
export type WordMember =
  | 'eventType'
  | 'action'
  | 'bizStep'
  | 'disposition'
  | 'set'
  | 'unset'
  | 'readPoint'
  | 'bizLocation'
  | 'transformationID'
  | 'errorReason'
  | 'correctiveEventID'
  | 'bizTransaction'
  | 'source'
  | 'destination'
  | SensorWord;

export type SensorWord =
  | 'type'
  | 'deviceID'
  | 'dataProcessingMethod'
  | 'bizRules'
  | 'microorganism'
  | 'chemicalSubstance'
  | 'component'
  | 'stringValue'
  | 'booleanValue'
  | 'hexBinaryValue'
  | 'uriValue';

/** The member has one of these values. */
export interface WordCondition {
  readonly kind: 'word';
  readonly member: WordMember;
  /** Of transactions, sources and destinations: their type is one of these. */
  readonly of?: readonly string[];
  readonly values: readonly string[];
  /** Places: one of these or a place within it. */
  readonly within?: true;
}

export interface TimeCondition {
  readonly kind: 'time';
  readonly member: TimeMember;
  readonly comparison: 'GE' | 'LT';
  /** Epoch milliseconds. */
  readonly instant: number;
}

/** `time`, `startTime` and `endTime` are of sensors. */
export type TimeMember =
  'eventTime' | 'recordTime' | 'declarationTime' | 'time' | 'startTime' | 'endTime';

export type SensorNumber =
  'value' | 'minValue' | 'maxValue' | 'meanValue' | 'sDev' | 'percValue' | 'percRank';

/** One amount of the event compares so with one of these. */
export interface AmountCondition {
  readonly kind: 'amount';
  readonly member: 'quantity' | SensorNumber;
  readonly comparison: Comparison;
  /** Decimal text; more than one only with EQ. */
  readonly values: readonly string[];
  /** The unit of the values: amounts in others are converted where that can be done. Left out, units are not looked at. */
  readonly uom?: string;
}

/** What may carry members of other vocabularies. */
export type ExtensionPlace =
  | 'event'
  | 'ilmd'
  | 'errorDeclaration'
  | 'readPoint'
  | 'bizLocation'
  | 'sensorElement'
  | 'sensorMetadata'
  | 'sensorReport';

/**
 * A member of another vocabulary. Only who reads the event whole is answered by these: what is hidden from partners must
 * not be found out by asking for it.
 */
export interface ExtensionCondition {
  readonly kind: 'extension';
  readonly place: ExtensionPlace;
  /** Below the outermost members, at any depth; else one of the outermost. */
  readonly inner: boolean;
  /** Names in full, any of which may be meant. */
  readonly names: readonly string[];
  readonly test:
    | { readonly comparison: 'EXISTS' }
    | { readonly comparison: 'EQ'; readonly values: readonly string[] }
    | { readonly comparison: Exclude<Comparison, 'EQ'>; readonly number: string }
    | { readonly comparison: Exclude<Comparison, 'EQ'>; readonly instant: number };
}
