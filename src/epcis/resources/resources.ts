import {
  bizSteps,
  dispositions,
  type Condition,
  type ListedMember,
  type Vocabulary,
} from '../../events/index.js';
import { eventTypes } from '../json/event-members.js';
import { identifier, oneOf, word, type ReadValue } from '../parameters/read-values.js';

/** A resource at the top of EPCIS 2.0 (ISO/IEC 19987, 12): values that events have, each with the events that have it. */
export interface Resource {
  readonly path: string;
  /** What one of them is called in its address. */
  readonly name: string;
  /** In the description of the API: many, and one. */
  readonly spoken: readonly [many: string, one: string];
  /** Reads one from an address as it is kept, or throws a `ValueFault`. */
  readonly read: ReadValue;
  /** Those that are here whether or not an event has them. */
  readonly standard: readonly string[];
  /** The member whose values are listed; left out, things, by their keys. */
  readonly member: ListedMember | 'eventType' | 'epc';
  /** Values are keys, which are written as URIs. */
  readonly isKey: boolean;
}

export const resources: readonly Resource[] = [
  {
    ...{ path: 'eventTypes', name: 'eventType', spoken: ['event types', 'event type'] },
    ...{ read: oneOf(eventTypes), standard: eventTypes, member: 'eventType', isKey: false },
  },
  {
    ...{ path: 'epcs', name: 'epc', spoken: ['things, instances and classes,', 'thing'] },
    ...{ read: identifier, standard: [], member: 'epc', isKey: true },
  },
  vocabulary('bizSteps', 'bizStep', ['business steps', 'business step'], bizSteps),
  vocabulary('dispositions', 'disposition', ['dispositions', 'disposition'], dispositions),
  places('bizLocations', 'bizLocation', ['business locations', 'business location']),
  places('readPoints', 'readPoint', ['read points', 'read point']),
];

/** True of the events that have this value. */
export function conditionOf({ member }: Resource, value: string): Condition {
  return member === 'epc'
    ? { kind: 'thing', keys: [value], patterns: [], batchIds: [] }
    : { kind: 'word', member, values: [value] };
}

function vocabulary(
  path: string,
  name: ListedMember,
  spoken: Resource['spoken'],
  words: Vocabulary,
): Resource {
  const standard = [...words.words];
  return { path, name, spoken, read: word(words), standard, member: name, isKey: false };
}

function places(path: string, name: ListedMember, spoken: Resource['spoken']): Resource {
  return { path, name, spoken, read: identifier, standard: [], member: name, isKey: true };
}
