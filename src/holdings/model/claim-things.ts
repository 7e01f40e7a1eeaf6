import type { Claim, FoldEvent, Goods } from './claim.js';
import { ownPart } from './own-part.js';

/** What an event says of goods, in or out, as far as its author may say it. */
export function goodsNamed(event: FoldEvent): readonly Goods[] {
  const claim = ownPart(event);
  if (claim.kind === 'transform') return [...claim.inputs, ...claim.outputs];
  return 'goods' in claim ? claim.goods : [];
}

/** Logistic units that an event names, those that goods are drawn from or filled into among them. */
export function unitsNamed(event: FoldEvent): string[] {
  const containers = goodsNamed(event).flatMap(({ container }) => container ?? []);
  return [...unitsIn(ownPart(event)), ...containers];
}

function unitsIn(claim: Claim): readonly string[] {
  if (claim.kind === 'transform') return claim.inputUnits;
  const parent = 'parent' in claim ? [claim.parent] : [];
  return 'units' in claim ? [...claim.units, ...parent] : parent;
}
