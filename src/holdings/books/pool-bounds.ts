import { larger, smaller, type Amount } from '../../kernel/index.js';
import type { Order } from '../model/model.js';

/** A draw is found by its posting. */
export type DrawName = Pick<Order, 'ref' | 'position'>;

/** What happened to a pool since its first open draw: named goods came or went, or some was drawn. */
export type PoolStep =
  | { readonly kind: 'named'; readonly batch: string | null; readonly delta: Amount }
  | { readonly kind: 'draw'; readonly amount: Amount; readonly of: Order | null };

/** Named net quantities by batch, and the steps after them. Null is goods without a batch. */
export interface PoolSegment {
  readonly opening: ReadonlyMap<string | null, Amount>;
  readonly steps: readonly PoolStep[];
}

export interface Bounds {
  readonly least: Amount;
  readonly most: Amount;
}

interface DrawPoint {
  readonly step: Extract<PoolStep, { kind: 'draw' }>;
  /** All draws so far, this one included. */
  readonly drawn: Amount;
  /** By batch, the least that the named movements leave from here on: no draw may take more by now. */
  readonly spare: ReadonlyMap<string | null, Amount>;
  readonly spareInAll: Amount;
}

/**
 * How much of each batch the draws on a pool took, as far as the books force it (FOLD 5). An unknown
 * draw stays one draw on the pool: what all draws and named movements jointly allow, in closed form.
 */
export class PoolBounds {
  private readonly points: readonly DrawPoint[];

  constructor(segment: PoolSegment) {
    this.points = drawPoints(segment);
  }

  /** How much all draws together took of a batch. */
  drawnOf(batch: string | null): Bounds {
    const drawn = this.points.at(-1)?.drawn ?? 0n;
    let most = drawn;
    for (const point of this.points) {
      most = smaller(most, spareOf(point, batch) + drawn - point.drawn);
    }
    return { least: this.leastOf(batch, this.points.length), most: larger(most, 0n) };
  }

  /** How much one draw took of a batch; draws are found by the order of their posting. */
  ofDraw(order: DrawName, batch: string | null): Bounds {
    const i = this.points.findIndex(({ step }) => step.of !== null && isSame(step.of, order));
    const point = this.points[i];
    if (!point) return { least: 0n, most: 0n };
    const { amount } = point.step;
    const others = point.spareInAll - spareOf(point, batch);
    const most = smaller(amount, spareOf(point, batch) - this.leastOf(batch, i));
    const mostOthers = smaller(amount, others - this.leastOfOthers(batch, i));
    return { least: larger(amount - mostOthers, 0n), most: larger(most, 0n) };
  }

  private leastOf(batch: string | null, points: number): Amount {
    let least = 0n;
    for (const point of this.points.slice(0, points)) {
      least = larger(least, point.drawn - point.spareInAll + spareOf(point, batch));
    }
    return least;
  }

  private leastOfOthers(batch: string | null, points: number): Amount {
    let least = 0n;
    for (const point of this.points.slice(0, points)) {
      least = larger(least, point.drawn - spareOf(point, batch));
    }
    return least;
  }

  /**
   * One way it may have been: each draw took the oldest first, as far as the bounds allow. A guess for
   * showing quantities; nothing is ever computed from it.
   */
  guess(oldestFirst: readonly (string | null)[]): Map<Order | null, Map<string | null, Amount>> {
    const taken = new Map<string | null, Amount>();
    const guesses = new Map<Order | null, Map<string | null, Amount>>();
    for (const point of this.points) {
      let rest = point.step.amount;
      const parts = new Map<string | null, Amount>();
      for (const batch of oldestFirst) {
        const part = smaller(rest, spareOf(point, batch) - (taken.get(batch) ?? 0n));
        if (part <= 0n) continue;
        parts.set(batch, part);
        taken.set(batch, (taken.get(batch) ?? 0n) + part);
        rest -= part;
      }
      guesses.set(point.step.of, parts);
    }
    return guesses;
  }
}

/** Walks the steps forward for the balances, then back for the least balance from each draw on. */
function drawPoints({ opening, steps }: PoolSegment): DrawPoint[] {
  const net = new Map(opening);
  let drawn = 0n;
  for (const step of steps) {
    if (step.kind === 'draw') drawn += step.amount;
    else net.set(step.batch, (net.get(step.batch) ?? 0n) + step.delta);
  }
  const spare = new Map(net);
  const points: DrawPoint[] = [];
  for (const step of [...steps].reverse()) {
    if (step.kind === 'draw') {
      const spareInAll = [...spare.values()].reduce((sum, each) => sum + each, 0n);
      points.push({ step, drawn, spare: new Map(spare), spareInAll });
      drawn -= step.amount;
    } else {
      const before = (net.get(step.batch) ?? 0n) - step.delta;
      net.set(step.batch, before);
      spare.set(step.batch, smaller(spare.get(step.batch) ?? 0n, before));
    }
  }
  return points.reverse();
}

function spareOf(point: DrawPoint, batch: string | null): Amount {
  return point.spare.get(batch) ?? 0n;
}

function isSame(a: DrawName, b: DrawName): boolean {
  return a.ref === b.ref && a.position === b.position;
}
