/**
 * events (L5): the append-only record of supply-chain facts in EPCIS terms. So far its pure part: the model
 * of an event, the vocabulary, the canonical form that says whether two events are the same, and the things
 * an event names.
 *
 * Invariants: the stored event is plain JSON and understood alone; equal content has equal canonical text.
 * Not here: EPCIS on the wire (epcis/), the friendly writes (activities/), what events do to goods (holdings/).
 */
export * from './canonical-event.js';
export * from './cbv.js';
export * from './epcis-event.js';
export * from './event-context.js';
export * from './event-things.js';
