import type { TraceBounds } from './books/bounds.js';
import { exposuresAt, holdersOf, type Entry } from './entry/entry.js';
import { Exposures } from './entry/exposures.js';
import { gather, type Gathered } from './books/gather.js';
import type { TraceGraph } from './books/graph.js';
import { nodeOf } from './books/node.js';
import { unitsExposed } from './entry/stays.js';
import { forwardIn, tripsIn, type ForwardTrace } from './trace.js';

/** What left on the day of the entry may stand in the books at its start. */
const dayMilliseconds = 24 * 60 * 60 * 1000;

/**
 * Follows a hazard that entered at a place: through all that stood there in the interval or came later, as far as it
 * left after the entry. The rest of the same batches, which had left before, is told as cleared by its leaving.
 */
export async function traceEntry(
  graph: TraceGraph,
  entry: Entry,
  bounds: TraceBounds,
): Promise<ForwardTrace> {
  const units = await unitsExposed(graph, entry, bounds.flowsHeldMax);
  const holders = [...holdersOf(entry.placeId), ...new Set(units?.map(({ holder }) => holder))];
  const lines = await graph.linesAt(holders, entry.from - dayMilliseconds, bounds.flowsHeldMax + 1);
  const isAll = units !== null && lines.length <= bounds.flowsHeldMax;
  const start = isAll ? lines.map(nodeOf).filter((node) => node !== null) : [];
  const read = await gather(graph, start, 'forward', bounds);
  const gathered: Gathered = isAll ? read : { ...read, cut: { by: 'flows', at: 0 } };
  const { flows } = gathered;
  const exposures = [...exposuresAt(entry, flows), ...(units ?? [])];
  const places = new Set(holders.map(({ id }) => id));
  const out = flows.filter(({ flow }) => places.has(flow.from.holder.id));
  const spans = await graph.spansOf([...new Set(out.map(({ order }) => order.ref))]);
  const hazard = { origins: new Set<string>(), exposures: new Exposures(entry, exposures, spans) };
  return forwardIn(gathered, hazard, await tripsIn(graph, gathered));
}
