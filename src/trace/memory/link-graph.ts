import type { GraphFlow } from '../books/graph.js';
import { isAccount, transformation } from '../books/graph.js';
import { IdTable } from './id-table.js';
import { LinkRows } from './link-rows.js';
import { Spots } from './spots.js';

/** A flow as far as this graph takes it up. */
export interface LinkFlow {
  readonly order: Pick<GraphFlow['order'], 'ref' | 'at' | 'position'>;
  readonly version: number;
  readonly part: number;
  readonly flow: Pick<GraphFlow['flow'], 'from' | 'to' | 'amount' | 'evidence'>;
}

const amountMax = 2n ** 63n - 1n;

/**
 * All flows of goods under their batch, by number. What needs the judge is only noted: where goods are without a batch,
 * and which batches have flows that leave something in doubt.
 */
export class LinkGraph {
  readonly batches = new IdTable();
  readonly events = new IdTable();
  readonly spots = new Spots();
  readonly rows = new LinkRows();
  /** Batches with a flow that leaves something in doubt by itself. */
  private readonly doubtful = new Set<number>();
  /** Events that made something which is no row: goods without a batch, in a tank, of no recorded amount. */
  private readonly opaque = new Set<number>();

  get bytes(): number {
    const { batches, events, spots, rows, doubtful, opaque } = this;
    const sets = 40 * (doubtful.size + opaque.size);
    return batches.bytes + events.bytes + spots.bytes + rows.bytes + sets;
  }

  /** Takes up a flow that is not there yet. */
  add(each: LinkFlow): void {
    const { order, flow, version, part } = each;
    if (isAccount(flow.from) && isAccount(flow.to)) return; // declared gains and losses are nobody's goods
    const batch = batchOf(each);
    if (batch === null) return this.note(each);
    this.rows.add({
      ...{ event: this.events.take(order.ref), position: order.position, version, part },
      ...{ batch: this.batches.take(batch), from: this.spots.take(flow.from) },
      ...{ to: this.spots.take(flow.to), at: order.at, amount: flow.amount },
    });
  }

  /** The same, unless it is there. */
  put(each: LinkFlow): void {
    if (this.rowOf(each) === -1) this.add(each);
  }

  /** Takes a flow out that something replaced. What it left in doubt stays so: that costs a judgement and no truth. */
  drop(each: LinkFlow): void {
    const row = this.rowOf(each);
    if (row !== -1) this.rows.drop(row);
    if (batchOf(each) === null) this.note(each);
  }

  /** What is no row leaves in doubt whatever it touches. */
  private note(each: LinkFlow): void {
    const {
      order,
      flow: { from, to },
    } = each;
    for (const line of [from, to]) {
      if (line.batch !== null) this.doubtful.add(this.batches.take(line.batch));
      else this.spots.noteUnnamed(line);
    }
    if (isAccount(from) && from.holder.id === transformation) {
      this.opaque.add(this.events.take(order.ref));
    }
  }

  private rowOf({ order, version, part }: LinkFlow): number {
    const event = this.events.find(order.ref);
    if (event === undefined) return -1;
    return this.rows.find(event, { position: order.position, version, part });
  }

  isDoubtful(batch: number): boolean {
    return this.doubtful.has(batch);
  }

  isOpaque(event: number): boolean {
    return this.opaque.has(event);
  }
}

/**
 * The one batch of a flow that by itself says all a verdict needs: so much, recorded, between goods that are mixed with no
 * others. Null of any other flow.
 */
function batchOf({ flow }: LinkFlow): string | null {
  const { from, to, amount, evidence } = flow;
  if (from.book !== 'goods' || to.book !== 'goods' || evidence === 'guessed') return null;
  if (from.holder.kind === 'tank' || to.holder.kind === 'tank') return null;
  if (amount <= 0n || amount > amountMax) return null;
  // An account may name no batch; and what is drawn of goods without one may be named only there.
  const own = isAccount(from) ? to : from;
  const isOne = [from, to].every(
    (line) => line.batch === own.batch || (isAccount(line) && line.batch === null),
  );
  return isOne ? own.batch : null;
}
