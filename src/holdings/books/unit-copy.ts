import type { Place } from '../model/claim.js';
import { accountLine, type Books } from './books.js';
import { goodsKey, unitHolder, unitOf } from '../model/keys.js';
import type { Line } from '../model/model.js';

/** What copying needs of the timelines. */
interface Copies {
  inside(instance: string): string[];
  fresh(unit: string): string;
  appear(unit: string, instance: string, parent: string): string;
}

/**
 * Gives a disputed unit's second claimant a copy of its content, units inside included, all of it
 * unaccounted in: the books do not say how it could have come here.
 */
export function copyUnit(
  books: Books,
  units: Copies,
  original: string,
  to: { readonly copy: string; readonly place: Place },
): void {
  const { copy, place } = to;
  const stock = books.stock(goodsKey(unitHolder(original), '', ''));
  const words = { place: place.id, reason: 'disputed unit' };
  for (const { line, amount } of stock.all('goods')) {
    const copied: Line = { ...line, holder: unitHolder(copy) };
    books.flow(accountLine('unaccounted-in', copied), copied, amount, words);
  }
  for (const book of ['draws', 'may'] as const) {
    for (const { line, amount } of stock.all(book)) {
      const copied: Line = { ...line, holder: unitHolder(copy) };
      const outside = accountLine(book === 'draws' ? 'unaccounted-in' : 'bound', copied);
      if (amount > 0n) books.flow(outside, copied, amount);
      else books.flow(copied, outside, -amount, words);
    }
  }
  for (const child of units.inside(original)) {
    const unit = unitOf(child);
    const inner = units.appear(unit, units.fresh(unit), copy);
    copyUnit(books, units, child, { copy: inner, place });
  }
}
