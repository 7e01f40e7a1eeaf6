import type { Holder, Line, Order } from '../../holdings/index.js';
import { flowId } from './graph.js';
import type { GraphFlow, GraphMove, Pool, Span, TraceGraph, Unnamed } from './graph.js';

/** Which of the events that were going on at an instant count: those that had begun by then, or only what was over. */
export type Reading = 'begun' | 'over';

/**
 * The books of what had happened by an instant, whenever it was recorded. Only an event on a whole day goes on: whether it
 * had happened by an instant within its day nobody recorded, so that both readings are asked where there is one.
 *
 * Rows are left out after they were read, so a level that later events alone make too large still ends the walk.
 */
export class GraphUntil implements TraceGraph {
  private readonly spans = new Map<string, Span>();
  private readonly moved = new Map<string, GraphFlow>();

  constructor(
    private readonly graph: TraceGraph,
    private readonly until: number,
    private readonly reading: Reading,
  ) {}

  /** Events that were read and were going on at the instant. */
  get open(): string[] {
    return [...this.spans]
      .filter(([, span]) => this.isGoingOn(span))
      .map(([ref]) => ref)
      .sort();
  }

  /** What they moved, as far as it was read, by `flowId`. */
  get openFlows(): ReadonlyMap<string, GraphFlow> {
    return this.moved;
  }

  async flowsOfBatches(batches: readonly string[], rowsMax: number): Promise<GraphFlow[]> {
    return this.flowsBy(await this.graph.flowsOfBatches(batches, rowsMax), rowsMax);
  }

  async flowsOfPools(pools: readonly Pool[], rowsMax: number): Promise<GraphFlow[]> {
    return this.flowsBy(await this.graph.flowsOfPools(pools, rowsMax), rowsMax);
  }

  async flowsOfEvents(refs: readonly string[], rowsMax: number): Promise<GraphFlow[]> {
    return this.flowsBy(await this.graph.flowsOfEvents(refs, rowsMax), rowsMax);
  }

  async movesOf(instances: readonly string[]): Promise<GraphMove[]> {
    return this.by(await this.graph.movesOf(instances), Infinity);
  }

  async movesInto(
    kind: 'place' | 'unit',
    ids: readonly string[],
    rowsMax: number,
  ): Promise<GraphMove[]> {
    return this.by(await this.graph.movesInto(kind, ids, rowsMax), rowsMax);
  }

  /** Names where to look only: what came later has no flows here. */
  unnamedAt(placeId: string, product: string): Promise<readonly Unnamed[]> {
    return this.graph.unnamedAt(placeId, product);
  }

  linesAt(
    holders: readonly Holder[],
    since: number | null,
    rowsMax: number,
  ): Promise<readonly Line[]> {
    return this.graph.linesAt(holders, since, rowsMax, this.until);
  }

  spansOf(refs: readonly string[]): Promise<ReadonlyMap<string, Span>> {
    return this.graph.spansOf(refs);
  }

  private async flowsBy(flows: readonly GraphFlow[], rowsMax: number): Promise<GraphFlow[]> {
    const happened = await this.by(flows, rowsMax);
    for (const each of flows) {
      const span = this.spans.get(each.order.ref);
      if (span && this.isGoingOn(span)) this.moved.set(flowId(each), each);
    }
    return happened;
  }

  /** Who got as many rows as it asked for may not have got all, and has to see so. */
  private async by<Row extends { readonly order: Order }>(
    rows: readonly Row[],
    rowsMax: number,
  ): Promise<Row[]> {
    if (rows.length >= rowsMax) return [...rows];
    const unknown = rows.map(({ order }) => order.ref).filter((ref) => !this.spans.has(ref));
    const read = unknown.length > 0 ? await this.graph.spansOf([...new Set(unknown)]) : [];
    for (const [ref, span] of read) this.spans.set(ref, span);
    return rows.filter(({ order: { ref, at } }) => {
      const span = this.spans.get(ref) ?? { from: at, until: at };
      return span.from <= this.until && (this.reading === 'begun' || !this.isGoingOn(span));
    });
  }

  /** The end of a span is not part of it, unless it is an instant. */
  private isGoingOn({ from, until }: Span): boolean {
    return from !== until && from <= this.until && this.until < until;
  }
}
