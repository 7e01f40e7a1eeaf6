import { flowId, isInput, isOutput, poolOf } from './graph.js';
import type { GraphFlow, Pool, TraceGraph } from './graph.js';
import { nodeOf, type Node } from './node.js';

/** The flows read so far, each once. What was asked for once is not asked for again. */
export class Flows {
  private readonly read = new Map<string, GraphFlow>();
  private readonly pools = new Set<string>();
  private readonly events = new Set<string>();

  constructor(private readonly graph: TraceGraph) {}

  get count(): number {
    return this.read.size;
  }

  all(): GraphFlow[] {
    return [...this.read.values()];
  }

  /** All flows of these nodes, of the pools that their goods stood in, and of what was made of or into them. */
  async readAround(nodes: readonly Node[]): Promise<void> {
    const batches = nodes.flatMap((node) => (node.kind === 'batch' ? [node.batch] : []));
    const pools = nodes.flatMap((node) => (node.kind === 'pool' ? [node.pool] : []));
    if (batches.length > 0) this.keep(await this.graph.flowsOfBatches(batches));
    await this.readPools(pools);
    const visited = new Set(nodes.map(({ id }) => id));
    const direct = this.all().filter(({ flow: { from, to } }) =>
      [nodeOf(from), nodeOf(to)].some((node) => node !== null && visited.has(node.id)),
    );
    const stood = direct.flatMap(({ flow }) => [poolOf(flow.from), poolOf(flow.to)]);
    await this.readPools(stood.filter((pool) => pool !== null));
    const made = direct.filter((flow) => isInput(flow) || isOutput(flow));
    await this.readEvents(made.map(({ order }) => order.ref));
  }

  private async readPools(pools: readonly Pool[]): Promise<void> {
    const fresh = new Map(pools.map((pool) => [pool.key, pool]));
    for (const key of fresh.keys()) if (this.pools.has(key)) fresh.delete(key);
    for (const key of fresh.keys()) this.pools.add(key);
    if (fresh.size > 0) this.keep(await this.graph.flowsOfPools([...fresh.values()]));
  }

  private async readEvents(refs: readonly string[]): Promise<void> {
    const fresh = [...new Set(refs)].filter((ref) => !this.events.has(ref));
    for (const ref of fresh) this.events.add(ref);
    if (fresh.length > 0) this.keep(await this.graph.flowsOfEvents(fresh));
  }

  private keep(flows: readonly GraphFlow[]): void {
    for (const flow of flows) this.read.set(flowId(flow), flow);
  }
}
