import { GraphUntil } from './books/graph-until.js';
import type { TraceGraph } from './books/graph.js';
import type { BackwardTrace, ForwardTrace } from './trace.js';
import { inBoth, inBothBackward, type Open } from './verdict/both-readings.js';
import { OpenFlows } from './verdict/open-flows.js';

export async function forwardUntil(
  graph: TraceGraph,
  instant: number | null,
  ask: (graph: TraceGraph) => Promise<ForwardTrace>,
): Promise<ForwardTrace> {
  return until(graph, instant, ask, inBoth);
}

export async function backwardUntil(
  graph: TraceGraph,
  instant: number | null,
  ask: (graph: TraceGraph) => Promise<BackwardTrace>,
): Promise<BackwardTrace> {
  return until(graph, instant, ask, inBothBackward);
}

/** Answers over what had happened by an instant; null is all. Asked twice only where an event was going on then. */
async function until<Trace>(
  graph: TraceGraph,
  instant: number | null,
  ask: (graph: TraceGraph) => Promise<Trace>,
  both: (begun: Trace, over: Trace, open: Open) => Trace,
): Promise<Trace> {
  if (instant === null) return ask(graph);
  const begun = new GraphUntil(graph, instant, 'begun');
  const trace = await ask(begun);
  const { open: refs } = begun;
  if (refs.length === 0) return trace;
  const over = new GraphUntil(graph, instant, 'over');
  const other = await ask(over);
  const flows = new OpenFlows(new Map([...begun.openFlows, ...over.openFlows]));
  return both(trace, other, { refs, flows });
}
