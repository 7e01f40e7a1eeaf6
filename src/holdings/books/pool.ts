import { larger, smaller, type Amount } from '../../kernel/index.js';
import { accountLine, type Books } from './books.js';
import { goodsKey } from '../model/keys.js';
import type { LineSum } from '../model/loads.js';
import type { Evidence, Holder, Line } from '../model/model.js';
import { compareText } from '../model/order.js';
import { PoolBounds, type PoolStep } from './pool-bounds.js';
import type { PoolName, Stock } from './stock.js';

/** One part of a draw: how much of it came out of which line, and how sure that is. */
export interface Part {
  readonly from: Line;
  readonly amount: Amount;
  readonly least: Amount;
  readonly most: Amount;
  readonly evidence: Evidence;
  /** Whose the goods are. */
  readonly owner: string | null;
}

/** What is drawn: a batch or, with null, whatever there is of the product. */
export interface Wanted extends PoolName {
  readonly batch: string | null;
  /** Null for all there is. */
  readonly amount: Amount | null;
  /** Only goods of this owner. */
  readonly owner?: string;
}

/** One product in one place, unit or transit line, as draws see it. */
export class Pool {
  readonly stock: Stock;
  readonly name: PoolName;

  constructor(
    private readonly books: Books,
    readonly holder: Holder,
    { product, uom }: PoolName,
    /** Whose goods are drawn first, and whose they are where the line does not say. */
    private readonly party: string | null,
  ) {
    this.name = { product, uom };
    this.stock = books.stock(goodsKey(holder, product, uom));
  }

  /** How much a draw could get here at most, by the books. */
  available(wanted: Omit<Wanted, 'amount'>): Amount {
    const { batch, owner } = wanted;
    if (batch === null) return larger(this.stock.total(this.name), 0n);
    const named = this.freeOf(batch, owner);
    return named + this.freeUnnamed(batch, named);
  }

  /**
   * Takes as much of what is wanted as is here: a batch from its own lines, then from goods without a
   * batch that may be of it; without a batch, one draw on the pool, or exact parts where there is only
   * one way it can have been.
   */
  parts(wanted: Wanted): Part[] {
    const amount = smaller(wanted.amount ?? this.available(wanted), this.available(wanted));
    if (amount <= 0n) return [];
    if (wanted.batch === null) return this.partsOfAny(amount);
    const named = smaller(amount, this.freeOf(wanted.batch, wanted.owner));
    return [
      ...this.spread(this.linesOf(wanted.batch, wanted.owner), named),
      ...this.spread(this.linesOf(null), amount - named),
    ];
  }

  /** Exactly this much of the named lines of a batch, whatever open draws may have taken of them. */
  partsOf(batch: string, amount: Amount): Part[] {
    return this.spread(this.linesOf(batch), amount);
  }

  /** What the named lines of a batch can spare once the open draws took what they must have taken. */
  private freeOf(batch: string | null, owner?: string): Amount {
    const lines = this.linesOf(batch, owner).reduce((sum, { amount }) => sum + amount, 0n);
    return larger(smaller(lines, this.netOf(batch) - this.leastDrawn(batch, null)), 0n);
  }

  netOf(batch: string | null): Amount {
    return this.stock.nets(this.name).get(batch) ?? 0n;
  }

  line(batch: string | null, owner: string | null, book: Line['book'] = 'goods'): Line {
    return { holder: this.holder, ...this.name, batch, owner, book };
  }

  /** The one owner of all that is here, else the party's own. */
  soleOwner(batch?: string): string | null {
    const lines = this.stock.all('goods', this.name);
    const owners = new Set(
      lines
        .filter(({ line, amount }) => amount > 0n && (batch === undefined || line.batch === batch))
        .map(({ line }) => line.owner),
    );
    const [owner] = owners;
    return owners.size === 1 ? (owner ?? this.party) : this.party;
  }

  /** How much of each batch goods without a batch may be at most; null stands for any batch. */
  mays(): Map<string | null, Amount> {
    const lines = this.stock.all('may', this.name);
    return new Map(lines.map(({ line, amount }) => [line.batch, amount]));
  }

  private freeUnnamed(batch: string, named: Amount): Amount {
    const mays = this.mays();
    const cap = (mays.get(batch) ?? 0n) + (mays.get(null) ?? 0n);
    const step: PoolStep = { kind: 'named', batch, delta: -named };
    return larger(smaller(cap, this.netOf(null) - this.leastDrawn(null, step)), 0n);
  }

  private leastDrawn(batch: string | null, next: PoolStep | null): Amount {
    if (this.stock.openDraws(this.name) === 0n) return 0n;
    const segment = this.books.openSegment(this.stock.key, this.name);
    if (!segment) return 0n;
    const steps = next ? [...segment.steps, next] : segment.steps;
    return new PoolBounds({ ...segment, steps }).drawnOf(batch).least;
  }

  private partsOfAny(amount: Amount): Part[] {
    const lines = this.stock.all('goods', this.name).filter((line) => line.amount > 0n);
    const isOneBatch = new Set(lines.map(({ line }) => line.batch)).size === 1;
    const isOpen = this.stock.openDraws(this.name) !== 0n;
    if (!isOpen && (isOneBatch || amount === this.stock.total(this.name))) {
      return this.spread(this.ownFirst(lines), amount);
    }
    return [exactPart(this.line(null, null, 'draws'), amount, this.soleOwner())];
  }

  private spread(lines: readonly LineSum[], amount: Amount): Part[] {
    let rest = amount;
    const parts: Part[] = [];
    for (const { line, amount: held } of lines) {
      const part = smaller(rest, held);
      if (part <= 0n) continue;
      parts.push(exactPart(line, part, line.owner ?? this.party));
      rest -= part;
    }
    return parts;
  }

  private linesOf(batch: string | null, owner?: string): LineSum[] {
    const lines = this.stock.ofBatch('goods', this.name, batch);
    const fitting = lines.filter(
      ({ line, amount }) =>
        amount > 0n && (owner === undefined || (line.owner ?? this.party) === owner),
    );
    return this.ownFirst(fitting);
  }

  private ownFirst(lines: readonly LineSum[]): LineSum[] {
    const rank = ({ line }: LineSum) => (line.owner === this.party ? 0 : 1);
    return [...lines].sort(
      (a, b) => rank(a) - rank(b) || compareText(a.line.owner ?? '', b.line.owner ?? ''),
    );
  }

  /**
   * Once the books of a pool are at zero its draws can only have taken all there was: they are settled
   * on the batches, and the pool starts afresh. So does what goods without a batch may have been.
   */
  tidy(): void {
    const isEmpty = this.stock.total(this.name) === 0n;
    if (isEmpty && this.stock.openDraws(this.name) !== 0n) {
      for (const { line, amount } of this.stock.all('goods', this.name)) {
        const draws = this.line(null, null, 'draws');
        if (amount > 0n) this.books.flow(line, draws, amount, { reason: 'settled' });
      }
    }
    if (this.netOf(null) !== 0n || this.stock.openDraws(this.name) !== 0n) return;
    for (const { line, amount } of this.stock.all('may', this.name)) {
      this.books.flow(line, accountLine('bound', line), amount);
    }
  }
}

export function exactPart(
  from: Line,
  amount: Amount,
  owner: string | null,
  evidence: Evidence = 'recorded',
): Part {
  return { from, amount, least: amount, most: amount, evidence, owner };
}
