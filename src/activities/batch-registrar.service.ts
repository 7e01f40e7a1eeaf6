import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { refuseUnlessAllowed, type Actor } from '../access/index.js';
import { BatchesService, type Batch } from '../batches/index.js';
import { CodesService } from '../codes/index.js';
import { storedOtherwise } from '../events/index.js';
import { faultyRequest, parseMoment, ValueFault } from '../kernel/index.js';
import { usualTimeZone } from '../parties/index.js';
import { Clock, type Tx } from '../platform/index.js';
import { ProductsService, type Product } from '../products/index.js';
import { activityTime } from './activity-time.js';
import { saidTime, type EarlierCopy } from './earlier-copy.js';
import { selectNamed } from './naming.store.js';

/** A batch to register, as an act says it. */
export interface NewBatch {
  readonly productId: string;
  readonly number?: string;
  readonly quantity: { readonly value: string; readonly unit: string };
  readonly at?: string;
  readonly on?: string;
  readonly bestBefore?: string;
  readonly placeId?: string;
  /** Where in the request it stands. */
  readonly pointer: string;
}

const dayMilliseconds = 86_400_000;

/** Registers a batch of a product of the actor's and issues its code, in the transaction of an act. */
@Injectable()
export class BatchRegistrar {
  constructor(
    private readonly batches: BatchesService,
    private readonly codes: CodesService,
    private readonly products: ProductsService,
    private readonly clock: Clock,
  ) {}

  /** Of a request that tells an earlier copy again: the batch that this one registered at place `i` of its outputs. */
  async registerOrFind(
    tx: Tx,
    actor: Actor,
    wanted: NewBatch,
    { earlier, i }: { readonly earlier: EarlierCopy | undefined; readonly i: number },
  ): Promise<Batch> {
    return earlier ? batchAgain(earlier, i, wanted) : this.register(tx, actor, wanted);
  }

  private async register(tx: Tx, actor: Actor, wanted: NewBatch): Promise<Batch> {
    refuseUnlessAllowed(actor, 'batches.write');
    const product = await this.ownProduct(tx, actor, wanted);
    const { placeId } = wanted;
    const { places } = await selectNamed(tx, {
      organisationId: actor.organisationId,
      defaultOf: actor.partyId,
      placeIds: placeId === undefined ? [] : [placeId],
    });
    const place = places
      .filter((row) => row.organisationId === actor.organisationId)
      .find((row) => (placeId === undefined ? row.isDefault : row.id === placeId));
    const made = this.madeAt(wanted, place?.timeZone ?? usualTimeZone);
    const batch = await this.batches.register(tx, actor, {
      productId: product.id,
      ...(wanted.number !== undefined && { number: wanted.number }),
      makerPartyId: actor.partyId,
      quantity: wanted.quantity,
      made,
      bestBefore: wanted.bestBefore ?? shelfLifeEnd(product, made),
      originLocationId: place?.id ?? null,
    });
    const { id: batchId, number } = batch;
    const code = await this.codes.issueBatchCode(tx, actor, {
      batchId,
      productId: product.id,
      number,
      gtin: product.gtin,
    });
    return this.batches.recordCode(tx, batch, code);
  }

  private async ownProduct(
    tx: Tx,
    actor: Actor,
    { productId, pointer }: NewBatch,
  ): Promise<Product> {
    const product = await this.products.findOwn(tx, actor, productId);
    if (product !== undefined) return product;
    const detail = 'is no product of yours';
    throw faultyRequest([{ pointer: `${pointer}/productId`, detail }]);
  }

  private madeAt(wanted: NewBatch, timeZone: string) {
    try {
      const time = activityTime(saidTime(wanted), timeZone, this.clock.now());
      const { instant: from, offsetMinutes } = parseMoment(time.eventTime);
      return { from, to: time.wholeDay ? from + dayMilliseconds : from, offsetMinutes };
    } catch (error) {
      if (!(error instanceof ValueFault)) throw error;
      const { on, pointer } = wanted;
      const where = pointer === '' ? (on === undefined ? '/at' : '/on') : pointer;
      throw faultyRequest([{ pointer: where, detail: error.message }]);
    }
  }
}

/** The day on which a product's shelf life ends, counted from the day of making at its place. */
function shelfLifeEnd(
  { shelfLifeDays }: Product,
  made: { readonly from: number; readonly offsetMinutes: number },
): string | null {
  if (shelfLifeDays === null) return null;
  const day = DateTime.fromMillis(made.from).toUTC(made.offsetMinutes);
  return day.plus({ days: shelfLifeDays }).toISODate();
}

/**
 * The batch that the earlier copy made at this place among its outputs. Refused where the request asks for another
 * than that one; what the event itself says of it, its amount above all, is compared by capture.
 */
function batchAgain({ eventId, made }: EarlierCopy, i: number, wanted: NewBatch): Batch {
  const batch = made[i];
  if (batch === undefined) throw storedOtherwise(eventId, wanted.pointer || '/productId');
  for (const member of ['productId', 'number', 'bestBefore'] as const) {
    const said = wanted[member];
    if (said === undefined || asKept(member, said) === batch[member]) continue;
    throw storedOtherwise(eventId, `${wanted.pointer}/${member}`);
  }
  return batch;
}

/** Ids are kept in small letters, however they are sent. */
function asKept(member: keyof NewBatch, said: string): string {
  return member === 'productId' ? said.toLowerCase() : said;
}
