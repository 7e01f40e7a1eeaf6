import { rangesOfDraw, type BatchRange } from '../holdings/index.js';
import { larger, parseStored, smaller } from '../kernel/index.js';
import type { Reader } from '../platform/index.js';
import { selectUnnamedInflows, type GoodsRow, type UnnamedInflow } from './own-goods.store.js';

/** Hops that goods without a batch are followed back. Further back nothing is said about their batches. */
const hopsMax = 8;

type Pool = Pick<GoodsRow, 'kind' | 'holder' | 'product' | 'uom'>;

/**
 * Which batches goods without a batch may be of (S of case A14: A 10..30, B 20..40). They are followed back to
 * the draws that they left a pool by, hop by hop with interval arithmetic: of goods of which some have left
 * again, those may have been all of one batch, or none.
 */
export async function candidatesOf(
  reader: Reader,
  pool: Pool,
  held: bigint,
  hops = hopsMax,
): Promise<BatchRange[]> {
  if (hops === 0) return [];
  const inflows = await selectUnnamedInflows(reader, pool);
  const sum = new Map<string, BatchRange>();
  let total = 0n;
  for (const inflow of inflows) {
    total += amountOf(inflow);
    for (const range of await broughtBy(reader, pool, inflow, hops)) addRange(sum, range);
  }
  return remaining([...sum.values()], total, held);
}

async function broughtBy(
  reader: Reader,
  { product, uom }: Pool,
  inflow: UnnamedInflow,
  hops: number,
): Promise<BatchRange[]> {
  const { kind, holder, book, batch, ref, position, at } = inflow;
  const amount = amountOf(inflow);
  if (kind === 'account') return [];
  if (batch !== null) return [{ batch, least: amount, most: amount, guess: amount }];
  const from = { holder: { kind, id: holder }, product, uom };
  if (book === 'draws') return rangesOfDraw(reader, from, { ref, position, at: at.getTime() });
  return candidatesOf(reader, { kind, holder, product, uom }, amount, hops - 1);
}

function addRange(sum: Map<string, BatchRange>, range: BatchRange): void {
  if (range.batch === null) return;
  const old = sum.get(range.batch);
  sum.set(range.batch, {
    batch: range.batch,
    least: range.least + (old?.least ?? 0n),
    most: range.most + (old?.most ?? 0n),
    guess: range.guess + (old?.guess ?? 0n),
  });
}

/** Of `total` that came, `held` is left: what is gone is guessed to be the oldest. */
function remaining(ranges: readonly BatchRange[], total: bigint, held: bigint): BatchRange[] {
  const gone = total - held;
  let toGuess = gone;
  return ranges.flatMap(({ batch, least, most, guess }) => {
    const left = smaller(most, held);
    const guessedGone = smaller(toGuess, guess);
    toGuess -= guessedGone;
    if (left <= 0n) return [];
    return [{ batch, least: larger(least - gone, 0n), most: left, guess: guess - guessedGone }];
  });
}

function amountOf({ amount }: { readonly amount: string }): bigint {
  return parseStored(amount);
}
