import { flowId, isInput, isOutput, poolOf } from './graph.js';
import type { GraphFlow, Pool, TraceGraph } from './graph.js';
import { nodeOf, type Node } from './node.js';

/** The flows read so far, each once. What was asked for once is not asked for again. */
export class Flows {
  private readonly read = new Map<string, GraphFlow>();
  private readonly pools = new Set<string>();
  private readonly events = new Set<string>();
  /** Names of what the present level has brought. */
  private brought: string[] = [];

  /** Keeps at most `heldMax` flows. */
  constructor(
    private readonly graph: TraceGraph,
    private readonly heldMax: number,
  ) {}

  get count(): number {
    return this.read.size;
  }

  all(): GraphFlow[] {
    return [...this.read.values()];
  }

  /**
   * Reads all flows of these nodes, of the pools that their goods stood in, and of what was made of or into them. False
   * where they are too many: none of them is kept then, and the walk is at its end.
   */
  async readAround(nodes: readonly Node[]): Promise<boolean> {
    this.brought = [];
    if (await this.readLevel(nodes)) return true;
    for (const id of this.brought) this.read.delete(id);
    return false;
  }

  private async readLevel(nodes: readonly Node[]): Promise<boolean> {
    const batches = nodes.flatMap((node) => (node.kind === 'batch' ? [node.batch] : []));
    const pools = nodes.flatMap((node) => (node.kind === 'pool' ? [node.pool] : []));
    if (
      batches.length > 0 &&
      !this.keep(await this.graph.flowsOfBatches(batches, this.heldMax + 1))
    ) {
      return false;
    }
    if (!(await this.readPools(pools))) return false;
    const visited = new Set(nodes.map(({ id }) => id));
    const direct = this.all().filter(({ flow: { from, to } }) =>
      [nodeOf(from), nodeOf(to)].some((node) => node !== null && visited.has(node.id)),
    );
    const stood = direct.flatMap(({ flow }) => [poolOf(flow.from), poolOf(flow.to)]);
    if (!(await this.readPools(stood.filter((pool) => pool !== null)))) return false;
    const made = direct.filter((flow) => isInput(flow) || isOutput(flow));
    return this.readEvents(made.map(({ order }) => order.ref));
  }

  private async readPools(pools: readonly Pool[]): Promise<boolean> {
    const fresh = new Map(pools.map((pool) => [pool.key, pool]));
    for (const key of fresh.keys()) if (this.pools.has(key)) fresh.delete(key);
    for (const key of fresh.keys()) this.pools.add(key);
    if (fresh.size === 0) return true;
    return this.keep(await this.graph.flowsOfPools([...fresh.values()], this.heldMax + 1));
  }

  private async readEvents(refs: readonly string[]): Promise<boolean> {
    const fresh = [...new Set(refs)].filter((ref) => !this.events.has(ref));
    for (const ref of fresh) this.events.add(ref);
    if (fresh.length === 0) return true;
    return this.keep(await this.graph.flowsOfEvents(fresh, this.heldMax + 1));
  }

  /** False where there is no room for all. */
  private keep(flows: readonly GraphFlow[]): boolean {
    for (const flow of flows) {
      const id = flowId(flow);
      if (!this.read.has(id)) this.brought.push(id);
      this.read.set(id, flow);
    }
    return flows.length <= this.heldMax && this.read.size <= this.heldMax;
  }
}
