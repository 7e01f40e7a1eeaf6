import { convert, type Amount } from '../../kernel/index.js';
import type { Declared, Goods, Transform } from './claim.js';
import { account } from './keys.js';
import type { Flow, Line } from './model.js';

/**
 * What a transformation's own figures leave open. `mismatch`: no conversion between its units is known.
 * `unknown`: an amount was not recorded, or whole units went in, whose content only the books know.
 */
export type Balance =
  | { readonly state: 'mismatch' | 'unknown' }
  | {
      readonly state: 'known';
      readonly uom: string;
      /** What went in and neither came out nor was declared lost. */
      readonly unaccounted: Amount;
      /** What came out and neither went in nor was declared gained; an act with any is refused. */
      readonly unaccountedIn: Amount;
    };

/** The law of a transformation: inputs + gain + unaccounted in = outputs + loss + unaccounted. */
export function balanceOf(claim: Transform): Balance {
  const uom = claim.inputs[0]?.uom ?? claim.outputs[0]?.uom;
  if (uom === undefined || claim.inputUnits.length > 0) return { state: 'unknown' };
  const sides = [claim.inputs, claim.gains, claim.outputs, claim.losses].map((lines) =>
    total(lines, uom),
  );
  if (sides.includes('mismatch')) return { state: 'mismatch' };
  const [inputs, gains, outputs, losses] = sides;
  if (!isAmount(inputs) || !isAmount(gains) || !isAmount(outputs) || !isAmount(losses)) {
    return { state: 'unknown' };
  }
  const open = inputs + gains - outputs - losses;
  return {
    state: 'known',
    uom,
    unaccounted: open > 0n ? open : 0n,
    unaccountedIn: open < 0n ? -open : 0n,
  };
}

function isAmount(side: Amount | string | undefined): side is Amount {
  return typeof side === 'bigint';
}

function total(lines: readonly (Goods | Declared)[], uom: string): Amount | 'mismatch' | 'unknown' {
  let sum = 0n;
  for (const line of lines) {
    if (line.amount === null) return 'unknown';
    const amount = convert(line.amount, line.uom, uom);
    if (amount === undefined) return 'mismatch';
    sum += amount;
  }
  return sum;
}

/**
 * Declared losses and gains and the open rest, as flows of the transformation's own account: they
 * never touch the books of a batch. Only a transformation with both its sides is balanced.
 */
export function balanceFlows(claim: Transform): readonly Flow[] {
  if (claim.outputs.length === 0 || claim.inputs.length + claim.inputUnits.length === 0) return [];
  const place = claim.outputPlace.id;
  const declared = [
    ...claim.losses.map((loss) => between('transformation', 'loss', loss, null, loss.reason)),
    ...claim.gains.map((gain) => between('gain', 'transformation', gain, null, gain.reason)),
  ];
  const balance = balanceOf(claim);
  if (balance.state !== 'known') return declared.map((flow) => ({ ...flow, place }));
  const { uom, unaccounted, unaccountedIn } = balance;
  const open = [
    ...openRest(claim.inputs, unaccounted, uom, 'transformation', 'unaccounted'),
    ...openRest(claim.outputs, unaccountedIn, uom, 'unaccounted-in', 'transformation'),
  ];
  return [...declared, ...open].map((flow) => ({ ...flow, place }));
}

/** The open rest is charged to the batch it can only be of; of several, to none of them. */
function openRest(
  lines: readonly Goods[],
  amount: Amount,
  uom: string,
  from: string,
  to: string,
): Flow[] {
  const [first, second] = lines;
  if (!first || amount === 0n) return [];
  const batch = second ? null : first.batch;
  return [between(from, to, { product: first.product, uom, amount }, batch, 'balance')];
}

function between(
  from: string,
  to: string,
  { product, uom, amount }: Pick<Declared, 'product' | 'uom' | 'amount'>,
  batch: string | null,
  reason: string,
): Flow {
  const line = (name: string): Line => ({
    holder: account(name),
    product,
    uom,
    batch,
    owner: null,
    book: 'goods',
  });
  const figures = { amount, least: amount, most: amount, evidence: 'recorded' as const };
  return { from: line(from), to: line(to), ...figures, place: null, reason };
}
