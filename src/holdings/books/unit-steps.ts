import { accountLine, type Books } from './books.js';
import { deliver } from './delivery.js';
import { goodsKey, holderOf, unitHolder, unitOf } from '../model/keys.js';
import type { Line, UnitStep } from '../model/model.js';
import { Pool } from './pool.js';
import { Units } from './units.js';

/** Books one step of a logistic unit. Moving a unit moves all it holds, and touches none of it. */
export function unitStep(books: Books, { unit, place, does }: UnitStep): void {
  const units = new Units(books, place, books.order.author);
  switch (does.kind) {
    case 'create':
      units.reachToFill(unit);
      return;
    case 'take':
      return units.take(unit, does.release, does.custodyOnly);
    case 'release': {
      const { line: id, to } = does;
      const instance = units.reach(unit, { alone: true });
      return units.leave(instance, { kind: 'transit', id, from: books.order.author, to });
    }
    case 'stand':
      return units.stand(units.reach(unit, { alone: true }), false);
    case 'pack':
      return pack(units, unit, does.parent);
    case 'unpack':
      return unpack(units, unit, does.parent);
    case 'empty':
      return empty(books, units, { unit, place });
    case 'consume':
      return consume(books, units, unit, does);
  }
}

function pack(units: Units, unit: string, parentUnit: string): void {
  if (unit === parentUnit) return;
  const child = units.reach(unit, { alone: true });
  const parent = units.reachToFill(parentUnit);
  // A parent that stood inside its new child comes out first: nothing can contain itself.
  if (units.rootOf(parent).instance === child) units.stand(parent, true);
  units.fill(parent, units.ownerOf(child));
  units.into(child, parent);
}

function unpack(units: Units, unit: string, parentUnit: string): void {
  const parent = units.reach(parentUnit, { alone: false });
  const inside = units.inside(parent).find((instance) => unitOf(instance) === unit);
  units.stand(inside ?? units.reach(unit, { alone: true }), false);
}

/** Goods come to lie loose; units inside stand there, still packed. */
function empty(
  books: Books,
  units: Units,
  { unit, place }: Pick<UnitStep, 'unit' | 'place'>,
): void {
  const instance = units.reach(unit, { alone: false });
  const owner = units.ownerOf(instance);
  pour(books, instance, owner, (line) => ({ ...line, holder: holderOf(place), owner }));
  for (const child of units.inside(instance)) units.stand(child, false);
}

/** All that a unit holds, units inside included, goes to an account: sold with it, used up, destroyed. */
function consume(
  books: Books,
  units: Units,
  unit: string,
  does: Extract<UnitStep['does'], { kind: 'consume' }>,
): void {
  const top = units.reach(unit, { alone: does.gone });
  const owner = units.ownerOf(top);
  const drain = (instance: string): void => {
    pour(books, instance, owner, (line) => accountLine(does.account, line));
    for (const child of units.inside(instance)) drain(child);
  };
  drain(top);
  if (does.gone) units.leave(top, { kind: 'gone' });
}

function pour(books: Books, instance: string, owner: string, lineFor: (line: Line) => Line): void {
  const stock = books.stock(goodsKey(unitHolder(instance), '', ''));
  const names = new Map(
    stock.all('goods').map(({ line }) => [`${line.product}|${line.uom}`, line] as const),
  );
  for (const name of names.values()) {
    const { product, uom } = name;
    const pool = new Pool(books, unitHolder(instance), { product, uom }, owner);
    for (const part of pool.parts({ product, uom, batch: null, amount: null })) {
      deliver(books, part, lineFor({ ...part.from, book: 'goods' }));
    }
    pool.tidy();
  }
}
