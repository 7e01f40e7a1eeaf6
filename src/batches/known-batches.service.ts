import { Injectable } from '@nestjs/common';
import { present } from '../kernel/index.js';
import { Clock, Random, type Reader, type Tx } from '../platform/index.js';
import type { BatchName, KnownBatch } from './batch.js';
import { selectKnown, selectOrMention } from './known-batches.store.js';

/** Finds the batches that events name, whoever's they are, by product and number. */
@Injectable()
export class KnownBatches {
  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** The batch of each name, in their order; nothing for a name never heard of. */
  async find(reader: Reader, names: readonly BatchName[]): Promise<(KnownBatch | undefined)[]> {
    if (names.length === 0) return [];
    return inOrderOf(names, await selectKnown(reader, names));
  }

  /**
   * The batch of each name, in their order; one never heard of is noted as mentioned. One statement, and a
   * second one only where another transaction mentioned the same batch at the same moment: it has then
   * committed, and the second statement sees it.
   */
  async mention(tx: Tx, names: readonly BatchName[]): Promise<KnownBatch[]> {
    if (names.length === 0) return [];
    const fresh = {
      ids: names.map(() => this.random.uuid()),
      mentionedAt: new Date(this.clock.now()),
    };
    const found = inOrderOf(names, await selectOrMention(tx, names, fresh));
    const batches = found.includes(undefined) ? await this.find(tx, names) : found;
    return batches.map((batch) => present(batch, 'a batch just mentioned'));
  }
}

function inOrderOf(
  names: readonly BatchName[],
  found: readonly KnownBatch[],
): (KnownBatch | undefined)[] {
  const byName = new Map(found.map((batch) => [nameKey(batch), batch]));
  return names.map((name) => byName.get(nameKey(name)));
}

function nameKey({ productId, number }: BatchName): string {
  return `${productId} ${number}`;
}
