import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { KnownBatches, selectBatches, type KnownBatch } from '../batches/index.js';
import { selectCodes, type Code } from '../codes/index.js';
import { selectDefaultLocation, resolveLocations, resolveParties } from '../parties/index.js';
import { resolveOrMentionProducts } from '../products/index.js';
import { Clock, Random, type Tx } from '../platform/index.js';
import { Facts } from './directory-facts.js';
import type { Directory } from './directory.js';
import type { Arrival } from './event-identity.js';
import {
  lotsOf,
  nativeCodesOf,
  namedKeys,
  productKeyOf,
  type Named,
  type NamedKeys,
} from './event-keys.js';
import { selectItemBatches } from './event-items.store.js';

/**
 * Looks up what captured events name. Committed facts are kept for some seconds: which batch a code names, whose
 * a place is and what a GTIN stands for never change, and a new conversion of a product, or who registered what was only
 * mentioned, may take that long to be heard everywhere. What is not found is asked again each time, so that registering
 * helps at once.
 */
@Injectable()
export class DirectoryService {
  private facts: Facts;

  constructor(
    private readonly knownBatches: KnownBatches,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {
    this.facts = new Facts(clock.now());
  }

  async load(tx: Tx, actor: Actor, arrivals: readonly Arrival[]): Promise<Directory> {
    if (this.facts.isStale(this.clock.now())) this.facts = new Facts(this.clock.now());
    const facts = new Facts(this.clock.now(), this.facts);
    tx.afterCommit(() => facts.settle());
    const keys = namedKeys(arrivals);
    const lots = lotsOf(arrivals);
    const things = [...keys.things.values()];
    await this.loadPlaces(tx, facts, actor, keys);
    await this.loadCodes(tx, facts, nativeCodesOf(things));
    await this.loadProducts(
      tx,
      facts,
      things.flatMap((thing) => productKeyOf(thing) ?? []),
    );
    await this.loadBatches(tx, facts, things, lots);
    return facts.directoryFor(actor.partyId, lots);
  }

  private async loadPlaces(
    tx: Tx,
    facts: Facts,
    { partyId }: Actor,
    { places, parties }: NamedKeys,
  ): Promise<void> {
    const unknownPlaces = [...places].filter((key) => !facts.places.has(key));
    if (unknownPlaces.length > 0) {
      for (const [key, place] of await resolveLocations(tx, unknownPlaces)) {
        facts.places.set(key, place);
      }
    }
    const unknownParties = [...parties].filter((key) => !facts.parties.has(key));
    if (unknownParties.length > 0) {
      for (const [key, party] of await resolveParties(tx, unknownParties)) {
        facts.parties.set(key, party);
      }
    }
    if (facts.defaults.has(partyId)) return;
    const place = await selectDefaultLocation(tx, partyId);
    if (place !== undefined) facts.defaults.set(partyId, place);
  }

  /** Native codes, alone or as the serial of a GTIN, and the batches they name. */
  private async loadCodes(tx: Tx, facts: Facts, named: readonly string[]): Promise<void> {
    const codes = named.filter((code) => !facts.codes.has(code));
    if (codes.length === 0) return;
    const found = await selectCodes(tx, codes);
    const batches = await selectBatches(tx, batchIdsOf(found));
    for (const batch of batches) facts.batchesById.set(batch.id, batch);
    for (const code of found) facts.codes.set(code.code, code);
    await this.loadProducts(
      tx,
      facts,
      batches.map(({ productId }) => `urn:uuid:${productId}`),
    );
  }

  private async loadProducts(tx: Tx, facts: Facts, keys: readonly string[]): Promise<void> {
    const unknown = [...new Set(keys)].filter((key) => !facts.products.has(key));
    if (unknown.length === 0) return;
    const { clock, random } = this;
    const found = await resolveOrMentionProducts(tx, unknown, { clock, random });
    for (const [key, named] of found) facts.products.set(key, named);
  }

  /** Batches by GTIN and number, and of single items by what was said when they were made. */
  private async loadBatches(
    tx: Tx,
    facts: Facts,
    things: readonly Named[],
    lots: ReadonlyMap<string, string>,
  ): Promise<void> {
    const names = facts.unknownBatchNames(things, lots);
    const found: readonly KnownBatch[] = await this.knownBatches.mention(tx, names);
    for (const batch of found) facts.addBatch(batch);
    const items = facts.unknownItems(things);
    if (items.length === 0) return;
    for (const { key, batchId } of await selectItemBatches(tx, items)) {
      facts.itemBatches.set(key, batchId);
    }
  }
}

function batchIdsOf(codes: readonly Code[]): string[] {
  return [...new Set(codes.flatMap(({ batchId }) => batchId ?? []))];
}
