import { smaller, type Amount } from '../../kernel/index.js';
import { compareOrder, type Holder, type Line } from '../../holdings/index.js';
import type { Exposure } from '../entry/entry.js';
import type { Exposures } from '../entry/exposures.js';
import type { Gathered } from '../books/gather.js';
import {
  flowId,
  isAccount,
  isInput,
  isOfGoods,
  isSettled,
  lineId,
  poolOf,
} from '../books/graph.js';
import type { GraphFlow } from '../books/graph.js';
import {
  clean,
  exposed,
  guessed,
  inDoubt,
  isSameLump,
  isSuspect,
  join,
  maybe,
  share,
  shareOfMixture,
  without,
  type Lump,
} from './lump.js';
import type { Missing } from './missing.js';
import { batchNode, nodeOf } from '../books/node.js';
import { PoolDraws, type Standing } from './pool-draws.js';
import { Suspicion } from './suspicion.js';

/** How a hazard came in: with the making of some batches, or at a place. */
export interface Hazard {
  readonly origins: ReadonlySet<string>;
  readonly exposures: Exposures;
}

/** What one flow carried along, and why that is in doubt if it is. */
export interface Carried {
  readonly lump: Lump;
  readonly missing: Missing | null;
}

/** How the hazard of a place came to goods on one line: by what they had come there, and what is in doubt about it. */
export interface Contact {
  readonly line: Line;
  readonly into: GraphFlow | null;
  readonly missing: Missing | null;
}

/** One line of goods: what is there, and all that ever came. */
export interface Portion {
  readonly line: Line;
  now: Lump;
  ever: Lump;
  /** Whether anything suspect, or anything that was connected and is cleared, ever came. */
  isReached: boolean;
  /** The last flow that came. */
  into: GraphFlow | null;
}

/** The books judged for one hazard: which flows carried what, and what each line holds of it. */
export interface Judgement {
  readonly suspicion: Suspicion;
  readonly carried: ReadonlyMap<string, Carried>;
  readonly portions: ReadonlyMap<string, Portion>;
  readonly draws: ReadonlyMap<string, PoolDraws>;
  /** By line; of a hazard that entered at a place. */
  readonly contacts: ReadonlyMap<string, Contact>;
}

/**
 * Follows suspect goods through the flows in the order of the books, over and over until nothing new
 * comes out: what is learned of a batch late may throw light on a use that was recorded early.
 */
export function judge(gathered: Gathered, hazard: Hazard): Judgement {
  return new Judge(gathered, hazard).run();
}

/** Rounds after which doses that grow in a loop of rework are given up; verdicts only ever grow surer. */
const patience = 8;

class Judge {
  private readonly flows: readonly GraphFlow[];
  private readonly suspicion: Suspicion;
  private readonly poolFlows = new Map<string, GraphFlow[]>();
  /** Lines and pools that suspect goods came to in any round. */
  private readonly reached = new Set<string>();
  private readonly takenAhead = new Set<string>();
  private readonly arrivals = new Map<string, Lump>();
  private isChanged = false;
  private carried = new Map<string, Carried>();
  private portions = new Map<string, Portion>();
  private draws = new Map<string, PoolDraws>();
  private reachedPools = new Set<string>();
  private contacts = new Map<string, Contact>();
  private readonly exposures: Exposures;

  constructor(
    private readonly gathered: Gathered,
    { origins, exposures }: Hazard,
  ) {
    this.exposures = exposures;
    this.flows = gathered.flows.filter((each) => isOfGoods(each) || isSettled(each));
    this.suspicion = new Suspicion(gathered.flows, origins, (batch) =>
      gathered.nodes.has(batchNode(batch).id),
    );
    for (const each of gathered.flows) {
      const ends = [poolOf(each.flow.from)?.key, poolOf(each.flow.to)?.key];
      for (const key of new Set(ends)) {
        if (key === undefined) continue;
        const flows = this.poolFlows.get(key) ?? [];
        flows.push(each);
        this.poolFlows.set(key, flows);
      }
    }
  }

  run(): Judgement {
    let rounds = 0;
    do {
      if (rounds === patience) this.suspicion.giveUpDoses();
      if (rounds >= patience) this.arrivals.clear();
      this.round();
      if (rounds < patience) this.keepArrivals();
      rounds += 1;
    } while (this.isChanged);
    // What stood at the place of a hazard may be in a pool that was drawn on before only: its rest is asked for, too.
    if (this.exposures.isAny) for (const key of this.reachedPools) this.drawsOf(key);
    const { suspicion, carried, portions, draws, contacts } = this;
    return { suspicion, carried, portions, draws, contacts };
  }

  private round(): void {
    this.isChanged = false;
    this.carried = new Map();
    this.portions = new Map();
    this.draws = new Map();
    this.reachedPools = new Set();
    this.contacts = new Map();
    const openings = [...this.exposures.openings];
    const openUntil = (instant: number) => {
      for (let next = openings[0]; next && next.from <= instant; next = openings[0]) {
        this.expose(next);
        openings.shift();
      }
    };
    for (const each of this.flows) {
      openUntil(each.order.at);
      if (isSettled(each)) {
        this.settle(each);
        continue;
      }
      const carried = this.outOfPlace(each, this.leave(each));
      if (carried) this.carried.set(flowId(each), carried);
      this.enter(each, carried);
    }
    openUntil(Infinity);
  }

  /** The hazard gets at what stands at a holder. */
  private expose({ holder, isSure }: Exposure): void {
    for (const portion of this.portions.values()) {
      const { now, line, into } = portion;
      const isUnmeasured = into?.flow.amount === 0n;
      if (!isSame(line.holder, holder) || (now.amount === 0n && !isUnmeasured)) continue;
      portion.now = exposed(now, now.amount, isSure);
      portion.ever = exposed(portion.ever, now.amount, isSure);
      this.touch(portion, isSure ? null : 'contact', into);
    }
  }

  private touch(portion: Portion, missing: Missing | null, into: GraphFlow | null): void {
    const { line } = portion;
    portion.isReached = true;
    this.reach(line);
    const known = this.contacts.get(lineId(line));
    if (!known || (known.missing !== null && missing === null)) {
      this.contacts.set(lineId(line), { line, into, missing });
    }
  }

  /** What leaves where the hazard gets at goods takes it along, or may. */
  private outOfPlace(each: GraphFlow, carried: Carried | null): Carried | null {
    const { order, flow } = each;
    const { from, amount } = flow;
    if (from.book === 'heel') return this.exposures.isBefore(from.holder, order) ? null : carried;
    const exposure = isAccount(from) ? null : this.exposures.at(from.holder, order);
    // Which of several units was opened is a guess: only what the books force, of all that this one held, came out of it.
    const isGuess = flow.evidence === 'guessed' && this.portionOf(from).isReached;
    if (!exposure || isGuess) return carried;
    const brought = carried?.lump ?? clean(amount);
    // On a day that the interval overlaps it may have left before the hazard got at what stayed.
    const isOpen = !exposure.isSure && this.exposures.isSpread(order);
    const lump = exposed(isOpen ? inDoubt(brought) : brought, amount, exposure.isSure);
    const doubt = this.exposures.doubtOfLeaving(from.holder, order);
    // What nobody recorded to be there may leave all the same.
    const portion = this.portionOf(from);
    if (isOpen) portion.ever = exposed(portion.ever, amount, false);
    this.touch(portion, exposure.isSure ? null : 'contact', portion.into ?? each);
    return carriedOf(lump, carried?.missing === 'unpacking' ? 'unpacking' : doubt);
  }

  /** What goes along a flow; null where nothing of it is connected with the hazard. */
  private leave(each: GraphFlow): Carried | null {
    const { from, amount } = each.flow;
    if (isAccount(from)) {
      const lump = this.suspicion.outputOf(each);
      return lump && { lump, missing: null };
    }
    if (from.book === 'heel') return this.clinging(each);
    if (from.book === 'draws') return this.drawn(each);
    const isNamed = this.suspicion.isSuspect(from.batch);
    const portion = this.portionOf(from);
    const whole = isNamed
      ? this.suspicion.lumpOf(from.batch, amount, from.uom)
      : this.taken(portion, each);
    if (isNamed) portion.now = without(portion.now, clean(amount));
    return whole && this.asFarAsSure(each, whole);
  }

  /** Out of a line that is suspect in part only: its share, and doubt about what the books don't hold. */
  private taken(portion: Portion, { flow }: GraphFlow): Lump | null {
    const { from, to, amount } = flow;
    const isRenamed = from.batch === null && to.batch !== null && !isAccount(to);
    if (isRenamed && !portion.now.isMixed) {
      this.takeNamed(portion, to, amount);
      return null;
    }
    const covered = smaller(amount, portion.now.amount);
    const part =
      from.holder.kind === 'tank'
        ? shareOfMixture(portion.now, covered)
        : share(portion.now, covered);
    portion.now = without(portion.now, part);
    if (covered < amount) return this.ahead(portion, part, amount - covered);
    return portion.isReached ? { ...part, amount } : null;
  }

  /**
   * Taken before its release, as the halves of a move are and as clocks differ: what the release put there
   * in the last round. While that is not known, or goes round in a loop, anything.
   */
  private ahead(portion: Portion, part: Lump, amount: Amount): Lump | null {
    const id = lineId(portion.line);
    this.takenAhead.add(id);
    if (!this.reached.has(id)) return portion.isReached ? join(part, clean(amount)) : null;
    const released = this.arrivals.get(id);
    return join(part, released ? share(released, amount) : maybe(amount));
  }

  /** Keeps what came to lines that were taken from ahead of it, for the next round. */
  private keepArrivals(): void {
    for (const id of this.takenAhead) {
      const arrived = this.portions.get(id)?.ever;
      const before = this.arrivals.get(id);
      if (!arrived || (before && isSameLump(before, arrived))) continue;
      this.arrivals.set(id, arrived);
      this.isChanged = true;
    }
  }

  /** Goods without a batch turned out to be of this one; what remains is the less likely to be. */
  private takeNamed(portion: Portion, { batch, uom }: Line, amount: Amount): void {
    const isOne = this.suspicion.isSuspect(batch);
    const taken = isOne ? this.suspicion.lumpOf(batch, amount, uom) : clean(amount);
    portion.now = without(portion.now, taken);
  }

  private asFarAsSure({ flow, order }: GraphFlow, lump: Lump): Carried {
    const { from, to, evidence } = flow;
    const entry = this.suspicion.isSuspect(from.batch) && this.suspicion.entryOf(from.batch);
    const isCrossing = isAccount(to) || to.batch !== from.batch;
    if (entry && isCrossing && compareOrder(order, entry) < 0) {
      return { lump: inDoubt(lump), missing: 'time' };
    }
    if (evidence === 'guessed') return carriedOf(guessed(lump, flow), 'unpacking');
    const isUnrecorded = flow.amount === 0n && isSuspect(lump);
    return isUnrecorded
      ? carriedOf({ ...lump, isMeasured: false }, 'amount')
      : carriedOf(lump, 'batch');
  }

  /** A tank that was empty by the books and never cleaned: something may have stuck to it. */
  private clinging({ flow: { from } }: GraphFlow): Carried | null {
    const isConnected =
      this.suspicion.isSuspect(from.batch) || this.reached.has(lineId({ ...from, owner: null }));
    if (!isConnected) return null;
    return { lump: { ...clean(0n), isMeasured: false, isMixed: true }, missing: 'clean-out' };
  }

  /** What came later to a line that was drawn empty is not what was drawn. */
  private settle({ flow: { from, amount } }: GraphFlow): void {
    const portion = this.portionOf(from);
    portion.now = without(portion.now, share(portion.now, amount));
  }

  private drawn({ flow, order }: GraphFlow): Carried | null {
    const { key } = poolOf(flow.from) ?? {};
    if (key === undefined || !this.reachedPools.has(key)) return null;
    const draws = this.drawsOf(key);
    const suspect = draws.ofDraw(order);
    const isOrigin = [...draws.batches].every(
      (batch) => this.suspicion.isOrigin(batch) || !this.suspicion.isSuspect(batch),
    );
    const isCounted = isOrigin && flow.from.uom === this.suspicion.doseUom;
    const most = isCounted ? suspect.most : this.suspicion.most;
    const dose = { least: isCounted ? suspect.least : 0n, most };
    const isSure = suspect.least > 0n;
    // What came by a place may be of several batches that did: a name given later says nothing of where it was.
    const isMixed = this.exposures.isAny;
    const slack = isCounted ? 0n : null;
    return carriedOf({ ...clean(flow.amount), suspect, dose, slack, isSure, isMixed }, 'batch');
  }

  private drawsOf(key: string): PoolDraws {
    const known = this.draws.get(key);
    if (known) return known;
    const flows = this.poolFlows.get(key) ?? [];
    const draws = new PoolDraws(key, flows, (line) => this.standingOf(line));
    this.draws.set(key, draws);
    return draws;
  }

  private standingOf(line: Line): Standing {
    const { batch } = line;
    if (this.suspicion.isSuspect(batch)) return this.suspicion.isSure(batch) ? 'sure' : 'doubtful';
    return this.reached.has(lineId(line)) ? 'doubtful' : 'clean';
  }

  private enter(each: GraphFlow, carried: Carried | null): void {
    const { to, amount } = each.flow;
    if (isInput(each)) {
      if (carried && isSuspect(carried.lump) && this.suspicion.note(each, carried.lump)) {
        this.isChanged = true;
        this.draws.clear();
      }
      return;
    }
    if (isAccount(to)) return;
    const portion = this.portionOf(to);
    const isWalked = this.gathered.nodes.has(nodeOf(to)?.id ?? '');
    const brought = carried && isWalked ? carried.lump : clean(amount);
    const exposure = isWalked ? this.exposures.at(to.holder, each.order) : null;
    const lump = exposure ? exposed(brought, amount, exposure.isSure) : brought;
    portion.now = join(portion.now, { ...lump, isMixed: this.isMixed(each, lump) });
    portion.ever = join(portion.ever, { ...lump, isMixed: this.isMixed(each, lump) });
    portion.into = each;
    if (exposure) {
      const doubt = this.exposures.doubtOfEntering(each.order);
      this.touch(portion, exposure.isSure ? null : doubt, each);
    }
    if (this.suspicion.isSuspect(to.batch)) this.reach(to);
    else if (carried && isWalked) {
      portion.isReached = true;
      if (isSuspect(lump)) this.reach(to);
    }
  }

  private isMixed({ flow: { from, to } }: GraphFlow, lump: Lump): boolean {
    return lump.isMixed || from.holder.kind === 'tank' || to.holder.kind === 'tank';
  }

  private reach(line: Line): void {
    const key = poolOf(line)?.key;
    if (key !== undefined) this.reachedPools.add(key);
    for (const id of [lineId(line), lineId({ ...line, owner: null })]) {
      if (this.reached.has(id)) continue;
      this.reached.add(id);
      this.isChanged = true;
      this.draws.clear();
    }
  }

  private portionOf(line: Line): Portion {
    const id = lineId(line);
    const known = this.portions.get(id);
    if (known) return known;
    const [now, ever] = [clean(0n), clean(0n)];
    const portion = { line, now, ever, isReached: false, into: null };
    this.portions.set(id, portion);
    return portion;
  }
}

function isSame(a: Holder, b: Holder): boolean {
  return a.kind === b.kind && a.id === b.id;
}

/** What is not sure lacks a record; of goods that were in doubt before, the first doubt counts. */
function carriedOf(lump: Lump, missing: Missing): Carried {
  return { lump, missing: lump.isSure ? null : missing };
}
