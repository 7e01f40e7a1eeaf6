import { defineProblem, formatAmount, Problem } from '../kernel/index.js';
import type { FoldEvent, Goods } from './model/claim.js';
import type { Booking } from './books/refusal.js';
import { balanceOf } from './model/transform-balance.js';

export const notEnoughGoods = defineProblem(
  'not-enough-goods',
  409,
  'The books do not hold what this act takes',
);

export const moreOutThanIn = defineProblem(
  'more-out-than-in',
  422,
  'More comes out than went in, and no gain is declared',
);

export const tooLateForAct = defineProblem(
  'too-late-for-act',
  409,
  'Too much was recorded since the time of this act',
);

/** Whoever tells of something so long past does not ask whether it may be done. */
export function refuseLateAct(): Problem {
  return new Problem(
    tooLateForAct,
    'So much was recorded since then that this is a record of the past. Record it as a fact.',
  );
}

/** Refuses acts of making by their own figures alone; whether the goods are there is another question. */
export function refuseMoreOutThanIn(acts: readonly FoldEvent[]): void {
  for (const { claim } of acts) {
    if (claim.kind !== 'transform' || claim.inputs.length === 0) continue;
    const balance = balanceOf(claim);
    if (balance.state !== 'known' || balance.unaccountedIn === 0n) continue;
    const excess = `${formatAmount(balance.unaccountedIn)} ${balance.uom}`;
    const detail = `${excess} more comes out than went in. Correct the quantities or declare the gain.`;
    throw new Problem(moreOutThanIn, detail, [{ pointer: '/outputs', detail }]);
  }
}

/**
 * The refusal of an act that would book goods as unaccounted in. It names what there is of the act's own goods; of
 * other events it says only that they would fall short, since they may be another organisation's.
 */
export function refuseAct(raised: readonly Booking[], acts: readonly FoldEvent[]): Problem {
  const own = new Map(acts.map((event) => [event.ref, event]));
  const shortfalls = raised.flatMap((booking) => {
    const act = own.get(booking.ref);
    if (act === undefined) return [];
    const wanted = goodsOf(act)
      .filter((goods) => goods.product === booking.product && goods.uom === booking.uom)
      .filter((goods) => goods.batch === booking.batch)
      .reduce((sum, { amount }) => sum + (amount ?? 0n), 0n);
    return [
      {
        ...(booking.batch === null ? { productId: booking.product } : { batchId: booking.batch }),
        ...(booking.place !== null && { placeId: booking.place }),
        available: { value: formatAmount(wanted - booking.amount), unit: booking.uom },
        missing: { value: formatAmount(booking.amount), unit: booking.uom },
      },
    ];
  });
  const first = shortfalls[0];
  const detail =
    first === undefined
      ? 'Goods that later records have used would no longer be there. Record it as a fact if it happened.'
      : `There is only ${first.available.value} ${first.available.unit} to take; ${first.missing.value} ` +
        'is missing. Record what brought the rest first, or record this as a fact if it happened.';
  return new Problem(notEnoughGoods, detail, [], { shortfalls });
}

function goodsOf({ claim }: FoldEvent): readonly Goods[] {
  if (claim.kind === 'transform') return claim.inputs;
  return 'goods' in claim ? claim.goods : [];
}
