import { lockExclusive } from '../../batches/index.js';
import { lockProductsExclusive } from '../../products/index.js';
import type { Reader, Tx } from '../../platform/index.js';
import type { Freeze } from './freeze.js';
import {
  insertFreezes,
  keepFromClosing,
  selectDerived,
  selectFreezes,
  type BatchOf,
} from './freeze.store.js';

/**
 * Freezes what has come to be made of frozen goods, where the recall says so. The recall may have let go since the
 * freezes were met; those still in force are asked for once it cannot, or the batch would be frozen by a closed one.
 */
export async function spreadFreezes(tx: Tx, met: readonly Freeze[], at: Date): Promise<void> {
  const spreading = met.filter(({ spreads }) => spreads);
  if (spreading.length === 0) return;
  await keepFromClosing(tx, [...new Set(spreading.map(({ recallId }) => recallId))]);
  const inForce = await selectFreezes(
    tx,
    [...new Set(spreading.map(({ batchId }) => batchId))],
    [],
  );
  const names = new Set(inForce.map(nameOf));
  for (const freeze of spreading.filter((each) => names.has(nameOf(each)))) {
    const batches = await selectDerived(tx, [freeze.batchId], null);
    await freezeBatches(tx, { ...freeze, frozenAt: at, derived: true }, batches);
  }
}

/**
 * Freezes batches and, where the freeze spreads, all that was made of them, level by level until nothing new
 * appears; a batch that the recall had frozen without spreading is none that stops this. Each level is locked before its links are read, so that a making in flight is waited for: by batch, and
 * then by product, which acts on goods without a batch lock. Acts lock in this order too; an act on a batch of a
 * further level may still meet this in a circle, which the transaction's retry resolves.
 */
export async function freezeBatches(
  tx: Tx,
  freeze: Omit<Freeze, 'productId' | 'batchId'> & { readonly derived: boolean },
  batches: readonly BatchOf[],
): Promise<void> {
  let level = batches;
  let derived = freeze.derived;
  while (level.length > 0) {
    await lockExclusive(tx, level.map(({ batchId }) => batchId).sort());
    await lockProductsExclusive(tx, [...new Set(level.map(({ productId }) => productId))]);
    const changed = await insertFreezes(tx, level, { ...freeze, derived });
    level = freeze.spreads && changed.length > 0 ? await selectDerived(tx, changed, null) : [];
    derived = true;
  }
}

/**
 * All batches made of these, however many steps away, these included; the walk does not go past `without`. With `asOf`, as it
 * was known then.
 */
export async function derivedBatches(
  reader: Reader,
  batches: readonly BatchOf[],
  links: {
    readonly knownSince: Date | null;
    readonly without: ReadonlySet<string>;
    readonly asOf?: Date | null;
  },
): Promise<ReadonlyMap<string, BatchOf>> {
  const found = new Map<string, BatchOf>();
  let level = batches;
  while (level.length > 0) {
    const fresh = new Map(level.map((batch) => [batch.batchId, batch]));
    for (const id of [...found.keys(), ...links.without]) fresh.delete(id);
    for (const [id, batch] of fresh) found.set(id, batch);
    const ids = [...fresh.keys()];
    level = ids.length === 0 ? [] : await selectDerived(reader, ids, links.knownSince, links.asOf);
  }
  return found;
}

function nameOf({ recallId, batchId }: Freeze): string {
  return `${recallId} ${batchId}`;
}
