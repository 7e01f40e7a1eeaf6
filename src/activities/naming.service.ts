import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { faultyRequest, ValueFault, type Fault } from '../kernel/index.js';
import { usualTimeZone } from '../parties/index.js';
import { Clock, Config, type Tx } from '../platform/index.js';
import type { GoodsRequest } from './activities.dto.js';
import { activityTime } from './activity-time.js';
import type { NamedActivity, NamedGoods } from './build-event.js';
import { saidTime } from './earlier-copy.js';
import {
  idsIn,
  partiesIn,
  placesOf,
  scannedIn,
  type NamedOutput,
  type NamingRequest,
  type Scanned,
} from './names-in.js';
import { selectNamed, type FoundNames, type NamedPlace } from './naming.store.js';
import { recordedQuantity } from './quantities.js';
import { eventIdOf, Uris } from './uris.js';

/**
 * Looks up what a request names, in one statement whatever its length, and tells every fault with its pointer.
 * Ids that the actor may not know are answered as ids that do not exist.
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
    request: NamingRequest,
    outputs: readonly NamedOutput[],
  ): Promise<NamedActivity> {
    const faults: Fault[] = [];
    const scanned = scannedIn(request, faults);
    const found = await selectNamed(tx, {
      organisationId: actor.organisationId,
      defaultOf: actor.partyId,
      ...idsIn(request, outputs),
      partyIds: [actor.partyId, ...partiesIn(request).map(({ id }) => id)],
      codes: scanned.flatMap(({ code }) => code ?? []),
    });
    const classes = this.classesOf(found);
    const places = placesOf(found, actor, request, faults);
    const parties = this.partiesOf(found, request, faults);
    const scans = this.scansOf(found, scanned, faults);
    const goods = (request.goods ?? []).map((line, i) =>
      this.goodsOf(line, `/goods/${i}`, { classes, scans, faults }),
    );
    for (const [i, { batchId }] of outputs.entries()) {
      if (classes.has(batchId)) continue;
      faults.push({ pointer: `/outputs/${i}/batchId`, detail: 'is none that you may name' });
    }
    const time = this.timeOf(request, places.place, faults);
    const uri = (id: string | undefined) => (id === undefined ? undefined : parties.get(id));
    if (faults.length > 0) throw faultyRequest(faults);
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
  private ownerOf({ activity }: NamingRequest, receiver: string | undefined): string | undefined {
    return activity === 'ship' ? receiver : undefined;
  }

  private classesOf({ batches, products }: FoundNames): ReadonlyMap<string, string> {
    return new Map([
      ...batches.map((batch): [string, string] => [batch.id, this.uris.ofBatch(batch)]),
      ...products.map((product): [string, string] => [product.id, this.uris.ofProduct(product)]),
    ]);
  }

  private partiesOf(
    found: FoundNames,
    request: NamingRequest,
    faults: Fault[],
  ): Map<string, string> {
    const parties = new Map(found.parties.map((party) => [party.id, this.uris.ofParty(party)]));
    for (const { member, id } of partiesIn(request)) {
      if (!parties.has(id)) faults.push({ pointer: `/${member}`, detail: 'is no party we know' });
    }
    return parties;
  }

  /** URIs of everything scanned or typed, by its text. */
  private scansOf(
    { codes }: FoundNames,
    scanned: readonly Scanned[],
    faults: Fault[],
  ): ReadonlyMap<string, string> {
    const known = new Set(codes);
    for (const { code, pointer } of scanned) {
      if (code !== undefined && !known.has(code)) {
        faults.push({ pointer, detail: 'is a code that was never issued, or is withdrawn' });
      }
    }
    return new Map(scanned.map(({ text, key }) => [text, this.uris.ofKey(key)]));
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

  private timeOf(request: NamingRequest, place: NamedPlace | undefined, faults: Fault[]) {
    try {
      return activityTime(saidTime(request), place?.timeZone ?? usualTimeZone, this.clock.now());
    } catch (error) {
      if (!(error instanceof ValueFault)) throw error;
      faults.push({ pointer: request.on === undefined ? '/at' : '/on', detail: error.message });
      return undefined;
    }
  }

  private balanceOf(
    balance: NamingRequest['loss'],
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

/** A document's bare number is told apart from other numbers by saying what it is. */
function documentUri(id: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(id) ? id : `urn:furrow:document:${encodeURIComponent(id)}`;
}

function defined(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
