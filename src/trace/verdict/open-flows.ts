import type { Amount } from '../../kernel/index.js';
import { poolOf, type GraphFlow } from '../books/graph.js';
import type { HoldingFinding } from './finding.js';

/** What events brought and took of which nobody knows whether they had happened. */
export interface Passing {
  readonly into: Amount;
  readonly out: Amount;
}

/** The flows of events that were going on at an instant, by the goods that they moved. */
export class OpenFlows {
  private readonly pools = new Map<string, { batch: string | null; into: Amount; out: Amount }[]>();

  /** `flows` by `flowId`. */
  constructor(flows: ReadonlyMap<string, GraphFlow>) {
    for (const { flow } of flows.values()) {
      this.note(flow.from, 0n, flow.amount);
      this.note(flow.to, flow.amount, 0n);
    }
  }

  /**
   * What may have come to these goods and left them, where both is open: each of the two may have happened without the other,
   * which no single reading of all open events says. Null where at most one of them is open.
   */
  bothWays(
    goods: Pick<HoldingFinding, 'holder' | 'product' | 'uom' | 'batch' | 'owner'>,
  ): Passing | null {
    const all = this.pools.get(poolOf({ ...goods, book: 'goods' })?.key ?? '') ?? [];
    // Goods without a batch may be of any, and be drawn from any.
    const here = all.filter(
      ({ batch }) => batch === null || goods.batch === null || batch === goods.batch,
    );
    const into = here.reduce((sum, each) => sum + each.into, 0n);
    const out = here.reduce((sum, each) => sum + each.out, 0n);
    return into > 0n && out > 0n ? { into, out } : null;
  }

  private note(line: GraphFlow['flow']['from'], into: Amount, out: Amount): void {
    const key = poolOf(line)?.key;
    if (key === undefined) return;
    const known = this.pools.get(key) ?? [];
    known.push({ batch: line.batch, into, out });
    this.pools.set(key, known);
  }
}
