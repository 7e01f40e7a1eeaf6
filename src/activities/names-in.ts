import type { Actor } from '../access/index.js';
import { IdentifierFault, parseTyped } from '../identifiers/index.js';
import type { Fault } from '../kernel/index.js';
import type { ActivityRequest } from './activities.dto.js';
import type { FoundNames } from './naming.store.js';

/** Goods of an output whose batch is registered already or was registered a moment ago. */
export interface NamedOutput {
  readonly batchId: string;
  readonly quantity: { readonly value: string; readonly unit: string };
}

/** An activity's request; its outputs are named apart, since new ones are registered first. */
export type NamingRequest = Omit<ActivityRequest, 'outputs'>;

/** The batches, products and places that a request names by our ids. */
export function idsIn(
  { goods = [], placeId, toPlaceId }: NamingRequest,
  outputs: readonly NamedOutput[],
) {
  return {
    batchIds: [
      ...goods.flatMap(({ batchId }) => batchId ?? []),
      ...outputs.map(({ batchId }) => batchId),
    ],
    productIds: goods.flatMap(({ productId }) => productId ?? []),
    placeIds: [placeId, toPlaceId].filter((id) => id !== undefined),
  };
}

export function partiesIn(request: NamingRequest) {
  return (['toPartyId', 'fromPartyId', 'newOwnerPartyId'] as const).flatMap((member) => {
    const id = request[member];
    return id === undefined ? [] : [{ member, id }];
  });
}

export function placesOf(
  { places }: FoundNames,
  actor: Actor,
  request: NamingRequest,
  faults: Fault[],
) {
  const { placeId, toPlaceId, activity } = request;
  const find = (id: string | undefined) => places.find((row) => row.id === id);
  const own = (id: string | undefined, pointer: string) => {
    const row = find(id);
    if (id !== undefined && row?.organisationId !== actor.organisationId) {
      faults.push({ pointer, detail: 'is no location of yours' });
    } else if (row !== undefined && row.partyId !== actor.partyId) {
      // What an author says of others' places moves no goods.
      faults.push({ pointer, detail: 'is a location of another party; name one of your own' });
    }
    return row;
  };
  const isReceivers = activity === 'ship' || activity === 'hand-over' || activity === 'return';
  const toPlace = isReceivers ? find(toPlaceId) : own(toPlaceId, '/toPlaceId');
  if (isReceivers && toPlaceId !== undefined && toPlace?.partyId !== request.toPartyId) {
    faults.push({ pointer: '/toPlaceId', detail: 'is no location of the party the goods go to' });
  }
  const place =
    placeId === undefined ? places.find(({ isDefault }) => isDefault) : own(placeId, '/placeId');
  return { place, toPlace };
}

/** Something scanned or typed, by its canonical key. */
export interface Scanned {
  readonly text: string;
  readonly pointer: string;
  readonly key: string;
  /** Of ours, which has to have been issued. */
  readonly code: string | undefined;
}

export function scannedIn(
  { goods = [], units = [], unit }: NamingRequest,
  faults: Fault[],
): Scanned[] {
  const texts = [
    ...goods.flatMap(({ what, items = [] }, i) => [
      ...(what === undefined ? [] : [{ text: what, pointer: `/goods/${i}/what` }]),
      ...items.map((text, n) => ({ text, pointer: `/goods/${i}/items/${n}` })),
    ]),
    ...units.map((text, i) => ({ text, pointer: `/units/${i}` })),
    ...(unit === undefined ? [] : [{ text: unit, pointer: '/unit' }]),
  ];
  return texts.flatMap(({ text, pointer }) => {
    try {
      const { key, parts } = parseTyped(text);
      return [{ text, pointer, key, code: parts.code }];
    } catch (error) {
      if (!(error instanceof IdentifierFault)) throw error;
      faults.push({ pointer, detail: error.message });
      return [];
    }
  });
}
