import { compareOrder } from '../../holdings/index.js';
import type { Cut, TraceBounds } from './bounds.js';
import { Flows } from './flows.js';
import { isInput, isOfGoods, isOutput, poolOf } from './graph.js';
import type { GraphFlow, TraceGraph } from './graph.js';
import { nodeOf, type Node } from './node.js';

/** All that was read, in the order of the books, with the nodes that the walk came to. */
export interface Gathered {
  readonly flows: readonly GraphFlow[];
  readonly nodes: ReadonlyMap<string, Node>;
  readonly cut: Cut | null;
}

export type Direction = 'forward' | 'backward';

/**
 * Reads whatever may be connected, level by level, without judging it: too much is read rather than
 * too little, since a pool's bounds need all that moved in it. Every node is visited once, so loops end.
 */
export async function gather(
  graph: TraceGraph,
  start: readonly Node[],
  direction: Direction,
  bounds: TraceBounds,
): Promise<Gathered> {
  const flows = new Flows(graph, bounds.flowsHeldMax);
  const nodes = new Map<string, Node>();
  let cut: Cut | null = null;
  let next = new Map(start.map((node) => [node.id, node]));
  for (let level = 0; next.size > 0 && cut === null; level += 1) {
    if (level > bounds.depth) cut = { by: 'depth', at: level };
    else if (flows.count > bounds.flows) cut = { by: 'flows', at: level };
    else if (bounds.isTimeUp()) cut = { by: 'time', at: level };
    if (cut) break;
    const room = bounds.nodes - nodes.size;
    if (next.size > room) cut = { by: 'nodes', at: level };
    const visited = [...next.values()].sort(byId).slice(0, room);
    if (!(await flows.readAround(visited))) {
      cut = { by: 'flows', at: level };
      break;
    }
    for (const node of visited) nodes.set(node.id, node);
    next = beyond(flows.all(), nodes, direction);
  }
  const all = [...flows.all()].sort((a, b) => compareOrder(a.order, b.order) || a.part - b.part);
  return { flows: all, nodes, cut };
}

/** The nodes one link away from those visited. */
function beyond(
  flows: readonly GraphFlow[],
  nodes: ReadonlyMap<string, Node>,
  direction: Direction,
): Map<string, Node> {
  const found = new Map<string, Node>();
  for (const [from, to] of linksAmong(flows)) {
    const [near, far] = direction === 'forward' ? [from, to] : [to, from];
    if (nodes.has(near.id) && !nodes.has(far.id)) found.set(far.id, far);
  }
  return found;
}

/** Every way in which goods may have passed from one node to another. */
function linksAmong(flows: readonly GraphFlow[]): [Node, Node][] {
  const links: [Node, Node][] = [];
  const transformations = new Map<string, { inputs: Set<Node>; outputs: Set<Node> }>();
  const drawnOn = new Map<string, { drawn: Node | null; batches: Map<string, Node> }>();
  for (const each of flows.filter(isOfGoods)) {
    const { from, to } = each.flow;
    const [a, b] = [nodeOf(from), nodeOf(to)];
    if (a && b && a.id !== b.id) links.push([a, b]);
    const sides = transformations.get(each.order.ref) ?? { inputs: new Set(), outputs: new Set() };
    if (a && isInput(each)) sides.inputs.add(a);
    if (b && isOutput(each)) sides.outputs.add(b);
    transformations.set(each.order.ref, sides);
    for (const [line, node] of [
      [from, a],
      [to, b],
    ] as const) {
      const pool = poolOf(line);
      if (!pool || !node) continue;
      const at = drawnOn.get(pool.key) ?? { drawn: null, batches: new Map<string, Node>() };
      if (line.book === 'draws') at.drawn = node;
      if (line.batch !== null) at.batches.set(node.id, node);
      drawnOn.set(pool.key, at);
    }
  }
  for (const { inputs, outputs } of transformations.values()) {
    for (const input of inputs) for (const output of outputs) links.push([input, output]);
  }
  for (const { drawn, batches } of drawnOn.values()) {
    if (drawn) for (const batch of batches.values()) links.push([batch, drawn]);
  }
  return links;
}

function byId(a: Node, b: Node): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
