import type { TraceBounds } from '../books/bounds.js';
import type { GraphMove, TraceGraph } from '../books/graph.js';
import { firstInstant, readGround, type Ground } from '../trace-entry.js';
import { traceSources, type BackwardTrace, type Target } from '../trace.js';

/** What logistic units of one key hold or held from an instant on. */
export async function groundOfUnit(
  graph: TraceGraph,
  instances: readonly string[],
  from: number | null,
  bounds: TraceBounds,
): Promise<Ground> {
  const ids = instancesSince(await graph.movesOf(instances), from);
  const gate = {
    holders: ids.map((id) => ({ kind: 'unit' as const, id })),
    from: from ?? firstInstant,
    until: from ?? firstInstant,
  };
  return readGround(graph, gate, { kind: 'unit', ids, from: gate.from }, bounds);
}

/**
 * An SSCC that is used again is a new unit: the one before it ended where the new one begins. Left without an instant, the
 * newest is meant, with whatever copy of it somebody claims at the same time.
 */
export function instancesSince(moves: readonly GraphMove[], from: number | null): string[] {
  const lives = new Map<string, { first: number; last: number }>();
  for (const { instance, order } of moves) {
    const { first, last } = lives.get(instance) ?? { first: order.at, last: order.at };
    lives.set(instance, { first: Math.min(first, order.at), last: Math.max(last, order.at) });
  }
  const begins = [...lives.values()].map(({ first }) => first);
  const since = from ?? Math.max(...begins);
  const isOver = (last: number) => begins.some((first) => first > last && first <= since);
  return [...lives].filter(([, { last }]) => !isOver(last)).map(([instance]) => instance);
}

/** What is in the targets; of a ground that was too much to read nothing is known, and the answer says so. */
export async function sourcesOf(
  graph: TraceGraph,
  { ground, targets }: { readonly ground: Ground | null; readonly targets: readonly Target[] },
  bounds: TraceBounds,
): Promise<BackwardTrace> {
  if (ground !== null && !ground.isAll) return { sources: [], cut: { by: 'flows', at: 0 } };
  return traceSources(graph, targets, bounds);
}

/** What is asked back from: the batches in it, and what is in it without a batch. Nothing where not all of it was read. */
export function targetsIn({ lines, isAll }: Ground): Target[] {
  if (!isAll) return [];
  const targets = lines.map((line): [string, Target] =>
    line.batch === null
      ? [
          [line.holder.kind, line.holder.id, line.product, line.uom].join('|'),
          { kind: 'holding', ...line, batch: null },
        ]
      : [line.batch, { kind: 'batch', batch: line.batch }],
  );
  return [...new Map(targets).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, target]) => target);
}
