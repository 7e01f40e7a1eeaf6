import { compareOrder, type Holder, type Order } from '../../holdings/index.js';
import type { GraphMove, TraceGraph } from './graph.js';

/** Where goods are now, or were when they left the books. */
export interface Whereabouts {
  readonly kind: GraphMove['to']['kind'];
  readonly id: string | null;
  readonly custody: string | null;
}

/** The ways of logistic units: goods in a unit go where it goes, though nobody lists them. */
export class UnitTrips {
  private constructor(private readonly moves: ReadonlyMap<string, readonly GraphMove[]>) {}

  /** Reads the ways of these units and of all that they were packed into, outwards. */
  static async read(graph: TraceGraph, instances: readonly string[]): Promise<UnitTrips> {
    const moves = new Map<string, GraphMove[]>();
    let next = [...new Set(instances)].sort();
    while (next.length > 0) {
      for (const instance of next) moves.set(instance, []);
      const read = await graph.movesOf(next);
      for (const move of read) moves.get(move.instance)?.push(move);
      const parents = read.flatMap(({ to }) =>
        to.kind === 'unit' && to.id !== null ? [to.id] : [],
      );
      next = [...new Set(parents)].filter((parent) => !moves.has(parent)).sort();
    }
    for (const list of moves.values()) list.sort((a, b) => compareOrder(a.order, b.order));
    return new UnitTrips(moves);
  }

  /** Everywhere that any of them came to. */
  places(): string[] {
    const ids = [...this.moves.values()]
      .flat()
      .map(({ to }) => (to.kind === 'place' ? to.id : null));
    return [...new Set(ids)].filter((id) => id !== null);
  }

  /** Where a holder's goods are after everything recorded. */
  whereIs({ kind, id }: Holder): Whereabouts | null {
    if (kind === 'account') return null;
    if (kind !== 'unit') return { kind: placeKind(kind), id, custody: null };
    const seen = new Set<string>();
    let last = this.moves.get(id)?.at(-1);
    while (last?.to.kind === 'unit' && last.to.id !== null && !seen.has(last.to.id)) {
      seen.add(last.to.id);
      last = this.moves.get(last.to.id)?.at(-1);
    }
    return last ? { ...last.to, custody: last.custody } : null;
  }

  /** Where in the order a unit went on from where this movement had brought it; null: it is there. */
  leaving({ instance, order }: GraphMove): Order | null {
    const own = this.moves.get(instance) ?? [];
    return own.find((move) => compareOrder(move.order, order) > 0)?.order ?? null;
  }

  /** How a unit moved, and what it was packed in, from one point of the order to another. */
  between({ kind, id }: Holder, from: Order | undefined, to: Order | null): readonly GraphMove[] {
    if (kind !== 'unit') return [];
    const found = this.within(id, from, to, new Set());
    return found.sort((a, b) => compareOrder(a.order, b.order));
  }

  /** `around` are the units already followed: records may say that two of them hold each other. */
  private within(
    instance: string,
    from: Order | undefined,
    to: Order | null,
    around: ReadonlySet<string>,
  ): GraphMove[] {
    const own = this.moves.get(instance) ?? [];
    return own.flatMap((move, i) => {
      const found = isWithin(move.order, from, to) ? [move] : [];
      const parent = move.to.kind === 'unit' ? move.to.id : null;
      if (parent === null || around.has(parent)) return found;
      const until = earlier(own[i + 1]?.order ?? null, to);
      const since = from && compareOrder(from, move.order) > 0 ? from : move.order;
      if (until && compareOrder(since, until) > 0) return found;
      return [...found, ...this.within(parent, since, until, new Set([...around, instance]))];
    });
  }
}

function placeKind(kind: 'place' | 'tank' | 'transit'): 'place' | 'transit' {
  return kind === 'transit' ? 'transit' : 'place';
}

function isWithin(order: Order, from: Order | undefined, to: Order | null): boolean {
  return (!from || compareOrder(order, from) > 0) && (!to || compareOrder(order, to) < 0);
}

export function earlier(a: Order | null, b: Order | null): Order | null {
  if (a === null || b === null) return a ?? b;
  return compareOrder(a, b) < 0 ? a : b;
}
