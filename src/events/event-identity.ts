import { pointerTo, Problem } from '../kernel/index.js';
import { contentDigest, differingField, notationDigest } from './canonical-event.js';
import type { EpcisEvent } from './epcis-event.js';
import { eventHashId } from './event-hash.js';
import { thingsOf, type EventThing } from './event-things.js';
import { eventDiffers } from './events.problems.js';

/** An event on its way in, with the id by which it will be known to us. */
export interface Arrival {
  readonly ref: string;
  readonly eventId: string;
  readonly declaration: boolean;
  readonly digest: string;
  /** With its eventID filled in. */
  readonly event: EpcisEvent;
  readonly things: readonly EventThing[];
}

/** An event and its declaration of error share an eventID; together they are one row of identity. */
export interface IdentityRow {
  readonly eventId: string;
  readonly eventRef: string | null;
  readonly eventDigest: string | null;
  readonly declarationRef: string | null;
  readonly declarationDigest: string | null;
}

/** In steps: an event may be long, and each of its three passes is one that others need not wait for. */
export function* arrivalReading(event: EpcisEvent, ref: string): Generator<undefined, Arrival> {
  // A declaration leaves no trace in the hash, so it has the id of the event that it declares.
  const eventId = event.eventID ?? eventHashId(event);
  yield;
  const digest = contentDigest(event);
  yield;
  return {
    ref,
    eventId,
    declaration: event.errorDeclaration !== undefined,
    digest,
    event: { ...event, eventID: eventId },
    things: thingsOf(event),
  };
}

/** The rows these arrivals ask for; of equal ones in one request the first asks. */
export function identityRows(arrivals: readonly Arrival[]): readonly IdentityRow[] {
  const rows = new Map<string, IdentityRow>();
  for (const { ref, eventId, declaration, digest } of arrivals) {
    const row = rows.get(eventId) ?? { ...unknown, eventId };
    rows.set(eventId, {
      ...row,
      ...(declaration
        ? {
            declarationRef: row.declarationRef ?? ref,
            declarationDigest: row.declarationDigest ?? digest,
          }
        : { eventRef: row.eventRef ?? ref, eventDigest: row.eventDigest ?? digest }),
    });
  }
  return [...rows.values()];
}

const unknown = {
  eventRef: null,
  eventDigest: null,
  declarationRef: null,
  declarationDigest: null,
};

/** What the record holds under the arrival's name: itself when it is new. */
export function storedAs(arrival: Arrival, row: IdentityRow) {
  return arrival.declaration
    ? { ref: row.declarationRef, digest: row.declarationDigest }
    : { ref: row.eventRef, digest: row.eventDigest };
}

/** Whether a stored digest is that of the arrival, by today's form or by the one before. */
export function isDigestOf({ digest, event }: Arrival, stored: string | null): boolean {
  return stored === digest || stored === notationDigest(event);
}

/** The refusal of an event whose id is stored with other content. */
export function differs({ eventId, event }: Arrival, stored: EpcisEvent | undefined): Problem {
  const name = stored && differingField(stored, event);
  const pointer = name === undefined ? undefined : pointerTo('', name);
  const isHash = eventHashId(event) === eventId;
  return refusal({ eventId, name, pointer, advice: isHash ? ofOneHash : neverChanged });
}

/** The refusal of what is stored already with another value where `pointer` points. */
export function storedOtherwise(eventId: string, pointer: string): Problem {
  return refusal({ eventId, name: pointer.slice(1), pointer, advice: neverChanged });
}

const neverChanged =
  'Events are never changed: declare the stored one in error and send a new one under a new id.';

/** The hash passes over comments and the like, so events without an id of their own may be two and have one. */
const ofOneHash =
  'This id is the hash of both by the Core Business Vocabulary: if they are two events, send this one under an eventID of its own.';

function refusal(of: {
  readonly eventId: string;
  readonly name: string | undefined;
  readonly pointer: string | undefined;
  readonly advice: string;
}): Problem {
  const { eventId, name = 'content', pointer, advice } = of;
  return new Problem(
    eventDiffers,
    `The event ${eventId} is stored already with another ${name}. ${advice}`,
    pointer === undefined ? [] : [{ pointer, detail: 'differs from the stored event' }],
    { eventId },
  );
}
