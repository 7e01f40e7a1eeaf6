import { convert, type Amount } from '../kernel/index.js';

/** Goods of the named batches that went one way since they were made, in one unit. */
export interface BatchMovement {
  readonly kind: 'made' | 'sold' | 'used' | 'returned' | 'destroyed' | 'sampled' | 'unaccounted';
  readonly batchId: string;
  readonly uom: string;
  readonly amount: Amount;
  /** After the freeze, or before it. */
  readonly frozen: boolean;
  /** At a place of the recall's owner. */
  readonly atOwner: boolean;
}

/** Where the goods of a batch that is recalled have gone, in the unit in which it was made. */
export interface Reconciliation {
  readonly batchId: string;
  readonly uom: string;
  readonly made: Amount;
  readonly soldBefore: Amount;
  readonly soldAfter: Amount;
  /** Back at the recall's owner since the freeze. */
  readonly returned: Amount;
  /** Since the freeze, wherever. */
  readonly destroyed: Amount;
  /** Returned or destroyed; what was returned and then destroyed counts once. */
  readonly recovered: Amount;
  readonly unaccounted: Amount;
}

/**
 * Case R4: destroying what was returned recovers nothing more, so at the owner the larger of the two counts.
 * Amounts that do not convert into the unit of making are left out: no figure is better than a wrong one.
 */
export function reconcile(
  batchId: string,
  movements: readonly BatchMovement[],
): Reconciliation | null {
  const own = movements.filter((movement) => movement.batchId === batchId);
  const uom = (own.find(({ kind }) => kind === 'made') ?? own[0])?.uom;
  if (uom === undefined) return null;
  const sum = (holds: (movement: BatchMovement) => boolean): Amount =>
    own
      .filter(holds)
      .reduce((total, { amount, uom: from }) => total + (convert(amount, from, uom) ?? 0n), 0n);
  const returned = sum(({ kind, frozen }) => kind === 'returned' && frozen);
  const destroyedAt = (owner: boolean) =>
    sum(({ kind, frozen, atOwner }) => kind === 'destroyed' && frozen && atOwner === owner);
  const [atOwner, elsewhere] = [destroyedAt(true), destroyedAt(false)];
  return {
    batchId,
    uom,
    made: sum(({ kind }) => kind === 'made'),
    soldBefore: sum(({ kind, frozen }) => kind === 'sold' && !frozen),
    soldAfter: sum(({ kind, frozen }) => kind === 'sold' && frozen),
    returned,
    destroyed: atOwner + elsewhere,
    recovered: elsewhere + (returned > atOwner ? returned : atOwner),
    unaccounted: sum(({ kind }) => kind === 'unaccounted'),
  };
}
