import { stepByStep, type Tx } from '../../platform/index.js';
import type { FoldEvent } from '../model/claim.js';
import { goodsNamed } from '../model/claim-things.js';
import { predictedKeys } from './fold-plan.js';
import { insertPending, type MarkedFold } from './pending.store.js';

/** Events that one capture wanted folded in, and stored ones that it wanted folded out. */
export interface LateChange {
  readonly added: readonly FoldEvent[];
  readonly removed: readonly FoldEvent[];
  readonly recordedAt: Date;
  readonly organisationId: string;
}

/**
 * Records that a change is still to be folded. The state is a function of the set of folded events, so whatever is
 * captured meanwhile folds as ever; readers are told by the keys and things that these events will touch.
 */
export async function putOff(tx: Tx, change: LateChange): Promise<void> {
  const { added, removed, organisationId, recordedAt } = change;
  const folds: MarkedFold[] = [];
  const mark = async (event: FoldEvent, withdraws: boolean): Promise<void> => {
    const keys = await stepByStep(predictedKeys([event]));
    folds.push({ event, withdraws, organisationId, keys, things: thingsNamed(event) });
  };
  for (const event of added) await mark(event, false);
  for (const event of removed) await mark(event, true);
  const [first] = folds;
  if (first !== undefined) await insertPending(tx, first.event.ref, folds, recordedAt);
}

/** Ids of products and batches. */
function thingsNamed(event: FoldEvent): string[] {
  const goods = goodsNamed(event);
  return [
    ...new Set(
      goods.flatMap(({ product, batch }) => (batch === null ? product : [product, batch])),
    ),
  ];
}
