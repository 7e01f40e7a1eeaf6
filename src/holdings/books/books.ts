import { present, type Amount } from '../../kernel/index.js';
import { account, keyOf, standingAt, standingKey, timelineKey } from '../model/keys.js';
import type { KeyLoad, Need, SeenMove } from '../model/loads.js';
import type {
  Evidence,
  Flow,
  Key,
  Line,
  Order,
  Posted,
  Posting,
  UnitMove,
} from '../model/model.js';
import { compareText } from '../model/order.js';
import type { PoolSegment } from './pool-bounds.js';
import { Stock, type PoolName } from './stock.js';

/** Thrown inside a posting that reads a key nobody loaded; the replay catches it and asks the driver. */
export class KeyMissing extends Error {
  constructor(readonly need: Need) {
    super(`not loaded: ${need.key}`);
  }
}

/** What a flow says beyond its two ends; least and most are the amount unless it is a guess. */
export interface FlowWords {
  readonly least?: Amount;
  readonly most?: Amount;
  readonly evidence?: Evidence;
  readonly place?: string | null;
  readonly reason?: string | null;
}

/**
 * The state of all loaded keys at one point of the order. Postings read it, and change it only by the
 * rows they write; everything they read or write is noted, since that is what makes them fold again.
 */
export class Books {
  private readonly stocks = new Map<Key, Stock>();
  private readonly standings = new Map<Key, Set<string>>();
  private readonly timelines = new Map<Key, Map<string, SeenMove>>();
  private touches = new Set<Key>();
  private flows: Flow[] = [];
  private moves: UnitMove[] = [];
  private current: Order | null = null;

  constructor(private readonly loads: ReadonlyMap<Key, KeyLoad>) {
    for (const [key, load] of loads) {
      if (load.kind === 'goods') this.stocks.set(key, new Stock(key, load));
      if (load.kind === 'standing') this.standings.set(key, new Set(load.instances));
      if (load.kind === 'timeline') {
        this.timelines.set(key, new Map(load.moves.map((seen) => [seen.move.instance, seen])));
      }
    }
  }

  /** The place in the order of the posting at work. */
  get order(): Order {
    return present(this.current, 'a posting at work');
  }

  begin(order: Order): void {
    this.current = order;
    this.touches = new Set();
    this.flows = [];
    this.moves = [];
  }

  /** What the posting at work came to. */
  end(posting: Posting): Posted {
    const touches = [...this.touches].sort(compareText);
    return { ...posting, touches, flows: this.flows, moves: this.moves };
  }

  stock(key: Key): Stock {
    return this.read(key, this.stocks);
  }

  /** The steps behind a pool's open draws, without which their bounds can't be told. */
  openSegment(key: Key, pool: PoolName): PoolSegment | null {
    const segment = this.stock(key).openSegment(pool);
    if (segment !== undefined) return segment;
    throw new KeyMissing({ key, since: this.order.at, history: true });
  }

  /** The units that stand directly in a place or unit. */
  standing(kind: 'place' | 'unit', id: string): string[] {
    return [...this.read(standingKey(kind, id), this.standings)].sort(compareText);
  }

  /** All instances of a unit that were ever named, the one named last first. */
  instances(unit: string): SeenMove[] {
    const seen = [...this.read(timelineKey(unit), this.timelines).values()];
    return seen.sort((a, b) => b.at - a.at || compareText(b.move.instance, a.move.instance));
  }

  flow(from: Line, to: Line, amount: Amount, words: FlowWords = {}): void {
    const { least = amount, most = amount, evidence = 'recorded' } = words;
    const { place = null, reason = null } = words;
    const row = { from, to, amount, least, most, evidence, place, reason };
    this.flows.push(row);
    for (const key of flowKeys(row)) this.touches.add(key);
    this.applyFlow(row, this.order);
  }

  move(row: UnitMove): void {
    this.moves.push(row);
    for (const key of moveKeys(row)) this.touches.add(key);
    this.applyMove(row, this.order);
  }

  /** Books the rows that a stored posting came to, on the keys that are loaded and not beyond it. */
  apply(posted: Posted): void {
    for (const row of posted.flows) this.applyFlow(row, posted.order);
    for (const row of posted.moves) this.applyMove(row, posted.order);
  }

  isLoaded(key: Key, at: number): boolean {
    const load = this.loads.get(key);
    return load !== undefined && load.since <= at;
  }

  private read<State>(key: Key, states: ReadonlyMap<Key, State>): State {
    this.touches.add(key);
    const state = this.isLoaded(key, this.order.at) ? states.get(key) : undefined;
    if (state === undefined) throw new KeyMissing({ key, since: this.order.at, history: false });
    return state;
  }

  private applyFlow(row: Flow, order: Order): void {
    for (const key of new Set(flowKeys(row))) {
      if (this.isLoaded(key, order.at)) this.stocks.get(key)?.apply(row, order);
    }
  }

  private applyMove(row: UnitMove, order: Order): void {
    const { unit, instance, from, to } = row;
    const left = standingAt(from);
    const entered = standingAt(to);
    if (left && this.isLoaded(left, order.at)) this.standings.get(left)?.delete(instance);
    if (entered && this.isLoaded(entered, order.at)) this.standings.get(entered)?.add(instance);
    const timeline = timelineKey(unit);
    if (!this.isLoaded(timeline, order.at)) return;
    this.timelines.get(timeline)?.set(instance, { at: order.at, move: row });
  }
}

/** The keys whose books a flow changes. */
export function flowKeys(row: Flow): Key[] {
  return [keyOf(row.from), keyOf(row.to)].filter((key) => key !== null);
}

/** The keys whose state a move of a unit changes. */
export function moveKeys(row: UnitMove): Key[] {
  const ends = [standingAt(row.from), standingAt(row.to)];
  return [timelineKey(row.unit), ...ends.filter((key) => key !== null)];
}

/** The line of an account that stands against a line of goods. */
export function accountLine(name: string, line: Line, batch: string | null = line.batch): Line {
  return { ...line, holder: account(name), batch, owner: null, book: 'goods' };
}
