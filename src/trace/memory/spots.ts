import type { Holder, Line } from '../../holdings/index.js';
import { isAccount } from '../books/graph.js';

/** Where goods are, of whatever batch: a line of the books without its batch and its book. */
export type Spot = Omit<Line, 'batch' | 'book'>;

/** Numbers of spots, and which of them hold goods without a batch. */
export class Spots {
  private readonly numbers = new Map<string, number>();
  private readonly spots: { readonly spot: Spot; readonly pool: number }[] = [];
  private readonly pools = new Map<string, number>();
  private readonly unnamed = new Set<number>();

  get bytes(): number {
    return 400 * this.spots.length + 150 * this.pools.size;
  }

  /** An account has one spot whatever comes to it. */
  take({ holder, product, uom, owner }: Line): number {
    const spot =
      holder.kind === 'account' ? { ...outside, holder } : { holder, product, uom, owner };
    const key = [holder.kind, holder.id, spot.product, spot.uom, owner ?? ''].join('|');
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.spots.length;
    this.spots.push({ spot, pool: this.poolOf(spot) });
    this.numbers.set(key, number);
    return number;
  }

  at(number: number): Spot {
    const found = this.spots[number];
    if (!found) throw new Error(`there is no spot ${number}`);
    return found.spot;
  }

  isAccount(number: number): boolean {
    return this.at(number).holder.kind === 'account';
  }

  /** Somebody drew, took or left goods here without saying of which batch: those of all batches here are in doubt. */
  noteUnnamed(line: Line): void {
    if (!isAccount(line)) this.unnamed.add(this.poolOf(line));
  }

  isUnnamed(number: number): boolean {
    return this.unnamed.has(this.spots[number]?.pool ?? -1);
  }

  /** What can be drawn on without a batch: a product at a place in whatever unit; units, tanks and ways whole. */
  private poolOf({ holder: { kind, id }, product }: { holder: Holder; product: string }): number {
    const key = kind === 'place' ? `${id}|${product}` : `${kind}:${id}`;
    const known = this.pools.get(key) ?? this.pools.size;
    this.pools.set(key, known);
    return known;
  }
}

const outside = { product: '', uom: '', owner: null };
