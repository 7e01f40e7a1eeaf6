import { setImmediate as nextTurn } from 'node:timers/promises';
import { convert, larger, type Amount } from '../../kernel/index.js';
import { lineId, transformation, type TraceGraph } from '../books/graph.js';
import { UnitTrips } from '../books/unit-trips.js';
import type { ForwardTrace } from '../trace.js';
import type { BatchFinding, GoneFinding, HoldingFinding } from '../verdict/finding.js';
import type { Range } from '../verdict/lump.js';
import type { LinkGraph } from './link-graph.js';
import { heldOf, type Scope } from './scope.js';
import { ScopePaths } from './scope-paths.js';
import type { Spot } from './spots.js';

const none = -1;

/** Put into words in a few milliseconds. */
const rowsAtOnce = 500;

/**
 * Puts a scope into the words of a trace. Of doses it knows no more than that they are at most all that was ever made of
 * what is traced; goods that only shared a unit with suspect ones, which a judged trace tells as cleared, are left out.
 */
export class ScopeTrace {
  private readonly dose: Range;
  readonly doseUom: string | null;

  private constructor(
    private readonly graph: LinkGraph,
    private readonly scope: Scope,
    private readonly trips: UnitTrips,
    private readonly paths: ScopePaths,
  ) {
    const made = this.madeOfOrigins();
    this.doseUom = [...made.keys()].sort()[0] ?? null;
    this.dose = { least: 0n, most: totalIn(made, this.doseUom) };
  }

  /** `books` are asked for the ways of the logistic units that goods of the scope were in. */
  static async of(graph: LinkGraph, scope: Scope, books: TraceGraph): Promise<ScopeTrace> {
    const trips = await UnitTrips.read(books, unitsIn(graph, scope));
    return new ScopeTrace(graph, scope, trips, new ScopePaths(graph, scope, trips));
  }

  /** Others are served in between. */
  async whole(): Promise<ForwardTrace> {
    const holdings: [string, HoldingFinding][] = [];
    const gone: [string, GoneFinding][] = [];
    const batches: BatchFinding[] = [];
    let told = 0;
    for (const batch of this.scope.batches) {
      if (told > rowsAtOnce) {
        await nextTurn();
        told = 0;
      }
      told += 1 + this.paths.rowsOf(batch).length;
      batches.push(this.batch(batch));
      holdings.push(...this.holdingsOf(batch));
      gone.push(...this.goneOf(batch));
    }
    return {
      batches: batches.sort((a, b) => (a.batch < b.batch ? -1 : 1)),
      holdings: inOrder(holdings),
      gone: inOrder(gone),
      ...{ doseUom: this.doseUom, cut: null, links: [] },
    };
  }

  private batch(batch: number): BatchFinding {
    return {
      ...{ batch: this.graph.batches.idOf(batch), verdict: 'certain', impossible: [] },
      ...{ dose: this.dose, isMeasured: true },
      path: { events: this.paths.toBatch(batch), doubt: null },
    };
  }

  private holdingsOf(batch: number): [string, HoldingFinding][] {
    const { spots } = this.graph;
    const id = this.graph.batches.idOf(batch);
    return [...heldOf(this.graph, batch)].map(([number, sum]) => {
      const spot = spots.at(number);
      const amount = larger(sum, 0n);
      const finding: HoldingFinding = {
        ...{
          ...spot,
          batch: id,
          verdict: 'certain',
          amount,
          suspect: { least: amount, most: amount },
        },
        ...{ dose: this.dose, isMeasured: true, where: this.trips.whereIs(spot.holder) },
        path: { events: this.paths.toSpot(batch, number), doubt: null },
        clearedBy: null,
        guess: null,
      };
      return [lineOf(spot, id), finding];
    });
  }

  /** What left the books, added up by what became of it and from where. */
  private goneOf(batch: number): [string, GoneFinding][] {
    const { rows, spots, events } = this.graph;
    const id = this.graph.batches.idOf(batch);
    const found = new Map<
      string,
      { from: Spot; as: string; amount: Amount; events: Set<string> }
    >();
    for (const row of this.paths.rowsOf(batch)) {
      const [from, to] = [spots.at(rows.from[row] ?? none), spots.at(rows.to[row] ?? none)];
      if (to.holder.kind !== 'account' || to.holder.id === transformation) continue;
      const key = `${to.holder.id}|${lineOf({ ...from, owner: null }, id)}|${id}`;
      const sum = found.get(key) ?? { from, as: to.holder.id, amount: 0n, events: new Set() };
      sum.amount += rows.amount[row] ?? 0n;
      sum.events.add(events.idOf(rows.event[row] ?? none));
      found.set(key, sum);
    }
    return [...found].map(([key, { from, as, amount, events: refs }]) => {
      const { holder, product, uom } = from;
      const suspect = { least: amount, most: amount };
      const of = { as, from: holder, product, uom, batch: id };
      return [key, { ...of, verdict: 'certain', amount, suspect, events: [...refs] }];
    });
  }

  private madeOfOrigins(): Map<string, Amount> {
    const { rows, spots } = this.graph;
    const origins = this.scope.batches.filter((_, i) => this.scope.parents[i] === none);
    const made = new Map<string, Amount>();
    for (const row of origins.flatMap((batch) => this.paths.rowsOf(batch))) {
      const [from, to] = [rows.from[row] ?? none, spots.at(rows.to[row] ?? none)];
      if (!spots.isAccount(from) || to.holder.kind === 'account') continue;
      made.set(to.uom, (made.get(to.uom) ?? 0n) + (rows.amount[row] ?? 0n));
    }
    return made;
  }
}

function unitsIn(graph: LinkGraph, { batches }: Scope): string[] {
  const { rows, spots } = graph;
  const found = new Set<string>();
  for (const batch of batches) {
    for (let row = rows.ofBatch(batch); row !== none; row = rows.afterInBatch(row)) {
      const { kind, id } = spots.at(rows.to[row] ?? none).holder;
      if (kind === 'unit') found.add(id);
    }
  }
  return [...found];
}

function totalIn(made: ReadonlyMap<string, Amount>, doseUom: string | null): Amount {
  const parts = [...made].map(([uom, amount]) =>
    doseUom === null ? 0n : (convert(amount, uom, doseUom) ?? 0n),
  );
  return parts.reduce((total, part) => total + part, 0n);
}

function lineOf(spot: Spot, batch: string): string {
  return lineId({ ...spot, batch, book: 'goods' });
}

function inOrder<Finding>(found: readonly [string, Finding][]): Finding[] {
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}
