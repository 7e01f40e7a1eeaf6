import type { Holder, Line, Posted, Where } from '../../../src/holdings/model/model.js';
import { compareOrder } from '../../../src/holdings/model/order.js';
import { goodsKey } from '../../../src/holdings/model/keys.js';
import type {
  GraphFlow,
  GraphMove,
  Pool,
  Span,
  TraceGraph,
  Unnamed,
} from '../../../src/trace/books/graph.js';
import { formatAmount } from '../../../src/kernel/index.js';
import { defaultBounds } from '../../../src/trace/books/bounds.js';
import {
  traceBackward,
  traceForward,
  type ForwardTrace,
  type Target,
} from '../../../src/trace/trace.js';
import type { HoldingFinding } from '../../../src/trace/verdict/finding.js';
import { MemoryLedger } from '../pure/memory-ledger.js';
import type { Story } from '../pure/story.js';

/** The rows of a folded ledger, asked as the database would be. */
export class MemoryGraph implements TraceGraph {
  private readonly flows: readonly GraphFlow[];

  /** `spans` of the events that are not at their instant alone. `isWhole`: gives all that stood in a pool, though nothing follows from it. */
  constructor(
    private readonly rows: readonly Posted[],
    private readonly spans: ReadonlyMap<string, Span> = new Map(),
    private readonly isWhole = false,
  ) {
    this.flows = rows.flatMap(({ order, flows }) =>
      flows.map((flow, part) => ({ order, flow, part })),
    );
  }

  static async of(story: Story): Promise<MemoryGraph> {
    const spans = new Map(story.events.map(({ ref, from, to }) => [ref, { from, until: to }]));
    return new MemoryGraph((await MemoryLedger.folded(story.events)).rows(), spans);
  }

  async flowsOfBatches(batches: readonly string[], rowsMax: number): Promise<GraphFlow[]> {
    return this.where(rowsMax, (line) => line.batch !== null && batches.includes(line.batch));
  }

  async flowsOfPools(pools: readonly Pool[], rowsMax: number): Promise<GraphFlow[]> {
    const told = pools.filter((pool) => this.isWhole || this.hasUnnamed(pool));
    const keys = new Set(told.map(({ key }) => key));
    return this.where(rowsMax, ({ holder, product, uom }) =>
      keys.has(goodsKey(holder, product, uom)),
    );
  }

  async unnamedAt(placeId: string, product: string): Promise<Unnamed[]> {
    const lines = this.flows.flatMap(({ flow }) => [flow.from, flow.to]);
    const unnamed = lines.filter(
      ({ holder, product: of, batch }) =>
        ['place', 'tank'].includes(holder.kind) &&
        holder.id === placeId &&
        of === product &&
        batch === null,
    );
    const found = unnamed.map(({ holder, uom }): [string, Unnamed] => [
      `${holder.kind}|${uom}`,
      { holder, uom },
    ]);
    return [...new Map(found).values()];
  }

  private hasUnnamed({ holder, product }: Pool): boolean {
    const isUnnamed = (line: Line) =>
      line.holder.id === holder.id && line.product === product && line.batch === null;
    const isAnyUnnamed = this.flows.some(({ flow }) => isUnnamed(flow.from) || isUnnamed(flow.to));
    return holder.kind !== 'place' || isAnyUnnamed;
  }

  async flowsOfEvents(refs: readonly string[], rowsMax: number): Promise<GraphFlow[]> {
    return this.flows.filter(({ order }) => refs.includes(order.ref)).slice(0, rowsMax);
  }

  async movesOf(instances: readonly string[]): Promise<GraphMove[]> {
    return this.moves()
      .filter(({ instance }) => instances.includes(instance))
      .sort((a, b) => compareOrder(a.order, b.order));
  }

  async movesInto(
    kind: 'place' | 'unit',
    ids: readonly string[],
    rowsMax: number,
  ): Promise<GraphMove[]> {
    return this.moves()
      .filter(({ to }) => to.kind === kind && to.id !== null && ids.includes(to.id))
      .slice(0, rowsMax);
  }

  async linesAt(
    holders: readonly Holder[],
    since: number | null,
    rowsMax: number,
    until = Infinity,
  ): Promise<Line[]> {
    const lines = new Map<string, { line: Line; amount: bigint; isLater: boolean }>();
    const count = (line: Line, amount: bigint, at: number) => {
      if (line.book !== 'goods') return;
      if (!holders.some(({ kind, id }) => kind === line.holder.kind && id === line.holder.id))
        return;
      const key = JSON.stringify({ ...line, owner: null });
      const known = lines.get(key) ?? { line, amount: 0n, isLater: false };
      const isLater = known.isLater || since === null || at >= since || amount === 0n;
      lines.set(key, { line, amount: known.amount + amount, isLater });
    };
    for (const { order, flow } of this.flows) {
      if ((this.spans.get(order.ref)?.from ?? order.at) > until) continue;
      count(flow.from, -flow.amount, order.at);
      count(flow.to, flow.amount, order.at);
    }
    const standing = [...lines.values()].filter(({ amount, isLater }) => isLater || amount > 0n);
    return standing.map(({ line }) => line).slice(0, rowsMax);
  }

  async spansOf(refs: readonly string[]): Promise<Map<string, Span>> {
    return new Map([...this.spans].filter(([ref]) => refs.includes(ref)));
  }

  private moves(): GraphMove[] {
    return this.rows.flatMap(({ order, moves: all }) =>
      all.map(({ instance, to, custody }) => ({ order, instance, to: whereOf(to), custody })),
    );
  }

  private where(rowsMax: number, fits: (line: Line) => boolean): GraphFlow[] {
    return this.flows.filter(({ flow }) => fits(flow.from) || fits(flow.to)).slice(0, rowsMax);
  }
}

function whereOf(where: Where): GraphMove['to'] {
  return { kind: where.kind, id: 'id' in where ? where.id : null };
}

export async function forward(story: Story, ...batches: string[]): Promise<ForwardTrace> {
  return traceForward(await MemoryGraph.of(story), batches, defaultBounds);
}

export async function sources(story: Story, target: string | Target): Promise<string[]> {
  const asked = typeof target === 'string' ? { kind: 'batch' as const, batch: target } : target;
  const { sources: found } = await traceBackward(await MemoryGraph.of(story), asked, defaultBounds);
  return found.map(({ batch, verdict, dose }) => `${batch} ${verdict} ${rangeOf(dose)}`);
}

/** `certain P: A 98` lines of what is held now, or with `once` of all that ever was. */
export function found(trace: ForwardTrace, once = false): string[] {
  return trace.holdings
    .filter(({ amount }) => once || amount > 0n)
    .map((each) => `${each.verdict} ${placeOf(each)}: ${amountOf(each)}`)
    .sort();
}

export function batchesIn(trace: ForwardTrace): string[] {
  return trace.batches.map(({ batch, verdict }) => `${batch} ${verdict}`).sort();
}

export function doseOf(trace: ForwardTrace, batch: string): string {
  const finding = trace.batches.find((each) => each.batch === batch);
  return finding ? `${rangeOf(finding.dose)} ${trace.doseUom ?? ''}` : 'not found';
}

export function holdingAt(trace: ForwardTrace, holder: string): HoldingFinding {
  const finding = trace.holdings.find((each) => each.holder.id === holder);
  if (!finding) throw new Error(`nothing found at ${holder}`);
  return finding;
}

function rangeOf({ least, most }: { least: bigint; most: bigint }): string {
  return least === most ? formatAmount(least) : `${formatAmount(least)}..${formatAmount(most)}`;
}

function placeOf({ holder, where }: HoldingFinding): string {
  const name = holder.kind === 'place' ? holder.id : `${holder.kind} ${holder.id}`;
  return holder.kind === 'unit' ? `${name} at ${where?.id ?? where?.kind ?? '?'}` : name;
}

function amountOf({ batch, product, amount, suspect }: HoldingFinding): string {
  const name = `${batch ?? `${product}?`} ${formatAmount(amount)}`;
  const isAll = suspect.least === amount && suspect.most === amount;
  return isAll ? name : `${name} (${rangeOf(suspect)})`;
}
