import { compareOrder, type Holder, type Order } from '../../holdings/index.js';
import type { Exposure, Gate } from './entry.js';
import type { Span } from '../books/graph.js';
import type { Missing } from '../verdict/missing.js';

/**
 * Everything that a hazard got at where it entered, or may have, as the judge asks for it. Times are those of the
 * place: a flow out of it is its keeper's word, so what left is never judged by the clock of who took it.
 */
export class Exposures {
  private readonly byHolder = new Map<string, Exposure[]>();
  /** In the order in which they begin. */
  readonly openings: readonly Exposure[];

  /** `spans` are of events near the entry: the books have one on a whole day at its start or at its end. */
  constructor(
    private readonly entry: Gate | null,
    exposures: readonly Exposure[],
    private readonly spans: ReadonlyMap<string, Span>,
  ) {
    this.openings = [...exposures].sort((a, b) => a.from - b.from);
    for (const each of this.openings) {
      const id = nameOf(each.holder);
      this.byHolder.set(id, [...(this.byHolder.get(id) ?? []), each]);
    }
  }

  /** A hazard that entered nowhere but with the making of batches. */
  static readonly none = new Exposures(null, [], new Map());

  get isAny(): boolean {
    return this.entry !== null;
  }

  /**
   * Whether goods at this holder are exposed at this point of the order, the sure way first; null: they are not. On a day
   * that an exposure begins in, they may have been.
   */
  at(holder: Holder, order: Order): Exposure | null {
    const span = this.spanOf(order);
    const there = (this.byHolder.get(nameOf(holder)) ?? []).filter(
      ({ from, to }) => !isBefore(span, from) && (to === null || compareOrder(order, to) < 0),
    );
    const sure = there.find(({ isSure, from }) => isSure && span.from >= from);
    return sure ?? there.find(({ isSure }) => !isSure) ?? null;
  }

  /** Whether what goes out of this holder now left the place before the hazard can have come. */
  isBefore(holder: Holder, order: Order): boolean {
    const { entry } = this;
    if (entry === null || !isBefore(this.spanOf(order), entry.from)) return false;
    return entry.holders.some((place) => nameOf(place) === nameOf(holder));
  }

  /** Whether it is not known at which instant this was, and it may have been before the interval is over. */
  isSpread(order: Order): boolean {
    const { from, until } = this.spanOf(order);
    return from !== until && this.entry !== null && from <= this.entry.until;
  }

  /** What keeps it open that goods which came at this point, or were there before, hold the hazard. */
  doubtOfEntering(order: Order): Missing {
    return this.entry !== null && order.at > this.entry.until ? 'cleaning' : 'contact';
  }

  /** What keeps it open that goods which leave at this point took the hazard along. */
  doubtOfLeaving(holder: Holder, order: Order): Missing {
    const { entry } = this;
    if (entry === null) return 'contact';
    const { from } = this.spanOf(order);
    const isWithin = holder.kind === 'tank' && from <= entry.until;
    if (from < entry.from || isWithin) return 'time';
    return holder.kind === 'tank' ? 'cleaning' : 'contact';
  }

  private spanOf({ ref, at }: Order): Span {
    return this.spans.get(ref) ?? { from: at, until: at };
  }
}

/** Whether all of a span lies before an instant. */
export function isBefore({ from, until }: Span, instant: number): boolean {
  return from === until ? from < instant : until <= instant;
}

function nameOf({ kind, id }: Holder): string {
  return `${kind}:${id}`;
}
