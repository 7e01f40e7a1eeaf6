import { compareOrder, type Holder, type Order } from '../holdings/index.js';
import type { Entry, Exposure } from './entry.js';
import { holdersOf } from './entry.js';
import type { Missing } from './missing.js';

/**
 * Everything that a hazard got at where it entered, or may have, as the judge asks for it. Times are those of the
 * place: a flow out of it is its keeper's word, so what left is never judged by the clock of who took it.
 */
export class Exposures {
  private readonly byHolder = new Map<string, Exposure[]>();
  /** In the order in which they begin. */
  readonly openings: readonly Exposure[];

  /** `starts` are the first instants at which events may have been, where the books have them at the end of their day. */
  constructor(
    private readonly entry: Entry | null,
    exposures: readonly Exposure[],
    private readonly starts: ReadonlyMap<string, number>,
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

  /** Whether goods at this holder are exposed at this point of the order, the sure way first; null: they are not. */
  at(holder: Holder, order: Order): Exposure | null {
    const there = (this.byHolder.get(nameOf(holder)) ?? []).filter(
      ({ from, to }) => order.at >= from && (to === null || compareOrder(order, to) < 0),
    );
    return there.find(({ isSure }) => isSure) ?? there[0] ?? null;
  }

  /** Whether what goes out of this holder now left the place before the hazard can have come. */
  isBefore(holder: Holder, order: Order): boolean {
    const { entry } = this;
    if (entry === null || order.at >= entry.from) return false;
    return holdersOf(entry.placeId).some((place) => nameOf(place) === nameOf(holder));
  }

  /** What keeps it open that goods which came at this point, or were there before, hold the hazard. */
  doubtOfEntering(order: Order): Missing {
    return this.entry !== null && order.at > this.entry.until ? 'cleaning' : 'contact';
  }

  /** What keeps it open that goods which leave at this point took the hazard along. */
  doubtOfLeaving(holder: Holder, order: Order): Missing {
    const { entry } = this;
    if (entry === null) return 'contact';
    const start = this.starts.get(order.ref) ?? order.at;
    const isWithin = holder.kind === 'tank' && order.at <= entry.until;
    if (start < entry.from || isWithin) return 'time';
    return holder.kind === 'tank' ? 'cleaning' : 'contact';
  }
}

function nameOf({ kind, id }: Holder): string {
  return `${kind}:${id}`;
}
