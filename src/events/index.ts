/**
 * events (L5): the append-only record of supply-chain facts in EPCIS terms, and capture, the one way in.
 *
 * Tables: event, event_identity, event_item, event_party, event_term, event_thing,
 * event_word, event_filling. Invariants: an event is never edited or deleted;
 * (organisation, eventID, event or declaration) is repeatable for ever; one thing has one key; an event, its
 * items, what it does to holdings, its viewers and its feed row commit together or not at all.
 * Not here: EPCIS on the wire (epcis/), the friendly writes (activities/), what claims do to goods (holdings/).
 */
export { canonicalEvent, wordMembers } from './canonical-event.js';
export {
  bizSteps,
  bizTransactionTypes,
  dispositions,
  errorReasons,
  measurementTypes,
  sensorComponents,
  sensorExceptions,
  sourceDestinationTypes,
  vocabularyWord,
  wordAddress,
  type Vocabulary,
} from './cbv.js';
export { futureToleranceMilliseconds } from './epcis-event.js';
export type {
  Action,
  BizTransaction,
  Destination,
  EpcisEvent,
  ErrorDeclaration,
  EventType,
  Extensible,
  Extensions,
  PersistentDisposition,
  Place,
  Quantity,
  SensorElement,
  SensorMetadata,
  SensorReport,
  Source,
} from './epcis-event.js';
export {
  expandName,
  furrowNamespace,
  standardPrefixes,
  wholeDayName,
  type EventContext,
} from './event-context.js';
export type {
  AmountCondition,
  Comparison,
  Condition,
  ExtensionCondition,
  ExtensionPlace,
  SensorWord,
  ThingCondition,
  TimeMember,
  WordCondition,
  WordMember,
} from './event-condition.js';
export { CaptureService, type Captured, type Outcome } from './capture.service.js';
export { cleanOutStep, gainName, lossName } from './event-claim.js';
export { storedOtherwise } from './event-identity.js';
export { lotNumberName } from './event-keys.js';
export { EventsModule } from './events.module.js';
export { eventDiffers } from './events.problems.js';
export {
  isSeenEventSql,
  selectOwnEvent,
  selectSeenEvent,
  type SeenEvent,
} from './seen-event.store.js';
export { fillIndex } from './event-index.store.js';
export type { EventFilter } from './page-parts.sql.js';
export {
  countSeenEvents,
  selectSeenEvents,
  selectSeenPage,
  selectSeenRefs,
} from './seen-events.store.js';
export type { ListedMember } from './event-terms.js';
export { selectSeenKeys, selectSeenWords } from './seen-words.store.js';
