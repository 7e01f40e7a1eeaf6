import type { BatchName, KnownBatch } from '../batches/index.js';
import type { Code } from '../codes/index.js';
import { pieces, wholeAmount } from '../kernel/index.js';
import { unregisteredPlace } from '../holdings/index.js';
import type { KnownLocation, KnownParty } from '../parties/index.js';
import { measure, type NamedProduct } from '../products/index.js';
import type { Directory, KnownGoods } from './directory.js';
import { batchNumberOf, productKeyOf, type Named } from './event-keys.js';
import { Learned } from './learned.js';

const staleMilliseconds = 5_000;
/** Beyond this many facts the rest of their seconds is not worth the memory. */
const factsMax = 50_000;

/** What lookups have found, by canonical key or by our own words for it. */
export class Facts {
  readonly places: Learned<KnownLocation>;
  readonly parties: Learned<KnownParty>;
  readonly defaults: Learned<KnownLocation>;
  readonly codes: Learned<Code>;
  readonly products: Learned<NamedProduct>;
  readonly batchesById: Learned<BatchName>;
  /** Batch of a single item, by the item's key. */
  readonly itemBatches: Learned<string>;
  private readonly batchIds: Learned<string>;

  /** On top of `below`, what is found stays apart until `settle`. */
  constructor(
    private readonly loadedAt: number,
    below?: Facts,
  ) {
    this.places = new Learned(below?.places);
    this.parties = new Learned(below?.parties);
    this.defaults = new Learned(below?.defaults);
    this.codes = new Learned(below?.codes);
    this.products = new Learned(below?.products);
    this.batchesById = new Learned(below?.batchesById);
    this.itemBatches = new Learned(below?.itemBatches);
    this.batchIds = new Learned(below?.batchIds);
  }

  settle(): void {
    const { places, parties, defaults, codes, products, batchesById, itemBatches, batchIds } = this;
    const all = [places, parties, defaults, codes, products, batchesById, itemBatches, batchIds];
    for (const learned of all) learned.settle();
  }

  isStale(now: number): boolean {
    const size = this.codes.size + this.itemBatches.size + this.batchIds.size + this.products.size;
    return now - this.loadedAt > staleMilliseconds || now < this.loadedAt || size > factsMax;
  }

  addBatch({ id, productId, number }: KnownBatch): void {
    this.batchIds.set(batchKey({ productId, number }), id);
  }

  /** Batches that events name by GTIN and number, or say of items they make, and that were not yet found. */
  unknownBatchNames(things: readonly Named[], lots: ReadonlyMap<string, string>): BatchName[] {
    const names = new Map<string, BatchName>();
    for (const thing of things) {
      const { parts } = thing;
      const product = parts.gtin === undefined ? undefined : this.products.get(`/01/${parts.gtin}`);
      const number = batchNumberOf(thing, lots);
      if (product === undefined || number === undefined) continue;
      const name = { productId: product.product.id, number };
      if (!this.batchIds.has(batchKey(name))) names.set(batchKey(name), name);
    }
    return [...names.values()];
  }

  /** Items with a serial that is not a code of ours, of which no batch is known. */
  unknownItems(things: readonly Named[]): string[] {
    return things
      .filter(({ kind, key }) => kind === 'item' && !this.itemBatches.has(key))
      .filter(({ parts }) => !this.codes.has(parts.serial ?? ''))
      .map(({ key }) => key);
  }

  directoryFor(author: string, lots: ReadonlyMap<string, string>): Directory {
    const placeOf = ({ id, partyId, mixing }: KnownLocation) => ({ id, party: partyId, mixing });
    const own = this.defaults.get(author);
    const asked = new Map<string, KnownGoods | undefined>();
    return {
      place: (key) => {
        const place = this.places.get(key);
        return place && placeOf(place);
      },
      party: (key) => this.parties.get(key)?.id,
      organisationOf: (key) => {
        const party = this.parties.get(key);
        if (party !== undefined) return party.represents ? party.organisationId : undefined;
        return this.places.get(key)?.organisationId;
      },
      goods: (thing) => {
        if (!asked.has(thing.key)) asked.set(thing.key, this.goodsOf(thing, lots));
        return asked.get(thing.key);
      },
      isUnit: (key) => this.codes.get(key.slice('/t/'.length))?.kind === 'unit',
      defaultPlace: own === undefined ? unregisteredPlace(author) : placeOf(own),
    };
  }

  private goodsOf(thing: Named, lots: ReadonlyMap<string, string>): KnownGoods | undefined {
    const { key, parts } = thing;
    const code = this.codes.get(parts.code ?? parts.serial ?? '');
    const batch = code?.batchId ? this.batchesById.get(code.batchId) : undefined;
    if (code?.batchId && batch !== undefined) {
      const level = code.kind === 'case' ? caseLevel : 0;
      return this.known(this.products.get(`urn:uuid:${batch.productId}`), code.batchId, level);
    }
    const productKey = productKeyOf(thing);
    const product = productKey === undefined ? undefined : this.products.get(productKey);
    if (product === undefined) return undefined;
    const number = batchNumberOf(thing, lots);
    const named =
      number === undefined
        ? this.itemBatches.get(key)
        : this.batchIds.get(batchKey({ productId: product.product.id, number }));
    return this.known(product, named ?? null, product.level);
  }

  private known(
    product: NamedProduct | undefined,
    batch: string | null,
    level: number,
  ): KnownGoods | undefined {
    if (product === undefined) return undefined;
    const { product: it } = product;
    const piece = measure(it, level, wholeAmount(1), null);
    return {
      product: it.id,
      batch,
      makerId: it.organisationId,
      unit: it.unit ?? pieces,
      ...(piece !== undefined && { pieceAmount: piece }),
      measure: (amount, from) => measure(it, level, amount, from ?? null),
    };
  }
}

/** Packs are numbered from the smallest; a case is the one that cases are called after. */
const caseLevel = 1;

function batchKey({ productId, number }: BatchName): string {
  return `${productId} ${number}`;
}
