import { convert, type Amount } from '../kernel/index.js';

/** Goods of the named batches that went one way since they were made, in one unit. */
export interface BatchMovement {
  readonly kind:
    'made' | 'sold' | 'used' | 'returned' | 'destroyed' | 'relabelled' | 'sampled' | 'unaccounted';
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
  /** Since the freeze, wherever, as it was reported before. */
  readonly relabelled: Amount;
  /** Returned, destroyed or relabelled; what was returned and then destroyed or relabelled counts once. */
  readonly recovered: Amount;
  /** Made, and not sold before the freeze: what there is to recover. */
  readonly notSoldBefore: Amount;
  readonly unaccounted: Amount;
}

/**
 * Case R4: destroying or relabelling what was returned recovers nothing more, so at the owner the larger of the two counts.
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
  const dealtWith = (owner: boolean) =>
    sum(
      ({ kind, frozen, atOwner }) =>
        (kind === 'destroyed' || kind === 'relabelled') && frozen && atOwner === owner,
    );
  const [atOwner, elsewhere] = [dealtWith(true), dealtWith(false)];
  const made = sum(({ kind }) => kind === 'made');
  const soldBefore = sum(({ kind, frozen }) => kind === 'sold' && !frozen);
  return {
    batchId,
    uom,
    made,
    soldBefore,
    notSoldBefore: made - soldBefore,
    soldAfter: sum(({ kind, frozen }) => kind === 'sold' && frozen),
    returned,
    destroyed: sum(({ kind, frozen }) => kind === 'destroyed' && frozen),
    relabelled: sum(({ kind }) => kind === 'relabelled'),
    recovered: elsewhere + (returned > atOwner ? returned : atOwner),
    unaccounted: sum(({ kind }) => kind === 'unaccounted'),
  };
}
