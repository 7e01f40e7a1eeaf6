import { convert, type Amount } from '../../kernel/index.js';
import type { Line, Order } from '../../holdings/index.js';
import { flowId, isAccount, isInput, isOfGoods, isOutput, lineId, poolOf } from '../books/graph.js';
import type { GraphFlow } from '../books/graph.js';
import {
  addTo,
  certainty,
  emptyTrail,
  goOn,
  inDoubt,
  mixOf,
  shareless,
  stand,
  trailOf,
} from './trail.js';
import type { Pile, Spot, Trail } from './trail.js';
import type { UnitTrips } from '../books/unit-trips.js';

/** What a line of the books is a spot of: its batch, the place, the party there. */
export type SpotsOf = (line: Line) => readonly Spot[];

/** The spots that a logistic unit comes to on one of its ways. */
export type SpotsOnWay = (move: {
  readonly id: string | null;
  readonly custody: string | null;
}) => readonly Spot[];

/** Goods of one line: all that ever came, how much of it has left, when some came first and last. */
interface Stand {
  readonly line: Line;
  readonly pile: Pile;
  readonly first: Order;
  last: Order;
  left: Amount;
}

export interface TrailsSettings {
  readonly flows: readonly GraphFlow[];
  readonly trips: UnitTrips;
  readonly spotsOf: SpotsOf;
  readonly spotsOnWay: SpotsOnWay;
}

/** More rounds than a walk has levels bring nothing: what still changes goes round in a loop of rework. */
const roundsMax = 64;

/**
 * Which batches, places and parties the goods on each line have come through: the books are gone through in their order, over
 * and over until nothing new comes out, since the halves of a move, a whole day and clocks that differ may book a use
 * before what was used.
 */
export class Trails {
  private stands = new Map<string, Stand>();
  private before = new Map<string, Stand>();
  private pools = new Map<string, Set<string>>();
  private readonly inputs = new Map<string, GraphFlow[]>();
  private readonly taken = new Map<string, Trail>();
  private readonly makings = new Map<string, Map<string, { trail: Trail; amount: Amount }>>();
  private readonly flows: readonly GraphFlow[];

  constructor(private readonly settings: TrailsSettings) {
    this.flows = settings.flows.filter(isOfGoods);
    for (const each of this.flows.filter(isInput)) {
      const { ref } = each.order;
      this.inputs.set(ref, [...(this.inputs.get(ref) ?? []), each]);
    }
  }

  /** Goes through the books until nothing changes; false where `isTimeUp` ended it before. `rest` lets others be served. */
  async follow(isTimeUp: () => boolean, rest: () => Promise<unknown>): Promise<boolean> {
    let known = '';
    for (let round = 0; round < roundsMax; round += 1) {
      this.before = this.stands;
      this.stands = new Map();
      this.pools = new Map();
      for (const [i, each] of this.flows.entries()) {
        if (i % flowsAtOnce === flowsAtOnce - 1) await rest();
        if (isTimeUp()) return false;
        this.book(each);
      }
      const now = this.certainties();
      if (now === known) return true;
      known = now;
    }
    return true;
  }

  /** Of goods on any of these lines: one of them, nobody knows which. Undefined where there is no such line. */
  of(
    isMeant: (line: Line) => boolean,
    until: (line: Line) => Order | null = () => null,
  ): Trail | undefined {
    const found = [...this.stands.values()].filter(({ line }) => isMeant(line));
    if (found.length === 0) return undefined;
    return mixOf(found.map((each) => this.partOf(each, until(each.line))));
  }

  /** What went into a batch, and where it was made. */
  ofMaking(batch: string): Trail {
    return mixOf([...(this.makings.get(batch)?.values() ?? [])]);
  }

  private book(each: GraphFlow): void {
    const { from, to, amount } = each.flow;
    const drawnOn = from.book === 'goods' ? this.stands.get(lineId(from)) : undefined;
    if (drawnOn) drawnOn.left += amount;
    const came = goOn(this.leaving(each), each.order.ref);
    if (isInput(each)) this.taken.set(flowId(each), came);
    if (isAccount(to)) return;
    const trail = stand(came, this.settings.spotsOf(to), each.order.ref);
    if (isAccount(from) && to.batch !== null && (isOutput(each) || from.holder.id === 'made')) {
      const known =
        this.makings.get(to.batch) ?? new Map<string, { trail: Trail; amount: Amount }>();
      this.makings.set(to.batch, known.set(flowId(each), { trail, amount }));
    }
    this.arrive(each, trail);
  }

  private leaving(each: GraphFlow): Trail {
    const { from, to, evidence, amount } = each.flow;
    if (isAccount(from)) {
      if (isOutput(each)) return this.madeIn(each.order.ref);
      return from.holder.id === 'made' || to.batch === null ? emptyTrail : this.ofMaking(to.batch);
    }
    if (from.book === 'draws') return shareless(this.ofPool(poolOf(from)?.key ?? '', each.order));
    if (from.book === 'heel') return inDoubt(this.ofLine(from, each.order));
    const trail = this.ofLine(from, each.order);
    // Which unit was opened is a guess; an amount that nobody recorded may have been none.
    return evidence === 'guessed' || amount === 0n ? inDoubt(trail) : trail;
  }

  private ofLine(line: Line, order: Order): Trail {
    const id = lineId(line);
    const now = this.stands.get(id);
    if (now && now.left <= now.pile.amount) return this.partOf(now, order).trail;
    // Taken before its release: of a hand-off the two belong together, whatever the clocks say.
    const later = this.before.get(id);
    if (later) {
      const { trail } = this.partOf(later, order);
      return line.holder.kind === 'transit' ? trail : inDoubt(trail);
    }
    if (now) return this.partOf(now, order).trail;
    return line.batch === null ? emptyTrail : this.ofMaking(line.batch);
  }

  private ofPool(key: string, order: Order): Trail {
    const inPool = [...(this.pools.get(key) ?? [])].flatMap((id) => this.stands.get(id) ?? []);
    return mixOf(inPool.map((each) => this.partOf(each, order)));
  }

  /** All that went in, by quantity; in equal parts where units cannot be compared. */
  private madeIn(ref: string): Trail {
    const inputs = this.inputs.get(ref) ?? [];
    const uom = inputs[0]?.flow.from.uom ?? '';
    const amounts = inputs.map(({ flow }) => convert(flow.amount, flow.from.uom, uom));
    const isComparable = amounts.every((amount) => amount !== undefined);
    return trailOf(
      inputs.map((each, i) => ({
        trail: this.taken.get(flowId(each)) ?? this.leaving(each),
        amount: (isComparable && amounts[i]) || 0n,
      })),
    );
  }

  private arrive(each: GraphFlow, trail: Trail): void {
    const { from, to, amount } = each.flow;
    const id = lineId(to);
    const known = this.stands.get(id);
    const at: Stand = known ?? {
      line: to,
      pile: { amount: 0n, trail: emptyTrail, arrivals: 0 },
      ...{ first: each.order, last: each.order, left: 0n },
    };
    const isAlso = from.book === 'heel';
    this.stands.set(id, {
      ...at,
      last: each.order,
      pile: addTo(at.pile, { trail, amount }, isAlso),
    });
    const key = poolOf(to)?.key;
    if (key !== undefined) this.pools.set(key, (this.pools.get(key) ?? new Set()).add(id));
  }

  /** Goods of a line as they leave it, or are there now; those in a logistic unit have gone its ways. */
  private partOf({ line, pile, first, last }: Stand, until: Order | null) {
    const { trips, spotsOnWay } = this.settings;
    let { trail } = pile;
    const sure = new Set(trips.between(line.holder, last, until));
    for (const move of trips.between(line.holder, first, until)) {
      const spots = spotsOnWay({
        id: move.to.kind === 'place' ? move.to.id : null,
        custody: move.custody,
      });
      const { ref } = move.order;
      // What came into the unit later has not gone this way.
      trail = stand(goOn(trail, ref), spots, ref, sure.has(move));
    }
    return { trail, amount: pile.amount };
  }

  private certainties(): string {
    return [...this.stands.values()].map(({ pile }) => certainty(pile.trail)).join();
  }
}

/** Flows booked before others have their turn. */
const flowsAtOnce = 200;
