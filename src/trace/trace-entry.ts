import type { Line } from '../holdings/index.js';
import type { TraceBounds } from './books/bounds.js';
import { gather, type Gathered } from './books/gather.js';
import type { GraphFlow, TraceGraph } from './books/graph.js';
import { nodeOf } from './books/node.js';
import { exposuresAt, holdersOf, type Entry, type Exposure, type Gate } from './entry/entry.js';
import { Exposures } from './entry/exposures.js';
import { unitsWithin, type Around } from './entry/stays.js';
import { forwardIn, tripsIn, type Form, type ForwardTrace } from './trace.js';

/** What left on the day of the entry may stand in the books at its start. */
const dayMilliseconds = 24 * 60 * 60 * 1000;

/** What a hazard got at, or may have: where it entered, the logistic units within, and the goods of both. */
export interface Ground {
  readonly gate: Gate;
  readonly units: readonly Omit<Exposure, 'isSure'>[];
  readonly lines: readonly Line[];
  /** False where there is more than a trace holds: nothing is followed then. */
  readonly isAll: boolean;
}

/** Reads what was there from the entry on; from `firstInstant` on, all that ever was. */
export async function readGround(
  graph: TraceGraph,
  gate: Gate,
  around: Around,
  { flowsHeldMax }: TraceBounds,
): Promise<Ground> {
  const units = await unitsWithin(graph, around, flowsHeldMax);
  const holders = [...gate.holders, ...(units ?? []).map(({ holder }) => holder)];
  const since = gate.from <= firstInstant ? null : gate.from - dayMilliseconds;
  const lines = await graph.linesAt(holders, since, flowsHeldMax + 1);
  const isAll = units !== null && lines.length <= flowsHeldMax;
  return { gate, units: units ?? [], lines, isAll };
}

/** Before anything that can be recorded. */
export const firstInstant = -8.64e15;

/**
 * Follows a hazard that entered at a place: through all that stood there in the interval or came later, as far as it
 * left after the entry. The rest of the same batches, which had left before, is told as cleared by its leaving.
 */
export async function traceEntry(
  graph: TraceGraph,
  entry: Entry,
  bounds: TraceBounds,
  form: Form = 'table',
): Promise<ForwardTrace> {
  const { placeId, from, until } = entry;
  const gate = { holders: holdersOf(placeId), from, until };
  const ground = await readGround(graph, gate, { kind: 'place', ids: [placeId], from }, bounds);
  const units = ground.units.map((each) => ({ ...each, isSure: false }));
  const exposures = (flows: readonly GraphFlow[]) => [...exposuresAt(entry, flows), ...units];
  return follow(graph, ground, exposures, { bounds, form });
}

/** Follows a hazard that was in logistic units alone: through all that they held from the entry on, which is what was asked. */
export async function traceUnits(
  graph: TraceGraph,
  ground: Ground,
  bounds: TraceBounds,
  form: Form = 'table',
): Promise<ForwardTrace> {
  const { holders, from } = ground.gate;
  const own = holders.map((holder) => ({ holder, from, to: null }));
  // On a day that the hazard came in the course of, what left or came may have missed it.
  const all = [...own, ...ground.units].flatMap((each) =>
    [true, false].map((isSure) => ({ ...each, isSure })),
  );
  return follow(graph, ground, () => all, { bounds, form });
}

async function follow(
  graph: TraceGraph,
  { gate, units, lines, isAll }: Ground,
  exposuresIn: (flows: readonly GraphFlow[]) => readonly Exposure[],
  { bounds, form }: { readonly bounds: TraceBounds; readonly form: Form },
): Promise<ForwardTrace> {
  const start = isAll ? lines.map(nodeOf).filter((node) => node !== null) : [];
  const read = await gather(graph, start, 'forward', bounds);
  const gathered: Gathered = isAll ? read : { ...read, cut: { by: 'flows', at: 0 } };
  const { flows } = gathered;
  const holders = new Set(
    [...gate.holders, ...units.map(({ holder }) => holder)].map(({ id }) => id),
  );
  const out = flows.filter(({ flow }) => holders.has(flow.from.holder.id));
  const spans = await graph.spansOf([...new Set(out.map(({ order }) => order.ref))]);
  const exposures = new Exposures(gate, exposuresIn(flows), spans);
  const hazard = { origins: new Set<string>(), exposures };
  return forwardIn(gathered, hazard, await tripsIn(graph, gathered), form);
}
