import type { FoldEvent } from '../../../src/holdings/model/claim.js';
import { flowKeys, moveKeys } from '../../../src/holdings/books/books.js';
import type { ClaimNote } from '../../../src/holdings/matching/claim-notes.js';
import { groupNamesOf } from '../../../src/holdings/matching/handoff-group.js';
import type { KnownClaim, LooseName } from '../../../src/holdings/matching/handoff-members.js';
import { keyOf } from '../../../src/holdings/model/keys.js';
import type {
  KeyHistory,
  KeyLoad,
  LineSum,
  Need,
  SeenMove,
  Slice,
} from '../../../src/holdings/model/loads.js';
import type {
  Flow,
  Key,
  Line,
  Order,
  Posted,
  UnitMove,
} from '../../../src/holdings/model/model.js';
import { compareOrder } from '../../../src/holdings/model/order.js';
import { refold, type FoldReader } from '../../../src/holdings/books/refold.js';
import { postingId } from '../../../src/holdings/books/replay.js';
import { stepByStep } from '../../../src/platform/long-work.js';

/**
 * A store of events and postings in memory. It keeps rows only and rebuilds the state of a key from
 * sums of rows whenever it is asked, exactly as the database does.
 */
export class MemoryLedger implements FoldReader {
  readonly events = new Map<string, FoldEvent>();
  readonly posted = new Map<string, Posted>();
  readonly notes = new Map<string, ClaimNote>();
  readonly stepByStep = stepByStep;

  static async folded(events: readonly FoldEvent[]): Promise<MemoryLedger> {
    const ledger = new MemoryLedger();
    await ledger.capture(events);
    return ledger;
  }

  async capture(added: readonly FoldEvent[], removed: readonly FoldEvent[] = []): Promise<void> {
    const { posted, dropped, noted } = await refold(this, { added, removed });
    for (const { note } of noted) this.notes.set(note.ref, note);
    for (const event of removed) this.events.delete(event.ref);
    for (const event of added) this.events.set(event.ref, event);
    for (const posting of dropped) this.posted.delete(postingId(posting));
    for (const posting of posted) this.posted.set(postingId(posting), posting);
  }

  rows(): Posted[] {
    return [...this.posted.values()].sort((a, b) => compareOrder(a.order, b.order));
  }

  flows(): { order: Order; flow: Flow }[] {
    return this.rows().flatMap(({ order, flows }) => flows.map((flow) => ({ order, flow })));
  }

  moves(): { order: Order; move: UnitMove }[] {
    return this.rows().flatMap(({ order, moves }) => moves.map((move) => ({ order, move })));
  }

  /** How a goods key came to its state, from the very start, for readers of ranges. */
  history(key: Key): KeyHistory {
    const flows = this.flows().filter(({ flow }) => flowKeys(flow).includes(key));
    return { opening: [], flows };
  }

  async claimsJoining(
    names: readonly string[],
    loose: readonly LooseName[],
  ): Promise<KnownClaim[]> {
    return this.knownClaims().filter(({ event, note }) => {
      const { joins } = groupNamesOf(event);
      const isNear = ({ name, at }: LooseName) =>
        joins.includes(name) && (note === null || note.quietAfter >= at);
      return names.some((name) => joins.includes(name)) || loose.some(isNear);
    });
  }

  async claimsOf(refs: readonly string[]): Promise<KnownClaim[]> {
    return this.knownClaims().filter(({ event }) => refs.includes(event.ref));
  }

  private knownClaims(): KnownClaim[] {
    return [...this.events.values()].map((event) => ({
      event,
      note: this.notes.get(event.ref) ?? null,
    }));
  }

  async postingsOf(refs: readonly string[]): Promise<Posted[]> {
    return this.rows().filter(({ order }) => refs.includes(order.ref));
  }

  async load(needs: readonly Need[]): Promise<Slice> {
    const loads = new Map(needs.map((need) => [need.key, this.loadOf(need)] as const));
    const tail = this.rows().filter((posting) =>
      posting.touches.some((key) => {
        const since = loads.get(key)?.since;
        return since !== undefined && posting.order.at >= since;
      }),
    );
    return { loads, tail };
  }

  private loadOf({ key, since, history }: Need): KeyLoad {
    const before = this.rows().filter(({ order }) => order.at < since);
    if (key.startsWith('standing:')) return { kind: 'standing', since, ...standingOf(key, before) };
    if (key.startsWith('timeline:')) return { kind: 'timeline', since, ...timelineOf(key, before) };
    const flows = before.flatMap(({ order, flows: all }) =>
      all.filter((flow) => flowKeys(flow).includes(key)).map((flow) => ({ order, flow })),
    );
    const sums = sumsOf(
      key,
      flows.map(({ flow }) => flow),
    );
    if (!history) return { kind: 'goods', since, sums, history: null };
    const from = lastClosed(
      key,
      flows.map(({ flow }) => flow),
    );
    const opening = sumsOf(
      key,
      flows.slice(0, from).map(({ flow }) => flow),
    );
    return { kind: 'goods', since, sums, history: { opening, flows: flows.slice(from) } };
  }
}

/** How many of the flows lead to the last point at which no draw on the key was open. */
function lastClosed(key: Key, flows: readonly Flow[]): number {
  let last = 0;
  for (let i = 0; i <= flows.length; i += 1) {
    const open = sumsOf(key, flows.slice(0, i)).some(({ line }) => line.book === 'draws');
    if (!open) last = i;
  }
  return last;
}

export function sumsOf(key: Key | null, flows: readonly Flow[]): LineSum[] {
  const sums = new Map<string, LineSum>();
  const add = (line: Line, amount: bigint, low: bigint, high: bigint) => {
    if (key !== null ? keyOf(line) !== key : line.holder.kind === 'account') return;
    const name = JSON.stringify(line);
    const old = sums.get(name) ?? { amount: 0n, low: 0n, high: 0n };
    sums.set(name, {
      line,
      amount: old.amount + amount,
      low: old.low + low,
      high: old.high + high,
    });
  };
  for (const { from, to, amount, least, most } of flows) {
    add(from, -amount, -most, -least);
    add(to, amount, least, most);
  }
  return [...sums.values()].filter(
    ({ amount, low, high }) => amount !== 0n || low !== 0n || high !== 0n,
  );
}

function standingOf(key: Key, before: readonly Posted[]): { instances: string[] } {
  const there = new Set<string>();
  for (const { moves } of before) {
    for (const { from, to, instance } of moves) {
      const at = (where: typeof to | null) =>
        where && 'id' in where && key === `standing:${where.kind}:${where.id}`;
      if (at(from)) there.delete(instance);
      if (at(to)) there.add(instance);
    }
  }
  return { instances: [...there] };
}

function timelineOf(key: Key, before: readonly Posted[]): { moves: SeenMove[] } {
  const last = new Map<string, SeenMove>();
  for (const { moves, order } of before) {
    for (const move of moves) {
      if (moveKeys(move).includes(key)) last.set(move.instance, { at: order.at, move });
    }
  }
  return { moves: [...last.values()] };
}
