import { grouped, larger, smaller, type Amount } from '../../kernel/index.js';
import type { Claim } from '../model/claim.js';
import type { Book, Holder, Posted } from '../model/model.js';

/** A batch whose goods a recall has stopped, wherever they are. */
export interface Freeze {
  readonly recallId: string;
  /** Whose recall it is. */
  readonly organisationId: string;
  readonly productId: string;
  readonly batchId: string;
  /** What is made of the batch freezes too. */
  readonly spreads: boolean;
  readonly frozenAt: Date;
}

/** Goods leaving a place, tank or unit by one posting. With batch null nobody said which batch it was. */
export interface Departure {
  readonly ref: string;
  readonly at: number;
  readonly holder: Holder;
  readonly product: string;
  readonly uom: string;
  readonly batch: string | null;
  readonly amount: Amount;
}

/** One line of what a holder holds: goods, or how much of a batch its unnamed goods may be. */
export interface HeldLine {
  readonly holder: string;
  readonly product: string;
  readonly uom: string;
  /** Null: goods without a batch; as a bound, any batch of the product. */
  readonly batch: string | null;
  readonly book: Book;
  readonly amount: Amount;
}

/** How much of a batch an event moves, at least and at most. Batch null: of any batch of the product. */
export interface Exposure extends Omit<Departure, 'holder' | 'amount'> {
  readonly least: Amount;
  readonly most: Amount;
}

/** An event's goods that a recall had stopped. */
export interface Meeting {
  readonly freeze: Freeze;
  readonly exposure: Exposure;
}

/**
 * What may not be done with frozen goods: sell, use up, ship on, pack, transform, and move, unless it stays on the
 * site. Looking, sampling, counting, unpacking, taking what was in transit and destroying may be done. Whether a
 * return may depends on to whom: `withoutReturns`.
 */
export function isStoppedByFreeze(claim: Claim): boolean {
  switch (claim.kind) {
    case 'draw':
      return claim.as !== 'destroyed' && claim.as !== 'sampled';
    case 'release':
    case 'move':
    case 'pack':
    case 'transform':
      return true;
    default:
      return false;
  }
}

const holding: ReadonlySet<string> = new Set(['place', 'tank', 'unit']);
const leaving: ReadonlySet<Book> = new Set(['goods', 'draws', 'heel']);

/**
 * Goods that postings take out of holders. The batch is that of the goods; where they have none, the one their
 * mover names. Settling a pool's draws moves nothing, but says what the draws may have been.
 */
export function departuresOf(postings: readonly Posted[]): Departure[] {
  return postings.flatMap(({ order, flows }) =>
    flows
      .filter(
        ({ from, to }) =>
          holding.has(from.holder.kind) && leaving.has(from.book) && to.book !== 'draws',
      )
      .map(({ from, to, amount }) => ({
        ref: order.ref,
        at: order.at,
        holder: from.holder,
        product: from.product,
        uom: from.uom,
        batch: from.batch ?? to.batch,
        amount,
      })),
  );
}

/** Which batches a departure may be of. `held` is what its holder holds before it, and of no other. */
export function exposuresOf(departure: Departure, held: readonly HeldLine[]): Exposure[] {
  const { holder: _, amount, ...rest } = departure;
  if (rest.batch !== null) return [{ ...rest, least: amount, most: amount }];
  const pool = held.filter((line) => line.product === rest.product && line.uom === rest.uom);
  const goods = pool.filter(({ book }) => book === 'goods');
  const total = goods.reduce((sum, line) => sum + line.amount, 0n);
  const batches = new Set(
    pool.flatMap(({ batch, book }) => (book === 'may' || batch ? [batch] : [])),
  );
  return [...batches].map((batch) => {
    const mostHeld = sumOf(pool, batch);
    const named = batch === null ? 0n : sumOf(goods, batch);
    const least = larger(amount - (total - named), 0n);
    return { ...rest, batch, least: smaller(least, named), most: smaller(amount, mostHeld) };
  });
}

/** Exposures whose batch is frozen, or may be a frozen one. */
export function meetingsOf(exposures: readonly Exposure[], freezes: readonly Freeze[]): Meeting[] {
  const ofProduct = grouped(freezes, ({ productId }) => productId);
  const ofBatch = grouped(freezes, ({ batchId }) => batchId);
  return exposures.flatMap((exposure) => {
    const { batch, product } = exposure;
    const met = batch === null ? ofProduct.get(product) : ofBatch.get(batch);
    return (met ?? []).map((freeze) => ({ freeze, exposure }));
  });
}

function sumOf(lines: readonly HeldLine[], batch: string | null): Amount {
  return lines
    .filter((line) => line.batch === batch && (batch !== null || line.book === 'may'))
    .reduce((sum, { amount }) => sum + amount, 0n);
}
