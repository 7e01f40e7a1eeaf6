import { smaller, type Amount } from '../../kernel/index.js';
import type { Place } from '../model/claim.js';
import { accountLine, type Books } from './books.js';
import { goodsKey, holderOf } from '../model/keys.js';
import type { LineSum } from '../model/loads.js';
import type { CleanOutStep, Line } from '../model/model.js';
import { exactPart, type Part } from './pool.js';
import type { Stock } from './stock.js';

/**
 * A blending place: a draw takes everything in it in proportion, whatever batch or product it names.
 * When the books reach zero without a clean-out, what was in it may still cling to it: the heel, which
 * every later draw may hold some of.
 */
export class Tank {
  private readonly stock: Stock;

  constructor(
    private readonly books: Books,
    private readonly place: Place,
    private readonly party: string,
  ) {
    this.stock = books.stock(goodsKey(holderOf(place), '', ''));
  }

  total(uom: string): Amount {
    return this.mixture(uom).reduce((sum, { amount }) => sum + amount, 0n);
  }

  /** The parts of a draw, in proportion to what is there; null draws all. */
  parts(uom: string, wanted: Amount | null): Part[] {
    const mixture = this.mixture(uom);
    const total = this.total(uom);
    const amount = smaller(wanted ?? total, total);
    let before = 0n;
    const parts = mixture.map(({ line, amount: held }) => {
      const upTo = before + held;
      const part = (amount * upTo) / total - (amount * before) / total;
      before = upTo;
      return exactPart(line, part, line.owner ?? this.party);
    });
    return [...parts, ...this.heel(mixture)];
  }

  /** To be called after a draw: marks the heel of a tank just emptied, and what a cleaning still finds. */
  drawn(parts: readonly Part[]): void {
    for (const { from, amount } of parts) {
      if (from.book !== 'goods') continue;
      const noted: Line = { ...from, book: 'cleaning' };
      const less = smaller(amount, this.stock.sumOf(noted)?.amount ?? 0n);
      if (less > 0n) this.books.flow(noted, accountLine('cleaning', noted), less);
      if (this.total(from.uom) === 0n) this.markHeel(from);
    }
  }

  cleanOut({ does }: Pick<CleanOutStep, 'does'>): void {
    if (does === 'note') return this.note();
    if (does === 'remove') return this.removeNoted();
    for (const { line, amount } of this.stock.all('goods')) this.remove(line, amount);
    for (const { line, amount } of this.stock.all('heel')) {
      this.books.flow(line, accountLine('heel', line), amount);
    }
  }

  /** The start of a whole-day clean-out: no more than what is there now can go. */
  private note(): void {
    for (const { line, amount } of this.stock.all('goods')) {
      const noted: Line = { ...line, book: 'cleaning' };
      const more = amount - (this.stock.sumOf(noted)?.amount ?? 0n);
      if (more > 0n) this.books.flow(accountLine('cleaning', noted), noted, more);
    }
  }

  /** Its end. The heel stays, since what left the tank that day may have left before the cleaning. */
  private removeNoted(): void {
    for (const { line, amount } of this.stock.all('cleaning')) {
      this.books.flow(line, accountLine('cleaning', line), amount);
      const goods: Line = { ...line, book: 'goods' };
      const gone = smaller(amount, this.stock.sumOf(goods)?.amount ?? 0n);
      if (gone > 0n) this.remove(goods, gone);
    }
  }

  private remove(line: Line, amount: Amount): void {
    const words = { place: this.place.id, reason: 'clean-out' };
    this.books.flow(line, accountLine('unaccounted', line), amount, words);
  }

  private mixture(uom: string): LineSum[] {
    return this.stock.all('goods').filter(({ line, amount }) => line.uom === uom && amount > 0n);
  }

  private heel(mixture: readonly LineSum[]): Part[] {
    const there = new Set(mixture.map(({ line }) => `${line.product}|${line.batch ?? ''}`));
    return this.stock
      .all('heel')
      .filter(({ line }) => !there.has(`${line.product}|${line.batch ?? ''}`))
      .map(({ line }) => exactPart(line, 0n, line.owner ?? this.party, 'guessed'));
  }

  private markHeel(from: Line): void {
    const mark: Line = { ...from, owner: null, book: 'heel' };
    if (this.stock.sumOf(mark)) return;
    this.books.flow(accountLine('heel', mark), mark, 1n);
  }
}
