import type { Amount } from '../../kernel/index.js';
import type { Evidence, Line } from '../../holdings/index.js';
import {
  flowId,
  isAccount,
  isInput,
  isOfGoods,
  isOutput,
  lineId,
  poolOf,
  type GraphFlow,
} from '../books/graph.js';
import type { BatchFinding, GoneFinding, HoldingFinding } from './finding.js';
import type { Judgement } from './judge.js';

/** One way that goods went from one finding to another. Both are named, since findings have no ids of their own. */
export interface LinkFinding {
  readonly from: string;
  readonly to: string;
  readonly event: string;
  readonly amount: Amount;
  readonly uom: string;
  /** Whether it was told, or follows from what was told, or is one of several ways that it may have been. */
  readonly evidence: Evidence;
}

/** Links that one graph tells: draws and makings multiply them. */
export const linksMax = 50_000;

export function nameOfBatch(batch: string): string {
  return `batch|${batch}`;
}

export function nameOfHolding({
  holder,
  product,
  uom,
  batch,
  owner,
}: Pick<HoldingFinding, 'holder' | 'product' | 'uom' | 'batch' | 'owner'>): string {
  return lineId({ holder, product, uom, batch, owner, book: 'goods' });
}

export function nameOfGone({
  as,
  from,
  product,
  uom,
  batch,
}: Pick<GoneFinding, 'as' | 'from' | 'product' | 'uom' | 'batch'>): string {
  return ['gone', as, from.kind, from.id, product, uom, batch ?? ''].join('|');
}

/**
 * The findings of a trace as a graph: goods go from holding to holding, from a holding into the batches that were made of it, from
 * a batch to where it was made or claimed, and out of the books. In the order of the books, one more than `linksMax` where
 * there are more.
 */
export function linksAmong(
  flows: readonly GraphFlow[],
  { carried, suspicion }: Judgement,
  findings: {
    readonly batches: readonly BatchFinding[];
    readonly holdings: readonly HoldingFinding[];
  },
): LinkFinding[] {
  const ends = new Ends(flows, findings);
  const links: LinkFinding[] = [];
  for (const each of flows.filter(isOfGoods)) {
    const { order, flow } = each;
    const isNamed = suspicion.isSuspect(flow.from.batch) || suspicion.isSuspect(flow.to.batch);
    if (!carried.has(flowId(each)) && !isNamed) continue;
    const { amount, evidence } = flow;
    const told = { event: order.ref, amount, uom: flow.to.uom, evidence };
    for (const from of ends.from(each)) {
      for (const to of ends.to(each)) {
        links.push({ from, to, ...told });
        if (links.length > linksMax) return links;
      }
    }
  }
  return links;
}

/** Which findings a flow goes from and to. */
class Ends {
  private readonly batches: ReadonlySet<string>;
  private readonly holdings: ReadonlySet<string>;
  private readonly pools = new Map<string, string[]>();
  private readonly outputs = new Map<string, Set<string>>();

  constructor(
    flows: readonly GraphFlow[],
    { batches, holdings }: Parameters<typeof linksAmong>[2],
  ) {
    this.batches = new Set(batches.map(({ batch }) => batch));
    this.holdings = new Set(holdings.map(nameOfHolding));
    for (const each of holdings) {
      const key = poolOf({ ...each, book: 'goods' })?.key ?? '';
      const known = this.pools.get(key);
      if (known) known.push(nameOfHolding(each));
      else this.pools.set(key, [nameOfHolding(each)]);
    }
    for (const each of flows.filter(isOutput)) {
      const made = this.outputs.get(each.order.ref) ?? new Set<string>();
      for (const name of this.outputOf(each.flow.to)) made.add(name);
      this.outputs.set(each.order.ref, made);
    }
  }

  from({ flow: { from, to } }: GraphFlow): readonly string[] {
    if (isAccount(from))
      return to.batch !== null && this.batches.has(to.batch) ? [nameOfBatch(to.batch)] : [];
    // Of a draw without a batch nobody knows which of the goods there it took.
    if (from.book !== 'goods') return this.pools.get(poolOf(from)?.key ?? '') ?? [];
    return this.lineOf(from);
  }

  to(each: GraphFlow): Iterable<string> {
    const { from, to } = each.flow;
    if (isInput(each)) return this.outputs.get(each.order.ref) ?? [];
    if (!isAccount(to)) return this.lineOf(to);
    if (isAccount(from)) return [];
    const { product, uom } = from;
    return [
      nameOfGone({
        as: to.holder.id,
        from: from.holder,
        product,
        uom,
        batch: to.batch ?? from.batch,
      }),
    ];
  }

  /** What is made is a batch, or goods without one where they were made. */
  private outputOf(to: Line): readonly string[] {
    if (to.batch === null) return this.lineOf(to);
    return this.batches.has(to.batch) ? [nameOfBatch(to.batch)] : [];
  }

  private lineOf(line: Line): readonly string[] {
    const name = nameOfHolding(line);
    return this.holdings.has(name) ? [name] : [];
  }
}
