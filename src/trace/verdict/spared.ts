import { compareOrder, type Line, type Order } from '../../holdings/index.js';
import type { Exposures } from '../entry/exposures.js';
import type { Gathered } from '../books/gather.js';
import { isAccount, lineId, type GraphFlow } from '../books/graph.js';
import { nodeOf } from '../books/node.js';

/** Goods on one line that had left the place of a hazard before it entered, as far as nothing else brought it there. */
export interface Spared {
  readonly line: Line;
  /** Their leaving. */
  readonly left: Order;
  /** When they came to this line. */
  readonly came: Order;
  /** From how they had come to the place, to how they came here. */
  readonly events: readonly string[];
}

/**
 * Follows what left the place before the entry, of batches that are traced at all: it is connected with what stayed,
 * and an answer without it would leave its holders to wonder. One step of two halves may stand in the books with its
 * end first, so time only parts what left a place from what came to it later.
 */
export function sparedIn({ flows, nodes }: Gathered, exposures: Exposures): Map<string, Spared> {
  const found = new Map<string, Spared>();
  if (!exposures.isAny) return found;
  const goods = flows.filter(({ flow: { from, to } }) => isGoods(from) && isGoods(to));
  const onward = new Map<string, GraphFlow[]>();
  const into = new Map<string, GraphFlow>();
  for (const each of flows) {
    const { from, to } = each.flow;
    if (!isAccount(to) && to.book === 'goods' && !into.has(lineId(to))) into.set(lineId(to), each);
    if (isGoods(from)) onward.set(lineId(from), [...(onward.get(lineId(from)) ?? []), each]);
  }
  const queue: Spared[] = [];
  const reach = ({ order, flow: { to } }: GraphFlow, left: Order, events: readonly string[]) => {
    if (found.has(lineId(to)) || !nodes.has(nodeOf(to)?.id ?? '')) return;
    const spared = { line: to, left, came: order, events: [...new Set([...events, order.ref])] };
    found.set(lineId(to), spared);
    queue.push(spared);
  };
  for (const each of goods) {
    const { order, flow } = each;
    if (!exposures.isBefore(flow.from.holder, order)) continue;
    reach(each, order, [into.get(lineId(flow.from))?.order.ref ?? order.ref]);
  }
  for (const { line, left, came, events } of queue) {
    for (const each of onward.get(lineId(line)) ?? []) {
      const isOnTheWay = line.holder.kind === 'transit';
      if (!isGoods(each.flow.to)) continue;
      if (isOnTheWay || compareOrder(each.order, came) > 0) reach(each, left, events);
    }
  }
  return found;
}

function isGoods(line: Line): boolean {
  return !isAccount(line) && line.book === 'goods';
}
