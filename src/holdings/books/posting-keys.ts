import type { Goods, Place } from '../model/claim.js';
import { goodsKey, holderOf, standingKey, timelineKey, unitHolder } from '../model/keys.js';
import type { Need } from '../model/loads.js';
import type { Key, Posted, Posting, Source, Target, Work } from '../model/model.js';

/**
 * The keys that postings will read or write as far as their words tell, from the earliest on. Loading
 * them at once spares the round trips in which a replay finds them one by one; what depends on state,
 * such as the units standing where loose goods run out, it still has to ask for.
 */
export function expectedNeeds(postings: readonly Posting[]): Need[] {
  const needs = new Map<Key, Need>();
  for (const { work, order } of postings) {
    for (const key of keysOf(work)) {
      const since = Math.min(order.at, needs.get(key)?.since ?? order.at);
      needs.set(key, { key, since, history: false });
    }
  }
  return [...needs.values()];
}

function keysOf(work: Work): Key[] {
  switch (work.kind) {
    case 'transfer':
      return [...sourceKeys(work.source, work.goods), ...targetKeys(work.target, work.goods)];
    case 'unit': {
      const { unit, place, does } = work;
      const parent = does.kind === 'pack' || does.kind === 'unpack' ? unitKeys(does.parent) : [];
      return [timelineKey(unit), standingKey('place', place.id), ...parent];
    }
    case 'count':
      return [...stockKeys(work.place, work.goods), standingKey('place', work.place.id)];
    case 'clean-out':
      return [goodsKey(holderOf(work.place), '', '')];
    case 'fixed':
      return [];
  }
}

function sourceKeys(source: Source, goods: Goods): Key[] {
  switch (source.kind) {
    case 'account':
      return [];
    case 'stock':
      return stockKeys(source.place, goods);
    case 'transit': {
      const transit = goodsKey({ kind: 'transit', id: source.line }, '', '');
      return source.home ? [transit, ...stockKeys(source.home, goods)] : [transit];
    }
  }
}

function targetKeys(target: Target, goods: Goods): Key[] {
  switch (target.kind) {
    case 'account':
      return [];
    case 'transit':
      return [goodsKey({ kind: 'transit', id: target.line }, '', '')];
    case 'stock': {
      const { place, container } = target;
      return container === undefined
        ? [goodsKey(holderOf(place), goods.product, goods.uom)]
        : [...unitKeys(container), standingKey('place', place.id)];
    }
  }
}

function stockKeys(place: Place, { product, uom, container }: Goods): Key[] {
  if (container === undefined) return [goodsKey(holderOf(place), product, uom)];
  return [...unitKeys(container), standingKey('place', place.id)];
}

/** Of a unit that was never copied or used again; other instances are found by its timeline. */
function unitKeys(unit: string): Key[] {
  return [timelineKey(unit), goodsKey(unitHolder(unit), '', ''), standingKey('unit', unit)];
}

/** The postings that touch each key, in their order. */
export function postingsByKey(postings: readonly Posted[]): Map<Key, Posted[]> {
  const touching = new Map<Key, Posted[]>();
  for (const posted of postings) {
    for (const key of posted.touches) {
      const list = touching.get(key);
      if (list) list.push(posted);
      else touching.set(key, [posted]);
    }
  }
  return touching;
}
