import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { IdentifierFault } from '../identifiers/index.js';
import { invalidRequest, isUuid, Problem, ValueFault, type Fault } from '../kernel/index.js';
import { Clock, Config, type Tx } from '../platform/index.js';
import type { ActivityRequest, GoodsRequest } from './activities.dto.js';
import { activityTime } from './activity-time.js';
import type { NamedActivity, NamedGoods } from './build-event.js';
import {
  selectKnownCodes,
  selectNamedBatches,
  selectNamedProducts,
  selectParties,
  selectPlaces,
  type NamedClass,
  type NamedPlace,
} from './naming.store.js';
import { recordedQuantity } from './quantities.js';
import { keyOfScan, Uris } from './uris.js';

/** Goods of an output whose batch is registered already or was registered a moment ago. */
export interface NamedOutput {
  readonly batchId: string;
  readonly quantity: { readonly value: string; readonly unit: string };
}

type Request = Omit<ActivityRequest, 'outputs'>;

/**
 * Looks up what a request names, in at most five statements whatever its length, and tells every fault with
 * its pointer. Ids that the actor may not know are answered as ids that do not exist.
 */
@Injectable()
export class NamingService {
  private readonly uris: Uris;

  constructor(
    private readonly clock: Clock,
    config: Config,
  ) {
    this.uris = new Uris(config.publicUrl);
  }

  async name(
    tx: Tx,
    actor: Actor,
    request: Request,
    outputs: readonly NamedOutput[],
  ): Promise<NamedActivity> {
    const faults: Fault[] = [];
    const classes = await this.classesOf(tx, actor, request, outputs);
    const places = await this.placesOf(tx, actor, request, faults);
    const parties = await this.partiesOf(tx, actor, request, faults);
    const scans = await this.scansOf(tx, request, faults);
    const goods = (request.goods ?? []).map((line, i) =>
      this.goodsOf(line, `/goods/${i}`, { classes, scans, faults }),
    );
    for (const [i, { batchId }] of outputs.entries()) {
      if (classes.has(batchId)) continue;
      faults.push({ pointer: `/outputs/${i}/batchId`, detail: 'is none that you may name' });
    }
    const time = this.timeOf(request, places.place, faults);
    const uri = (id: string | undefined) => (id === undefined ? undefined : parties.get(id));
    if (faults.length > 0) throw refusal(faults);
    return defined({
      activity: request.activity,
      eventId: eventIdOf(request.eventId),
      ...time,
      self: parties.get(actor.partyId) ?? `urn:uuid:${actor.partyId}`,
      place: places.place && this.uris.ofPlace(places.place),
      toPlace: places.toPlace && this.uris.ofPlace(places.toPlace),
      toParty: uri(request.toPartyId),
      fromParty: uri(request.fromPartyId),
      newOwner: uri(request.newOwnerPartyId) ?? this.ownerOf(request, uri(request.toPartyId)),
      goods,
      outputs: outputs.map(({ batchId, quantity }) => ({
        quantity: { epcClass: this.classUri(classes, batchId), ...recordedQuantity(quantity) },
      })),
      units: (request.units ?? []).map((text) => scans.get(text) ?? text),
      unit: request.unit === undefined ? undefined : scans.get(request.unit),
      documents: (request.documents ?? []).map(({ type, id }) => ({ type, id: documentUri(id) })),
      of: eventIdOf(request.of),
      loss: this.balanceOf(request.loss, outputs, classes),
      gain: this.balanceOf(request.gain, outputs, classes),
      reason: request.reason,
    }) as NamedActivity;
  }

  /** A shipping passes ownership to the receiver unless it says who else will own; a hand-over says nothing. */
  private ownerOf({ activity }: Request, receiver: string | undefined): string | undefined {
    return activity === 'ship' ? receiver : undefined;
  }

  private async classesOf(
    tx: Tx,
    actor: Actor,
    { goods = [] }: Request,
    outputs: readonly NamedOutput[],
  ): Promise<ReadonlyMap<string, string>> {
    const batchIds = [
      ...goods.flatMap(({ batchId }) => batchId ?? []),
      ...outputs.map(({ batchId }) => batchId),
    ];
    const productIds = goods.flatMap(({ productId }) => productId ?? []);
    const { organisationId } = actor;
    const batches =
      batchIds.length === 0 ? [] : await selectNamedBatches(tx, organisationId, batchIds);
    const products =
      productIds.length === 0 ? [] : await selectNamedProducts(tx, organisationId, productIds);
    return new Map([
      ...batches.map((batch): [string, string] => [batch.id, this.uris.ofBatch(batch)]),
      ...products.map((product: NamedClass): [string, string] => [
        product.id,
        this.uris.ofProduct(product),
      ]),
    ]);
  }

  private async placesOf(tx: Tx, actor: Actor, request: Request, faults: Fault[]) {
    const { placeId, toPlaceId, activity } = request;
    const ids = [placeId, toPlaceId].filter((id) => id !== undefined);
    const rows = await selectPlaces(tx, ids, actor.partyId);
    const find = (id: string | undefined) => rows.find((row) => row.id === id);
    const own = (id: string | undefined, pointer: string) => {
      const row = find(id);
      if (id !== undefined && row?.organisationId !== actor.organisationId) {
        faults.push({ pointer, detail: 'is no location of yours' });
      }
      return row;
    };
    const isReceivers = activity === 'ship' || activity === 'hand-over' || activity === 'return';
    const toPlace = isReceivers ? find(toPlaceId) : own(toPlaceId, '/toPlaceId');
    if (isReceivers && toPlaceId !== undefined && toPlace?.partyId !== request.toPartyId) {
      faults.push({ pointer: '/toPlaceId', detail: 'is no location of the party the goods go to' });
    }
    const place =
      placeId === undefined ? rows.find(({ isDefault }) => isDefault) : own(placeId, '/placeId');
    return { place, toPlace };
  }

  private async partiesOf(tx: Tx, actor: Actor, request: Request, faults: Fault[]) {
    const named = (['toPartyId', 'fromPartyId', 'newOwnerPartyId'] as const).flatMap((member) => {
      const id = request[member];
      return id === undefined ? [] : [{ member, id }];
    });
    const rows = await selectParties(tx, [actor.partyId, ...named.map(({ id }) => id)]);
    const parties = new Map(rows.map((party) => [party.id, this.uris.ofParty(party)]));
    for (const { member, id } of named) {
      if (!parties.has(id)) faults.push({ pointer: `/${member}`, detail: 'is no party we know' });
    }
    return parties;
  }

  /** URIs of everything scanned or typed, by its text. */
  private async scansOf(tx: Tx, request: Request, faults: Fault[]) {
    const texts = [
      ...(request.goods ?? []).flatMap(({ what, items = [] }, i) => [
        ...(what === undefined ? [] : [{ text: what, pointer: `/goods/${i}/what` }]),
        ...items.map((text, n) => ({ text, pointer: `/goods/${i}/items/${n}` })),
      ]),
      ...(request.units ?? []).map((text, i) => ({ text, pointer: `/units/${i}` })),
      ...(request.unit === undefined ? [] : [{ text: request.unit, pointer: '/unit' }]),
    ];
    const keys = texts.flatMap(({ text, pointer }) => {
      try {
        return [{ text, pointer, key: keyOfScan(text) }];
      } catch (error) {
        if (!(error instanceof IdentifierFault)) throw error;
        faults.push({ pointer, detail: error.reason });
        return [];
      }
    });
    const native = keys.filter(({ key }) => key.startsWith('/t/'));
    if (native.length > 0) {
      const known = await selectKnownCodes(
        tx,
        native.map(({ key }) => key.slice('/t/'.length)),
      );
      for (const { key, pointer } of native) {
        if (!known.has(key.slice('/t/'.length))) {
          faults.push({ pointer, detail: 'is a code that was never issued, or is withdrawn' });
        }
      }
    }
    return new Map(keys.map(({ text, key }) => [text, this.uris.ofKey(key)]));
  }

  private goodsOf(
    line: GoodsRequest,
    pointer: string,
    by: {
      readonly classes: ReadonlyMap<string, string>;
      readonly scans: ReadonlyMap<string, string>;
      readonly faults: Fault[];
    },
  ): NamedGoods {
    const { batchId, productId, what, items, quantity } = line;
    if (items !== undefined) return { items: items.map((text) => by.scans.get(text) ?? text) };
    const named = [batchId, productId, what].filter((each) => each !== undefined);
    if (named.length !== 1) {
      by.faults.push({
        pointer,
        detail: 'name the goods by one of batchId, productId, what or items',
      });
      return {};
    }
    const id = batchId ?? productId;
    const epcClass = id === undefined ? by.scans.get(what ?? '') : by.classes.get(id);
    if (epcClass === undefined && id !== undefined) {
      const member = batchId === undefined ? 'productId' : 'batchId';
      by.faults.push({ pointer: `${pointer}/${member}`, detail: 'is none that you may name' });
    }
    if (quantity === undefined) {
      by.faults.push({
        pointer: `${pointer}/quantity`,
        detail: 'is needed for goods without item codes',
      });
      return {};
    }
    return { quantity: { epcClass: epcClass ?? '', ...recordedQuantity(quantity) } };
  }

  private timeOf({ at, on }: Request, place: NamedPlace | undefined, faults: Fault[]) {
    try {
      const said = { ...(at !== undefined && { at }), ...(on !== undefined && { on }) };
      return activityTime(said, place?.timeZone ?? 'Asia/Shanghai', this.clock.now());
    } catch (error) {
      if (!(error instanceof ValueFault)) throw error;
      faults.push({ pointer: on === undefined ? '/at' : '/on', detail: error.message });
      return undefined;
    }
  }

  private balanceOf(
    balance: Request['loss'],
    outputs: readonly NamedOutput[],
    classes: ReadonlyMap<string, string>,
  ) {
    const [first] = outputs;
    if (balance === undefined || first === undefined) return undefined;
    const { quantity = '0', uom = 'H87' } = recordedQuantity(balance.quantity);
    return {
      epcClass: this.classUri(classes, first.batchId),
      quantity,
      uom,
      reason: balance.reason,
    };
  }

  private classUri(classes: ReadonlyMap<string, string>, batchId: string): string {
    return classes.get(batchId) ?? `urn:uuid:${batchId}`;
  }
}

/** A UUID is a fine id for a person; on the wire it is a URI. */
function eventIdOf(id: string | undefined): string | undefined {
  return id !== undefined && isUuid(id) ? `urn:uuid:${id.toLowerCase()}` : id;
}

/** A document's bare number is told apart from other numbers by saying what it is. */
function documentUri(id: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(id) ? id : `urn:furrow:document:${encodeURIComponent(id)}`;
}

function refusal(faults: readonly Fault[]): Problem {
  const [first] = faults;
  return new Problem(
    invalidRequest,
    `${first?.pointer ?? ''}: ${first?.detail ?? ''}`,
    faults.slice(0, 50),
  );
}

function defined(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
