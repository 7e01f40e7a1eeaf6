import type { Amount } from '../../kernel/index.js';
import {
  goodsKey,
  type Holder,
  type Key,
  type Line,
  type OrderedFlow,
} from '../../holdings/index.js';
import type { Order } from '../../holdings/index.js';

/** One row of the books. `part` tells the flows of one posting apart. */
export interface GraphFlow extends OrderedFlow {
  readonly part: number;
}

/** One naming of a logistic unit: it is there, with all it holds, until the next one. */
export interface GraphMove {
  readonly order: Order;
  readonly instance: string;
  readonly to: { readonly kind: 'place' | 'unit' | 'transit' | 'gone'; readonly id: string | null };
  readonly custody: string | null;
}

/** When an event can have been, in epoch milliseconds; `until` is not part of it unless it is `from`. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** What can be drawn on without saying which batch: one product at a holder; a tank or unit as a whole. */
export interface Pool {
  readonly key: Key;
  readonly holder: Holder;
  readonly product: string;
}

/** Goods without a batch at a place or in a tank, in one unit of measure. */
export interface Unnamed {
  readonly holder: Holder;
  readonly uom: string;
}

/**
 * The books as a trace reads them: sets in, sets out, one question per kind and level of the walk. A
 * graph is bound to the instant whose knowledge it answers with, and to what its asker may see. Flows are read up to
 * `rowsMax` at a time and in no order: who gets as many as that may not have got all.
 */
export interface TraceGraph {
  /** Every flow with one of these batches at either end. */
  flowsOfBatches(batches: readonly string[], rowsMax: number): Promise<readonly GraphFlow[]>;
  /**
   * Every flow into, out of or within these pools, as far as goods in them tell of each other: those that stand at a place under
   * their batch do so only where somebody drew, took or counted goods there without saying which.
   */
  flowsOfPools(pools: readonly Pool[], rowsMax: number): Promise<readonly GraphFlow[]>;
  /** In which units of measure goods of a product without a batch ever came to a place or left it, in no order. */
  unnamedAt(placeId: string, product: string): Promise<readonly Unnamed[]>;
  /** Both sides of these transformations, by event. */
  flowsOfEvents(refs: readonly string[], rowsMax: number): Promise<readonly GraphFlow[]>;
  /** Every naming of these instances of logistic units, in order. */
  movesOf(instances: readonly string[]): Promise<readonly GraphMove[]>;
  /** Every naming of a logistic unit that brought it into one of these places, or into one of these units. */
  movesInto(
    kind: 'place' | 'unit',
    ids: readonly string[],
    rowsMax: number,
  ): Promise<readonly GraphMove[]>;
  /**
   * The lines of these holders on which goods stood at this instant, came or went later; null: at any time. By events that
   * had begun at `until`, if that is given.
   */
  linesAt(
    holders: readonly Holder[],
    since: number | null,
    rowsMax: number,
    until?: number,
  ): Promise<readonly Line[]>;
  /** Within which time each of these events was: of one on a whole day its start and its end. */
  spansOf(refs: readonly string[]): Promise<ReadonlyMap<string, Span>>;
}

export function poolOf(line: Line): Pool | null {
  const { holder, product, uom } = line;
  if (holder.kind === 'account') return null;
  return { key: goodsKey(holder, product, uom), holder, product };
}

export function flowId({ order, part }: GraphFlow): string {
  return `${order.ref}.${order.position}.${part}`;
}

/** A line by what it holds: accounts have one per thing too, but nobody asks for those. */
export function lineId(line: Line): string {
  const known = lineIds.get(line);
  if (known !== undefined) return known;
  const { holder, product, uom, batch, owner } = line;
  const id = ['line', holder.kind, holder.id, product, uom, batch ?? '', owner ?? ''].join('|');
  lineIds.set(line, id);
  return id;
}

/** Lines are asked for their name dozens of times in a trace, and never change. */
const lineIds = new WeakMap<Line, string>();

/** The account in which the inputs of a transformation meet its outputs. */
export const transformation = 'transformation';

export function isAccount({ holder }: Line): boolean {
  return holder.kind === 'account';
}

/** Goods that a transformation takes; declared gains and losses are not goods of anyone's. */
export function isInput({ flow: { from, to } }: GraphFlow): boolean {
  return !isAccount(from) && isAccount(to) && to.holder.id === transformation;
}

export function isOutput({ flow: { from, to } }: GraphFlow): boolean {
  return isAccount(from) && from.holder.id === transformation && !isAccount(to);
}

/** What a transformation gained: declared, or out of nowhere. */
export function isGain({ flow: { from, to } }: GraphFlow): boolean {
  return isAccount(from) && isAccount(to) && to.holder.id === transformation;
}

/** Whether goods, or traces of them, go along this flow; the other books are the fold's own. */
export function isOfGoods({ flow: { from, to } }: GraphFlow): boolean {
  return to.book === 'goods' && ['goods', 'draws', 'heel'].includes(from.book);
}

/** What draws without a batch took, once the books know of which goods: they go nowhere, as they went before. */
export function isSettled({ flow: { from, to } }: GraphFlow): boolean {
  return from.book === 'goods' && to.book === 'draws';
}

export function sum(amounts: readonly Amount[]): Amount {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
