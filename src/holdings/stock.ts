import type { Amount } from './claim.js';
import { keyOf } from './keys.js';
import type { KeyLoad, LineSum } from './loads.js';
import type { Flow, Key, Line, Order } from './model.js';
import { compareText } from './order.js';
import type { PoolSegment } from './pool-bounds.js';
import { PoolHistory } from './pool-history.js';

/** One product in one unit of measure: what an unknown draw draws on. */
export interface PoolName {
  readonly product: string;
  readonly uom: string;
}

/** What one key holds, line by line, while a replay goes on. Lines at zero are forgotten. */
export class Stock {
  private readonly lines = new Map<string, LineSum>();
  private readonly histories = new Map<string, PoolHistory>();
  private isHistoryKnown = true;

  constructor(
    readonly key: Key,
    load: Extract<KeyLoad, { kind: 'goods' }>,
  ) {
    const { sums, history } = load;
    for (const sum of history?.opening ?? sums) this.lines.set(nameOf(sum.line), sum);
    for (const { flow, order } of history?.flows ?? []) this.apply(flow, order);
    this.isHistoryKnown = history !== null || this.all('draws').length === 0;
  }

  /** The lines of one book that are not at zero, of one pool or of all, in an order of their own. */
  all(book: Line['book'], pool?: PoolName): LineSum[] {
    return [...this.lines]
      .filter(
        ([, { line, amount }]) =>
          line.book === book &&
          amount !== 0n &&
          (!pool || (line.product === pool.product && line.uom === pool.uom)),
      )
      .sort(([a], [b]) => compareText(a, b))
      .map(([, sum]) => sum);
  }

  sumOf(line: Line): LineSum | undefined {
    return this.lines.get(nameOf(line));
  }

  /** Named quantities by batch, over all owners; null is goods without a batch. */
  nets(pool: PoolName): Map<string | null, Amount> {
    const nets = new Map<string | null, Amount>();
    for (const { line, amount } of this.all('goods', pool)) {
      nets.set(line.batch, (nets.get(line.batch) ?? 0n) + amount);
    }
    return nets;
  }

  /** What left the pool with batch unknown and is not settled on batches yet. */
  openDraws(pool: PoolName): Amount {
    return -this.all('draws', pool).reduce((sum, { amount }) => sum + amount, 0n);
  }

  /** What the pool holds by the books. */
  total(pool: PoolName): Amount {
    const named = this.all('goods', pool).reduce((sum, { amount }) => sum + amount, 0n);
    return named - this.openDraws(pool);
  }

  /** The steps since the first open draw; null while none is open; undefined if they must be loaded. */
  openSegment(pool: PoolName): PoolSegment | null | undefined {
    if (this.openDraws(pool) === 0n) return null;
    if (!this.isHistoryKnown) return undefined;
    return this.histories.get(poolId(pool))?.open ?? null;
  }

  /** All pool segments seen, oldest first, for readers that want the bounds of past draws. */
  segments(pool: PoolName): readonly PoolSegment[] {
    const history = this.histories.get(poolId(pool));
    if (!history) return [];
    return history.open ? [...history.closed, history.open] : history.closed;
  }

  /** Books both sides of a flow that lie in this key. */
  apply(flow: Flow, order: Order): void {
    const leaves = keyOf(flow.from) === this.key;
    const enters = keyOf(flow.to) === this.key;
    this.note(flow, order, leaves, enters);
    if (leaves) this.add(flow.from, -flow.amount, -flow.most, -flow.least);
    if (enters) this.add(flow.to, flow.amount, flow.least, flow.most);
    if (leaves && flow.from.book === 'draws') this.closeIfSettled(flow.from);
    if (enters && flow.to.book === 'draws') this.closeIfSettled(flow.to);
  }

  private closeIfSettled(pool: PoolName): void {
    if (this.openDraws(pool) !== 0n) return;
    this.histories.get(poolId(pool))?.close();
    if (this.all('draws').length === 0) this.isHistoryKnown = true;
  }

  private note(flow: Flow, order: Order, leaves: boolean, enters: boolean): void {
    const settles = leaves && enters && flow.from.book === 'goods' && flow.to.book === 'draws';
    const pool = leaves ? flow.from : flow.to;
    if (settles) {
      const open = this.openDraws(pool);
      this.historyOf(pool).settled(this.nets(pool), open, flow.from.batch, flow.amount);
      return;
    }
    if (leaves && flow.from.book === 'draws') {
      this.historyOf(flow.from).drew(this.nets(flow.from), flow.amount, order);
    }
    if (leaves && flow.from.book === 'goods') {
      this.histories.get(poolId(flow.from))?.named(flow.from.batch, -flow.amount);
    }
    if (enters && flow.to.book === 'goods') {
      this.histories.get(poolId(flow.to))?.named(flow.to.batch, flow.amount);
    }
  }

  private historyOf(pool: PoolName): PoolHistory {
    const history = this.histories.get(poolId(pool)) ?? new PoolHistory();
    this.histories.set(poolId(pool), history);
    return history;
  }

  private add(line: Line, amount: Amount, low: Amount, high: Amount): void {
    const name = nameOf(line);
    const old = this.lines.get(name);
    const sum = {
      line,
      amount: (old?.amount ?? 0n) + amount,
      low: (old?.low ?? 0n) + low,
      high: (old?.high ?? 0n) + high,
    };
    if (sum.amount === 0n && sum.low === 0n && sum.high === 0n) this.lines.delete(name);
    else this.lines.set(name, sum);
  }
}

function poolId({ product, uom }: PoolName): string {
  return `${product}|${uom}`;
}

function nameOf({ product, uom, batch, owner, book }: Line): string {
  return `${book}|${product}|${uom}|${batch ?? ''}|${owner ?? ''}`;
}
