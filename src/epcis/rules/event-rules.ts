import type { EpcisEvent, EventType } from '../../events/index.js';
import { at, fault, type Spot } from './spot.js';

/**
 * What EPCIS 2.0 asks of an event beyond the form of its members (ISO/IEC 19987, 7.4). The rules look at the
 * event as sent: a member that is there but wrong has its own fault, and is not called missing as well.
 */
export type SentEvent = Readonly<Record<string, unknown>>;

type Rule = (sent: SentEvent, spot: Spot) => void;

/** Adds a fault for each rule of its type that the event breaks. */
export function checkRules(type: EventType, sent: SentEvent, spot: Spot): void {
  for (const rule of [timed, ...rulesOf[type]]) rule(sent, spot);
}

const timed: Rule = (sent, spot) => {
  require(sent, spot, 'eventTime', 'say when it took place, such as 2026-03-01T08:30:00+08:00');
  require(sent, spot, 'eventTimeZoneOffset', 'say the offset of the place, such as +08:00');
};

const acting: Rule = (sent, spot) => {
  require(sent, spot, 'action', 'say ADD, OBSERVE or DELETE');
};

const objectNamesThings: Rule = (sent, spot) => {
  const senses = filled(sent, 'sensorElementList') && has(sent, 'readPoint');
  if (has(sent, 'epcList') || filled(sent, 'quantityList') || senses) return;
  fault(
    spot,
    'names nothing; add epcList, quantityList, or sensorElementList with a readPoint',
    'semantics.event',
  );
};

const masterDataOnlyWhenMade: Rule = (sent, spot) => {
  if (!has(sent, 'ilmd') || sent['action'] === 'ADD') return;
  fault(
    at(spot, 'ilmd'),
    'is allowed only with action ADD, where the goods begin',
    'semantics.event',
  );
};

const parentKnown: Rule = (sent, spot) => {
  if (sent['action'] === 'OBSERVE') return;
  require(sent, spot, 'parentID', 'say to what the children are added or from what they are taken');
};

const parentAlwaysKnown: Rule = (sent, spot) => {
  require(sent, spot, 'parentID', 'say with what the children are associated');
};

const childrenNamed: Rule = (sent, spot) => {
  if (sent['action'] === 'DELETE') return;
  if (filled(sent, 'childEPCs') || filled(sent, 'childQuantityList')) return;
  fault(
    spot,
    'names no children; add childEPCs or childQuantityList (only DELETE may mean all)',
    'semantics.event',
  );
};

const transactionNamed: Rule = (sent, spot) => {
  if (filled(sent, 'bizTransactionList')) return;
  fault(
    at(spot, 'bizTransactionList'),
    'is missing or empty; name at least one transaction',
    'semantics.event',
  );
};

const transactionNamesThings: Rule = (sent, spot) => {
  if (sent['action'] === 'DELETE' || has(sent, 'epcList') || filled(sent, 'quantityList')) return;
  fault(
    spot,
    'names nothing; add epcList or quantityList (only DELETE may mean all)',
    'semantics.event',
  );
};

const inputsAndOutputs: Rule = (sent, spot) => {
  const input = filled(sent, 'inputEPCList') || filled(sent, 'inputQuantityList');
  const output = filled(sent, 'outputEPCList') || filled(sent, 'outputQuantityList');
  if (has(sent, 'transformationID')) {
    if (!input && !output)
      fault(spot, 'names nothing; add at least one input or output', 'semantics.event');
    return;
  }
  const rest = 'or tie it to the event that has them by transformationID';
  if (!input)
    fault(spot, `has no input; add inputEPCList or inputQuantityList, ${rest}`, 'semantics.event');
  if (!output)
    fault(
      spot,
      `has no output; add outputEPCList or outputQuantityList, ${rest}`,
      'semantics.event',
    );
};

const rulesOf: Readonly<Record<EventType, readonly Rule[]>> = {
  ObjectEvent: [acting, objectNamesThings, masterDataOnlyWhenMade],
  AggregationEvent: [acting, parentKnown, childrenNamed],
  TransactionEvent: [acting, transactionNamed, transactionNamesThings],
  TransformationEvent: [inputsAndOutputs],
  AssociationEvent: [acting, parentAlwaysKnown, childrenNamed],
};

function has(sent: SentEvent, name: keyof EpcisEvent): boolean {
  return Object.hasOwn(sent, name);
}

function filled(sent: SentEvent, name: keyof EpcisEvent): boolean {
  const member = sent[name];
  return Array.isArray(member) && member.length > 0;
}

function require(sent: SentEvent, spot: Spot, name: keyof EpcisEvent, advice: string): void {
  if (!has(sent, name)) fault(at(spot, name), `is missing; ${advice}`, 'schema.required');
}
