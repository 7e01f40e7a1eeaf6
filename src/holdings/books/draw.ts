import type { Amount } from '../../kernel/index.js';
import type { Goods, Place } from '../model/claim.js';
import { accountLine, type Books } from './books.js';
import { containerParts, regain } from './containers.js';
import { deliver } from './delivery.js';
import { holderOf, unitHolder } from '../model/keys.js';
import type { Holder, Line } from '../model/model.js';
import { exactPart, Pool, type Part, type Wanted } from './pool.js';
import { Tank } from './tank.js';
import { Units } from './units.js';

/** Receives each part of a draw and books it where it goes, before the next part is looked for. */
export type Give = (part: Part) => void;

/**
 * One author's draw at a place of its own: out of the unit that it names; or out of the mixture of a
 * tank; or out of the loose goods first, then out of units standing there. What is still missing is
 * booked as unaccounted in at this event, place and batch, so that every draw comes to what it claims.
 */
export class Draw {
  private readonly units: Units;

  constructor(
    private readonly books: Books,
    private readonly place: Place,
    private readonly author: string,
    private readonly give: Give,
  ) {
    this.units = new Units(books, place, author);
  }

  take(goods: Goods): void {
    if (goods.container !== undefined) this.fromUnit(goods, goods.container);
    else if (this.place.mixing === 'blending') this.fromTank(goods);
    else this.fromPlace(goods);
  }

  private fromUnit(goods: Goods, unit: string): void {
    const instance = this.units.reach(unit, { alone: false });
    const owner = this.units.ownerOf(instance);
    const pool = new Pool(this.books, unitHolder(instance), goods, owner);
    regain(this.books, this.units, this.place, { pool, instance, wanted: goods });
    const drawn = this.giveAll(pool.parts(goods));
    pool.tidy();
    this.missing(goods, drawn, pool.line(goods.batch, null), owner);
  }

  private fromTank(goods: Goods): void {
    const tank = new Tank(this.books, this.place, this.author);
    const parts = tank.parts(goods.uom, goods.amount);
    const drawn = this.giveAll(parts);
    tank.drawn(parts);
    const owner = goods.owner ?? this.author;
    this.missing(goods, drawn, lineOf(holderOf(this.place), goods, owner), owner);
  }

  private fromPlace(goods: Goods): void {
    const pool = new Pool(this.books, holderOf(this.place), goods, this.author);
    let drawn = this.giveAll(pool.parts(goods));
    pool.tidy();
    const isEnough = goods.amount === null ? drawn > 0n : drawn === goods.amount;
    if (!isEnough) {
      const rest = goods.amount === null ? null : goods.amount - drawn;
      drawn += this.fromContainers({ ...goods, amount: rest });
    }
    const owner = goods.owner ?? this.author;
    this.missing(goods, drawn, pool.line(goods.batch, owner), owner);
  }

  private fromContainers(wanted: Wanted): Amount {
    const { parts, pools } = containerParts(this.books, this.units, this.place, wanted);
    const drawn = this.giveAll(parts);
    for (const pool of pools) pool.tidy();
    return drawn;
  }

  private giveAll(parts: readonly Part[]): Amount {
    let drawn = 0n;
    for (const part of parts) {
      this.give(part);
      drawn += part.amount;
    }
    return drawn;
  }

  /** An amount that was not recorded is never missing; but that there were such goods is on record. */
  private missing(goods: Goods, drawn: Amount, line: Line, owner: string): void {
    if (goods.amount === null) {
      if (drawn === 0n) this.give(exactPart(line, 0n, owner));
      return;
    }
    const short = goods.amount - drawn;
    if (short <= 0n) return;
    const outside = accountLine('unaccounted-in', line);
    deliver(this.books, exactPart(outside, short, owner), line, { place: this.place.id });
    this.give(exactPart(line, short, owner));
  }
}

function lineOf(holder: Holder, { product, uom, batch }: Goods, owner: string): Line {
  return { holder, product, uom, batch, owner, book: 'goods' };
}
