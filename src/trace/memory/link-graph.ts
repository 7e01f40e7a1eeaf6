import type { GraphFlow } from '../books/graph.js';
import { isAccount, transformation } from '../books/graph.js';
import { IdTable } from './id-table.js';
import { LinkRows } from './link-rows.js';
import { Spots } from './spots.js';

/** A flow as far as this graph takes it up. */
export interface LinkFlow {
  readonly order: Pick<GraphFlow['order'], 'ref' | 'at'>;
  readonly flow: Pick<GraphFlow['flow'], 'from' | 'to' | 'amount' | 'evidence'>;
}

const amountMax = 2n ** 63n - 1n;

/**
 * All flows of goods under their batch, by number. What needs the judge is only noted: where goods are without a batch,
 * and which batches have flows that leave something in doubt. A batch is put anew as a whole when its flows change.
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

  put(each: LinkFlow): void {
    const { order, flow } = each;
    if (isAccount(flow.from) && isAccount(flow.to)) return; // declared gains and losses are nobody's goods
    const batch = batchOf(each);
    if (batch === null) return this.note(each);
    this.rows.add({
      event: this.events.take(order.ref),
      batch: this.batches.take(batch),
      from: this.spots.take(flow.from),
      to: this.spots.take(flow.to),
      at: order.at,
      amount: flow.amount,
    });
  }

  /** What is no row is not put. What it leaves in doubt stays noted; of a batch until that is forgotten. */
  note(each: LinkFlow): void {
    if (batchOf(each) !== null) return;
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

  /** Takes out all that was put of a batch. */
  forget(batch: string): void {
    const number = this.batches.find(batch);
    if (number === undefined) return;
    this.doubtful.delete(number);
    this.rows.drop(number);
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
