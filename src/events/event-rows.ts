import { formatAmount, parseMoment, parseStored } from '../kernel/index.js';
import type { Actor } from '../access/index.js';
import type { FoldEvent } from '../holdings/index.js';
import type { Directory } from './directory.js';
import { claimOf } from './event-claim.js';
import type { Arrival } from './event-identity.js';
import { isQuantityList, type EventThing } from './event-things.js';
import type { StoredEvent, StoredItem } from './events.store.js';

const dayMilliseconds = 86_400_000;

export function storedEventOf(
  { ref, eventId, declaration, digest, event, things }: Arrival,
  by: {
    readonly actor: Actor;
    readonly directory: Directory;
    readonly recordedAt: Date;
    readonly viewers: readonly string[];
    readonly history: boolean;
  },
): StoredEvent {
  const { actor, directory, recordedAt, viewers, history } = by;
  const at = parseMoment(event.eventTime).instant;
  return {
    organisationId: actor.organisationId,
    id: ref,
    eventId,
    declaration,
    digest,
    event,
    at: new Date(at),
    until: new Date(event.wholeDay ? at + dayMilliseconds : at),
    recordedAt,
    keyId: actor.credential,
    author: actor.partyId,
    viewers,
    history,
    claim: claimOf({ event, things, author: actor.partyId, directory }),
  };
}

export function foldEventOf({ id, eventId, author, at, until, claim }: StoredEvent): FoldEvent {
  return { ref: id, eventId, author, from: at.getTime(), to: until.getTime(), claim };
}

export function itemsOf(
  { id, at }: StoredEvent,
  things: readonly EventThing[],
  directory: Directory,
): StoredItem[] {
  return things.map((thing, position) => {
    const { role, list, key, quantity, uom } = thing;
    const known = directory.goods(thing);
    return {
      eventRef: id,
      position,
      role,
      isClass: isQuantityList(list),
      key,
      productId: known?.product ?? null,
      batchId: known?.batch ?? null,
      quantity: quantity === undefined ? null : formatAmount(parseStored(quantity)),
      unit: uom ?? null,
      at,
    };
  });
}
