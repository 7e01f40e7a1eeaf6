import type { Goods, Place } from '../model/claim.js';
import { accountLine, type Books } from './books.js';
import { deliver } from './delivery.js';
import { Draw, type Give } from './draw.js';
import { account, holderOf, unitHolder } from '../model/keys.js';
import type { Holder, Line, Source, Target, Transfer } from '../model/model.js';
import { exactPart, Pool, type Part } from './pool.js';
import { Units } from './units.js';

/** Books goods from where a claim takes them to where it puts them. */
export function transfer(books: Books, { goods, source, target }: Transfer): void {
  const { author } = books.order;
  const arrive = arrival(books, goods, target);
  switch (source.kind) {
    case 'account':
      return fromAccount(books, goods, source.account, { target, arrive });
    case 'stock':
      return new Draw(books, source.place, author, arrive).take(goods);
    case 'transit':
      return fromTransit(books, goods, source, arrive);
  }
}

function fromAccount(
  books: Books,
  goods: Goods,
  name: string,
  to: { readonly target: Target; readonly arrive: Give },
): void {
  const { product, uom, batch } = goods;
  const line: Line = { holder: account(name), product, uom, batch, owner: null, book: 'goods' };
  const owner = (to.target.kind === 'stock' ? to.target.owner : null) ?? books.order.author;
  to.arrive(exactPart(line, goods.amount ?? 0n, owner));
}

/** What has not been released yet is booked as taken ahead: the release, once it comes, makes it up. */
function fromTransit(
  books: Books,
  goods: Goods,
  { line: id, party, home }: Extract<Source, { kind: 'transit' }>,
  arrive: Give,
): void {
  const pool = new Pool(books, { kind: 'transit', id }, goods, party);
  const lines = pool.stock
    .all('goods', goods)
    .filter(
      ({ line, amount }) => amount > 0n && (goods.amount === null || line.batch === goods.batch),
    );
  let rest = goods.amount;
  for (const { line, amount } of lines) {
    const part = rest !== null && rest < amount ? rest : amount;
    if (part > 0n) arrive(exactPart(line, part, line.owner));
    if (rest !== null) rest -= part;
  }
  if (rest !== null && rest > 0n) {
    const owner = home ? ownerAt(books, home, goods, party) : party;
    arrive(exactPart(pool.line(goods.batch, owner), rest, owner));
  }
  pool.tidy();
}

function ownerAt(books: Books, home: Place, goods: Goods, party: string): string {
  if (goods.owner !== undefined) return goods.owner;
  if (goods.container !== undefined) {
    const units = new Units(books, home, party);
    return units.ownerOf(units.reach(goods.container, { alone: false }));
  }
  const pool = new Pool(books, holderOf(home), goods, party);
  return pool.soleOwner(goods.batch ?? undefined) ?? party;
}

function arrival(books: Books, goods: Goods, target: Target): Give {
  switch (target.kind) {
    case 'account':
      return (part) => {
        const batch = goods.batch ?? part.from.batch;
        deliver(books, part, { ...accountLine(target.account, lineOf(goods)), batch });
      };
    case 'transit': {
      const holder: Holder = { kind: 'transit', id: target.line };
      return (part) => {
        const line = { ...lineOf(goods), holder };
        deliver(books, part, { ...line, owner: takenAhead(books, line) ?? part.owner });
      };
    }
    case 'stock':
      return target.container === undefined
        ? ontoPlace(books, goods, target)
        : intoUnit(books, goods, target, target.container);
  }
}

type StockTarget = Extract<Target, { kind: 'stock' }>;

function ontoPlace(books: Books, goods: Goods, target: StockTarget): Give {
  const holder = holderOf(target.place);
  return (part) => {
    const owner = target.owner ?? part.owner;
    const line = { ...lineOf(goods), holder, batch: arrivingBatch(goods, part), owner };
    deliver(books, part, line, bookedAt(target.place, part));
  };
}

/** What a unit holds is owned as the unit is; the first goods to enter an empty one say by whom. */
function intoUnit(books: Books, goods: Goods, target: StockTarget, unit: string): Give {
  const units = new Units(books, target.place, books.order.author);
  const instance = units.reachToFill(unit);
  return (part) => {
    units.fill(instance, target.owner ?? part.owner);
    const line = {
      ...lineOf(goods),
      holder: unitHolder(instance),
      batch: arrivingBatch(goods, part),
    };
    deliver(books, part, line, bookedAt(target.place, part));
  };
}

/** Of goods taken without a recorded amount, all that was in transit arrives under its own name. */
function arrivingBatch(goods: Goods, part: Part): string | null {
  const isTakenWhole = goods.amount === null && part.from.holder.kind === 'transit';
  return goods.batch ?? (isTakenWhole ? part.from.batch : null);
}

function bookedAt(place: Place, { from }: Part) {
  const isBooking = from.holder.kind === 'account' && from.holder.id === 'unaccounted-in';
  return isBooking ? { place: place.id } : {};
}

/** Whose goods a taking ahead of this release took them for. */
function takenAhead(books: Books, line: Line): string | null {
  const pool = new Pool(books, line.holder, line, null);
  const ahead = pool.stock
    .all('goods', line)
    .find((sum) => sum.line.batch === line.batch && sum.amount < 0n);
  return ahead?.line.owner ?? null;
}

function lineOf({ product, uom, batch }: Goods): Line {
  return { holder: account(''), product, uom, batch, owner: null, book: 'goods' };
}
