import type { Holder } from '../../holdings/index.js';
import { isInput, isOutput, type GraphFlow, type GraphMove, type Pool } from './graph.js';
import type { Span, TraceGraph, Unnamed } from './graph.js';

/**
 * The books as one asks where goods themselves are: what went into other goods was used up there, and what came out is other
 * goods. A trace of these books comes to where the batch is or went, under whatever name, and to nothing that was made of it.
 */
export class GoodsAlone implements TraceGraph {
  constructor(private readonly graph: TraceGraph) {}

  async flowsOfBatches(batches: readonly string[], rowsMax: number): Promise<GraphFlow[]> {
    return (await this.graph.flowsOfBatches(batches, rowsMax)).map(parted);
  }

  async flowsOfPools(pools: readonly Pool[], rowsMax: number): Promise<GraphFlow[]> {
    return (await this.graph.flowsOfPools(pools, rowsMax)).map(parted);
  }

  async flowsOfEvents(refs: readonly string[], rowsMax: number): Promise<GraphFlow[]> {
    return (await this.graph.flowsOfEvents(refs, rowsMax)).map(parted);
  }

  unnamedAt(placeId: string, product: string): Promise<readonly Unnamed[]> {
    return this.graph.unnamedAt(placeId, product);
  }

  movesOf(instances: readonly string[]): Promise<readonly GraphMove[]> {
    return this.graph.movesOf(instances);
  }

  movesInto(...asked: Parameters<TraceGraph['movesInto']>): Promise<readonly GraphMove[]> {
    return this.graph.movesInto(...asked);
  }

  linesAt(...asked: Parameters<TraceGraph['linesAt']>): ReturnType<TraceGraph['linesAt']> {
    return this.graph.linesAt(...asked);
  }

  spansOf(refs: readonly string[]): Promise<ReadonlyMap<string, Span>> {
    return this.graph.spansOf(refs);
  }
}

function parted(each: GraphFlow): GraphFlow {
  const { flow } = each;
  if (isInput(each)) return { ...each, flow: { ...flow, to: { ...flow.to, holder: used } } };
  if (isOutput(each)) return { ...each, flow: { ...flow, from: { ...flow.from, holder: made } } };
  return each;
}

const used: Holder = { kind: 'account', id: 'used' };
const made: Holder = { kind: 'account', id: 'made' };
