import type { Amount } from '../../kernel/index.js';
import { keyOf } from '../model/keys.js';
import type { KeyLoad, LineSum } from '../model/loads.js';
import type { Flow, Key, Line, Order } from '../model/model.js';
import { compareText } from '../model/order.js';
import type { PoolSegment } from './pool-bounds.js';
import { PoolHistory } from './pool-history.js';

/** One product in one unit of measure: what an unknown draw draws on. */
export interface PoolName {
  readonly product: string;
  readonly uom: string;
}

/** Sums over a pool, kept along so that no draw has to add up all batches that are there. */
interface PoolTotals {
  named: Amount;
  open: Amount;
  readonly nets: Map<string | null, Amount>;
  readonly history: PoolHistory;
}

/** What one key holds, line by line, while a replay goes on. Lines at zero are forgotten. */
export class Stock {
  /** By book, pool and batch, then by owner. */
  private readonly lines = new Map<string, Map<string | null, LineSum>>();
  private readonly pools = new Map<string, PoolTotals>();
  private isHistoryKnown = true;

  constructor(
    readonly key: Key,
    load: Extract<KeyLoad, { kind: 'goods' }>,
  ) {
    const { sums, history } = load;
    for (const sum of history?.opening ?? sums) this.add(sum.line, sum);
    for (const { flow, order } of history?.flows ?? []) this.apply(flow, order);
    this.isHistoryKnown = history !== null || this.all('draws').length === 0;
  }

  /** The lines of one book that are not at zero, of one pool or of all, in an order of their own. */
  all(book: Line['book'], pool?: PoolName): LineSum[] {
    const start = pool ? `${book}|${poolId(pool)}|` : `${book}|`;
    return [...this.lines.keys()]
      .filter((group) => group.startsWith(start))
      .sort(compareText)
      .flatMap((group) => this.linesIn(group));
  }

  /** The lines of one batch in a pool that are not at zero, by owner. */
  ofBatch(book: Line['book'], pool: PoolName, batch: string | null): LineSum[] {
    return this.linesIn(groupOf({ ...pool, book, batch }));
  }

  sumOf(line: Line): LineSum | undefined {
    return this.lines.get(groupOf(line))?.get(line.owner);
  }

  /** Named quantities by batch, over all owners; null is goods without a batch. */
  nets(pool: PoolName): ReadonlyMap<string | null, Amount> {
    return this.totals(pool).nets;
  }

  /** What left the pool with batch unknown and is not settled on batches yet. */
  openDraws(pool: PoolName): Amount {
    return this.totals(pool).open;
  }

  /** What the pool holds by the books. */
  total(pool: PoolName): Amount {
    const { named, open } = this.totals(pool);
    return named - open;
  }

  /** The steps since the first open draw; null while none is open; undefined if they must be loaded. */
  openSegment(pool: PoolName): PoolSegment | null | undefined {
    if (this.openDraws(pool) === 0n) return null;
    return this.isHistoryKnown ? this.totals(pool).history.open : undefined;
  }

  /** All pool segments seen, oldest first, for readers that want the bounds of past draws. */
  segments(pool: PoolName): readonly PoolSegment[] {
    const { history } = this.totals(pool);
    return history.open ? [...history.closed, history.open] : history.closed;
  }

  /** Books both sides of a flow that lie in this key. */
  apply(flow: Flow, order: Order): void {
    const leaves = keyOf(flow.from) === this.key;
    const enters = keyOf(flow.to) === this.key;
    this.note(flow, order, leaves, enters);
    const { amount, least, most } = flow;
    if (leaves) this.add(flow.from, { amount: -amount, low: -most, high: -least });
    if (enters) this.add(flow.to, { amount, low: least, high: most });
    if (leaves && flow.from.book === 'draws') this.closeIfSettled(flow.from);
    if (enters && flow.to.book === 'draws') this.closeIfSettled(flow.to);
  }

  private note({ from, to, amount }: Flow, order: Order, leaves: boolean, enters: boolean): void {
    if (leaves && enters && from.book === 'goods' && to.book === 'draws') {
      const { history, nets, open } = this.totals(from);
      return history.settled(nets, open, from.batch, amount);
    }
    if (leaves && from.book === 'draws') {
      const { history, nets } = this.totals(from);
      history.drew(nets, amount, order);
    }
    if (leaves && from.book === 'goods') this.totals(from).history.named(from.batch, -amount);
    if (enters && to.book === 'goods') this.totals(to).history.named(to.batch, amount);
  }

  private closeIfSettled(pool: PoolName): void {
    if (this.openDraws(pool) !== 0n) return;
    this.totals(pool).history.close();
    if (this.all('draws').length === 0) this.isHistoryKnown = true;
  }

  private totals({ product, uom }: PoolName): PoolTotals {
    const id = poolId({ product, uom });
    const known = this.pools.get(id);
    if (known) return known;
    const totals = { named: 0n, open: 0n, nets: new Map(), history: new PoolHistory() };
    this.pools.set(id, totals);
    return totals;
  }

  private linesIn(group: string): LineSum[] {
    const owners = this.lines.get(group);
    if (!owners) return [];
    return [...owners.values()]
      .filter(({ amount }) => amount !== 0n)
      .sort((a, b) => compareText(a.line.owner ?? '', b.line.owner ?? ''));
  }

  private add(line: Line, more: Omit<LineSum, 'line'>): void {
    this.addToTotals(line, more.amount);
    const group = groupOf(line);
    const owners = this.lines.get(group) ?? new Map<string | null, LineSum>();
    this.lines.set(group, owners);
    const old = owners.get(line.owner);
    const amount = (old?.amount ?? 0n) + more.amount;
    const low = (old?.low ?? 0n) + more.low;
    const high = (old?.high ?? 0n) + more.high;
    if (amount !== 0n || low !== 0n || high !== 0n) {
      owners.set(line.owner, { line, amount, low, high });
    } else {
      owners.delete(line.owner);
      if (owners.size === 0) this.lines.delete(group);
    }
  }

  private addToTotals(line: Line, amount: Amount): void {
    const totals = this.totals(line);
    if (line.book === 'draws') totals.open -= amount;
    if (line.book !== 'goods') return;
    totals.named += amount;
    const net = (totals.nets.get(line.batch) ?? 0n) + amount;
    if (net === 0n) totals.nets.delete(line.batch);
    else totals.nets.set(line.batch, net);
  }
}

function poolId({ product, uom }: PoolName): string {
  return `${product}|${uom}`;
}

function groupOf({ book, product, uom, batch }: Pick<Line, 'book' | 'product' | 'uom' | 'batch'>) {
  return `${book}|${product}|${uom}|${batch ?? ''}`;
}
