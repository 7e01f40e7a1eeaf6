import type { Tx } from '../../platform/index.js';
import type { FoldEvent } from '../model/claim.js';
import { goodsNamed, unitsNamed } from '../model/claim-things.js';
import { derivedBatches } from './freeze-spread.js';
import { selectCarriers, selectStopped } from './freeze.store.js';

/**
 * Whether events are about goods in the scope of an open recall: batches it stops and what was made of them, goods
 * without a batch that may be such, and units that ever held any.
 */
export async function concernsOpenRecall(tx: Tx, events: readonly FoldEvent[]): Promise<boolean> {
  const stopped = await selectStopped(tx);
  if (stopped.length === 0) return false;
  const scope = await derivedBatches(tx, stopped, { knownSince: null, without: new Set() });
  const products = new Set([...scope.values()].map(({ productId }) => productId));
  const goods = events.flatMap(goodsNamed);
  const isNamed = ({ batch, product }: (typeof goods)[number]) =>
    batch === null ? products.has(product) : scope.has(batch);
  if (goods.some(isNamed)) return true;
  const units = new Set(events.flatMap(unitsNamed));
  if (units.size === 0) return false;
  return (await selectCarriers(tx, [...scope.values()])).some((unit) => units.has(unit));
}
