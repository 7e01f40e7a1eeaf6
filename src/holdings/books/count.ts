import { larger, smaller, type Amount } from '../../kernel/index.js';
import type { Goods, Place } from '../model/claim.js';
import { accountLine, type Books } from './books.js';
import { containerParts, heldInUnits } from './containers.js';
import { deliver } from './delivery.js';
import { holderOf, unitHolder } from '../model/keys.js';
import type { CountStep, Holder, Line } from '../model/model.js';
import { PoolBounds, type Bounds } from './pool-bounds.js';
import { exactPart, Pool, type Part } from './pool.js';
import { Tank } from './tank.js';
import { Units } from './units.js';

/**
 * A count is absolute: whatever the books said, this is there now. What is missing becomes unaccounted,
 * what is too much unaccounted in. Goods in units standing there are counted with the loose ones.
 */
export function count(books: Books, { goods, place }: CountStep): void {
  const { amount } = goods;
  if (amount === null) return;
  const { author } = books.order;
  if (place.mixing === 'blending') return countTank(books, goods, place, amount);
  const units = new Units(books, place, author);
  if (goods.container !== undefined) {
    const instance = units.reach(goods.container, { alone: false });
    const pool = new Pool(books, unitHolder(instance), goods, units.ownerOf(instance));
    return countPool(books, place, goods, { pool, found: amount });
  }
  const inUnits = heldInUnits(books, units, place, goods);
  if (amount < inUnits) {
    const { parts, pools } = containerParts(books, units, place, {
      ...goods,
      amount: inUnits - amount,
    });
    writeOff(books, place, goods, parts);
    for (const pool of pools) pool.tidy();
  }
  const pool = new Pool(books, holderOf(place), goods, author);
  countPool(books, place, goods, { pool, found: larger(amount - inUnits, 0n) });
}

interface Counted {
  readonly pool: Pool;
  readonly found: Amount;
}

function countPool(books: Books, place: Place, goods: Goods, { pool, found }: Counted): void {
  const { batch } = goods;
  const owner = pool.holder.kind === 'unit' ? null : (goods.owner ?? pool.soleOwner());
  const surplusTo = pool.line(batch, owner);
  if (batch !== null) settleOn(books, pool, batch, found);
  const held = batch === null ? pool.stock.total(pool.name) : pool.netOf(batch);
  if (found > held) bookIn(books, place, surplusTo, found - held);
  if (found < held) {
    const amount = held - found;
    const parts = batch === null ? pool.parts({ ...goods, amount }) : pool.partsOf(batch, amount);
    writeOff(books, place, goods, parts);
  }
  pool.tidy();
}

/**
 * Where draws without a batch are open, a count of one batch says how much of it they took, as far as
 * that is possible; only the distance outside the range is left to be unaccounted.
 */
function settleOn(books: Books, pool: Pool, batch: string, found: Amount): void {
  const segment = books.openSegment(pool.stock.key, pool.name);
  if (!segment) return;
  const drawn = new PoolBounds(segment).drawnOf(batch);
  const settled = within(drawn, pool.netOf(batch) - found);
  for (const { from, amount } of pool.partsOf(batch, settled)) {
    books.flow(from, pool.line(null, null, 'draws'), amount, { reason: 'settled' });
  }
}

function within({ least, most }: Bounds, amount: Amount): Amount {
  return larger(least, smaller(most, amount));
}

/** A tank is counted as the one mixture it is, whatever the count names. */
function countTank(books: Books, goods: Goods, place: Place, found: Amount): void {
  const { author } = books.order;
  const tank = new Tank(books, place, author);
  const held = tank.total(goods.uom);
  if (found > held) {
    bookIn(books, place, lineIn(holderOf(place), goods, author), found - held);
  } else if (found < held) {
    const parts = tank.parts(goods.uom, held - found);
    writeOff(
      books,
      place,
      goods,
      parts.filter(({ amount }) => amount > 0n),
    );
    tank.drawn(parts);
  }
}

function bookIn(books: Books, place: Place, line: Line, amount: Amount): void {
  const part = exactPart(accountLine('unaccounted-in', line), amount, line.owner);
  deliver(books, part, line, { place: place.id, reason: 'count' });
}

function writeOff(books: Books, place: Place, goods: Goods, parts: readonly Part[]): void {
  for (const part of parts) {
    const line = accountLine('unaccounted', part.from, goods.batch ?? part.from.batch);
    deliver(books, part, line, { place: place.id, reason: 'count' });
  }
}

function lineIn(holder: Holder, { product, uom, batch }: Goods, owner: string): Line {
  return { holder, product, uom, batch, owner, book: 'goods' };
}
