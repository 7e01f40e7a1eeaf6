import type { Order } from '../../holdings/index.js';
import type { Exposure } from './entry.js';
import type { GraphMove, Span, TraceGraph } from '../books/graph.js';
import { isBefore } from './exposures.js';
import { earlier, UnitTrips } from '../books/unit-trips.js';

/** From where on logistic units stood somewhere, and up to where. */
type Stay = Pick<Exposure, 'from' | 'to'>;

/** A place, or logistic units, of which the hazard got at all that is there from an instant on. */
export interface Around {
  readonly kind: 'place' | 'unit';
  readonly ids: readonly string[];
  readonly from: number;
}

/**
 * The logistic units that stood there from then on, at every level of packing: what they hold shares the room, or the unit
 * around them, as loose goods do. Null where they would be more than `staysMax`, of which some were missed.
 */
export async function unitsWithin(
  graph: TraceGraph,
  { kind: outermost, ids, from }: Around,
  staysMax: number,
): Promise<Omit<Exposure, 'isSure'>[] | null> {
  const found = new Map<string, Omit<Exposure, 'isSure'>>();
  let around = new Map(ids.map((id): [string, Stay[]] => [id, [{ from, to: null }]]));
  for (let kind = outermost; around.size > 0; kind = 'unit') {
    const into = await graph.movesInto(kind, [...around.keys()].sort(), staysMax + 1);
    if (into.length > staysMax) return null;
    const instances = into.map(({ instance }) => instance);
    const trips = await UnitTrips.read(graph, instances);
    const leavings = into.flatMap((move) => trips.leaving(move) ?? []);
    const spans = await graph.spansOf([...new Set(leavings.map(({ ref }) => ref))]);
    const inside = new Map<string, Stay[]>();
    for (const move of into) {
      const { instance } = move;
      const outer = around.get(move.to.id ?? '') ?? [];
      for (const stay of outer.flatMap((each) => within(each, move, trips.leaving(move), spans))) {
        // By the records two units may hold each other; their stays are the same ones over and over then.
        const id = `${instance}|${stay.from}|${stay.to?.ref ?? ''}|${stay.to?.position ?? ''}`;
        if (found.has(id)) continue;
        found.set(id, { holder: { kind: 'unit', id: instance }, ...stay });
        inside.set(instance, [...(inside.get(instance) ?? []), stay]);
      }
    }
    if (found.size > staysMax) return null;
    around = inside;
  }
  return [...found.values()];
}

/**
 * The part of a stay that lies within that of what the unit is in, if any does. That it had left by then is believed of whoever
 * had it there alone, and on a whole day only at its end: who took it has another clock.
 */
function within(
  outer: Stay,
  { order, custody }: GraphMove,
  left: Order | null,
  spans: ReadonlyMap<string, Span>,
): Stay[] {
  const from = Math.max(outer.from, order.at);
  const to = earlier(outer.to, left);
  if (to === null) return [{ from, to }];
  const isTold = to !== left || custody === null || custody === left.author;
  const hasLeft = isBefore(spans.get(to.ref) ?? { from: to.at, until: to.at }, from);
  // The books have a leaving on a whole day at its start, so the entry may come after it there: then what stood up to it counts.
  return isTold && hasLeft ? [] : [{ from: Math.min(from, to.at), to }];
}
