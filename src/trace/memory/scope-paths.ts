import type { Order } from '../../holdings/index.js';
import type { UnitTrips } from '../books/unit-trips.js';
import type { LinkGraph } from './link-graph.js';
import type { Scope } from './scope.js';

const none = -1;

/** How goods of one batch came to each spot: the row that brought them, by the fewest steps, the earliest first. */
type Arrivals = ReadonlyMap<number, number>;

/** Evidence for a scope: the events from where the hazard entered to a batch, and to each spot that it stood at. */
export class ScopePaths {
  private readonly rows = new Map<number, readonly number[]>();
  private readonly arrivals = new Map<number, Arrivals>();
  private readonly parents: ReadonlyMap<number, number>;

  constructor(
    private readonly graph: LinkGraph,
    { batches, parents }: Scope,
    private readonly trips: UnitTrips,
  ) {
    this.parents = new Map(batches.map((batch, i) => [batch, parents[i] ?? none]));
  }

  /** Rows of a batch, in the order of time. */
  rowsOf(batch: number): readonly number[] {
    const known = this.rows.get(batch);
    if (known) return known;
    const { rows } = this.graph;
    const found: number[] = [];
    for (let row = rows.ofBatch(batch); row !== none; row = rows.afterInBatch(row)) found.push(row);
    found.sort((a, b) => (rows.at[a] ?? 0) - (rows.at[b] ?? 0) || this.byEvent(a, b));
    this.rows.set(batch, found);
    return found;
  }

  toBatch(batch: number): string[] {
    return this.eventsOf(this.wayToBatch(batch));
  }

  toSpot(batch: number, spot: number): string[] {
    return this.eventsOf(this.wayTo(batch, spot), spot);
  }

  /** Rows from the entry to the making of a batch. */
  private wayToBatch(batch: number): number[] {
    const used = this.parents.get(batch) ?? none;
    if (used === none) return [];
    return [
      ...this.wayTo(this.graph.rows.batch[used] ?? none, this.graph.rows.from[used] ?? none),
      used,
    ];
  }

  private wayTo(batch: number, spot: number): number[] {
    const { rows, spots } = this.graph;
    const arrivals = this.arrivalsIn(batch);
    const way: number[] = [];
    for (
      let row = arrivals.get(spot);
      row !== undefined;
      row = arrivals.get(rows.from[row] ?? none)
    ) {
      way.unshift(row);
      if (spots.isAccount(rows.from[row] ?? none)) break;
    }
    return [...this.wayToBatch(batch), ...way];
  }

  private arrivalsIn(batch: number): Arrivals {
    const known = this.arrivals.get(batch);
    if (known) return known;
    const { rows, spots } = this.graph;
    const found = new Map<number, number>();
    const onward = new Map<number, number[]>();
    for (const row of this.rowsOf(batch)) {
      const [from, to] = [rows.from[row] ?? none, rows.to[row] ?? none];
      if (spots.isAccount(to)) continue;
      if (spots.isAccount(from)) {
        if (!found.has(to)) found.set(to, row);
        continue;
      }
      const leaving = onward.get(from);
      if (leaving) leaving.push(row);
      else onward.set(from, [row]);
    }
    const queue = [...found.keys()];
    for (const spot of queue) {
      for (const row of onward.get(spot) ?? []) {
        const to = rows.to[row] ?? none;
        if (found.has(to)) continue;
        found.set(to, row);
        queue.push(to);
      }
    }
    this.arrivals.set(batch, found);
    return found;
  }

  /** Goods in a logistic unit go where it goes, though no row of theirs says so. At one instant all its moves count. */
  private eventsOf(way: readonly number[], end?: number): string[] {
    const { rows, events, spots } = this.graph;
    const found = way.flatMap((row, i) => {
      const since = way[i - 1];
      const carried = this.trips.between(
        spots.at(rows.from[row] ?? none).holder,
        since === undefined ? undefined : orderAt(rows.at[since] ?? 0, -1),
        orderAt(rows.at[row] ?? 0, Infinity),
      );
      return [...carried.map(({ order }) => order.ref), events.idOf(rows.event[row] ?? none)];
    });
    const last = way.at(-1);
    if (last !== undefined && end !== undefined) {
      const { holder } = spots.at(end);
      const after = this.trips.between(holder, orderAt(rows.at[last] ?? 0, -1), null);
      found.push(...after.map(({ order }) => order.ref));
    }
    return [...new Set(found)];
  }

  private byEvent(a: number, b: number): number {
    const { rows, events } = this.graph;
    const [one, other] = [a, b].map((row) => events.idOf(rows.event[row] ?? none));
    return (one ?? '') < (other ?? '') ? -1 : 1;
  }
}

/** Before or after all that stands at an instant. */
function orderAt(at: number, rank: number): Order {
  return { at, rank, author: '', eventId: '', ref: '', position: 0 };
}
