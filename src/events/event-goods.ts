import { parseStored, pieces, wholeAmount } from '../kernel/index.js';
import type { Goods, Load } from '../holdings/index.js';
import type { Directory, KnownGoods } from './directory.js';
import type { EventThing, ThingRole } from './event-things.js';

/**
 * What the things of one role are to the fold: goods by batch or product, and logistic units. Coded items
 * are the batch quantity they make up, one line per batch. Things of no known product are kept in the
 * record and move nothing.
 */
export function loadOf(
  things: readonly EventThing[],
  roles: readonly ThingRole[],
  directory: Directory,
): Load {
  const goods: Goods[] = [];
  const units: string[] = [];
  const items = new Map<string, { known: KnownGoods; keys: string[] }>();
  for (const thing of things.filter(({ role }) => roles.includes(role))) {
    const known = directory.goods(thing);
    if (thing.list.endsWith('uantityList')) {
      if (known !== undefined) goods.push(classGoods(thing, known));
    } else if (known !== undefined) {
      const line = `${known.product} ${known.batch ?? ''}`;
      const entry = items.get(line) ?? { known, keys: [] };
      entry.keys.push(thing.key);
      items.set(line, entry);
    } else if (isUnit(thing, directory)) {
      units.push(thing.key);
    }
  }
  for (const { known, keys } of items.values()) goods.push(itemGoods(known, keys));
  return { goods, units };
}

/** The logistic unit an aggregation is about: whatever its parent is called, it holds things. */
export function parentOf(things: readonly EventThing[]): string | undefined {
  return things.find(({ role }) => role === 'parent')?.key;
}

function isUnit(thing: EventThing, directory: Directory): boolean {
  return thing.kind === 'unit' || thing.kind === 'asset' || directory.isUnit(thing.key);
}

function classGoods(thing: EventThing, known: KnownGoods): Goods {
  const stated = thing.uom ?? pieces;
  const amount = thing.quantity === undefined ? null : parseStored(thing.quantity);
  const converted = amount === null ? undefined : known.measure(amount, thing.uom);
  return {
    product: known.product,
    batch: known.batch,
    uom: amount === null || converted !== undefined ? known.unit : stated,
    amount: converted ?? amount,
  };
}

function itemGoods(known: KnownGoods, keys: readonly string[]): Goods {
  return {
    product: known.product,
    batch: known.batch,
    uom: known.pieceAmount === undefined ? pieces : known.unit,
    amount: (known.pieceAmount ?? wholeAmount(1)) * BigInt(keys.length),
    items: keys,
  };
}
