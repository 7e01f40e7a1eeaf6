import type { Amount } from '../../kernel/index.js';
import type { KeyHistory } from '../model/loads.js';
import type { Key, Order } from '../model/model.js';
import { PoolBounds, type DrawName, type PoolSegment } from './pool-bounds.js';
import { Stock, type PoolName } from './stock.js';

/** How much of one batch, for all that the books say; the guess is for showing a single figure. */
export interface BatchRange {
  readonly batch: string | null;
  readonly least: Amount;
  readonly most: Amount;
  readonly guess: Amount;
}

/**
 * What a pool holds of each batch now (W of case A14: A 0..20, B 0..20, guess A 0, B 20). `oldestFirst`
 * are the batches by their first inflow at this holder; the guess takes them in that order.
 */
export function poolRange(
  key: Key,
  history: KeyHistory,
  pool: PoolName,
  oldestFirst: readonly (string | null)[],
): BatchRange[] {
  const stock = stockOf(key, history);
  const nets = stock.nets(pool);
  const segment = stock.openSegment(pool);
  if (!segment) return [...nets].map(([batch, net]) => exactly(batch, net));
  const bounds = new PoolBounds(segment);
  const guesses = [...bounds.guess(oldestFirst).values()];
  return [...nets].map(([batch, net]) => {
    const { least, most } = bounds.drawnOf(batch);
    const guessed = guesses.reduce((sum, guess) => sum + (guess.get(batch) ?? 0n), 0n);
    return { batch, least: net - most, most: net - least, guess: net - guessed };
  });
}

/**
 * What one draw without a batch took of each batch (S's goods of case A14: A 10..30, B 20..40). The
 * history must reach from a point before the draw, at which none was open, to now or to the point at
 * which the pool's draws were settled. A draw that the books show exactly is not in here.
 */
export function drawRange(
  key: Key,
  history: KeyHistory,
  pool: PoolName,
  draw: DrawName,
  oldestFirst: readonly (string | null)[],
): BatchRange[] {
  const segment = stockOf(key, history)
    .segments(pool)
    .find(({ steps }) => steps.some((step) => step.kind === 'draw' && isOf(step.of, draw)));
  if (!segment) return [];
  const bounds = new PoolBounds(segment);
  const guesses = [...bounds.guess(oldestFirst)].find(([of]) => isOf(of, draw))?.[1];
  return batchesOf(segment).flatMap((batch) => {
    const { least, most } = bounds.ofDraw(draw, batch);
    return most > 0n ? [{ batch, least, most, guess: guesses?.get(batch) ?? 0n }] : [];
  });
}

function stockOf(key: Key, history: KeyHistory): Stock {
  return new Stock(key, { kind: 'goods', since: 0, sums: [], history });
}

function batchesOf({ opening, steps }: PoolSegment): (string | null)[] {
  const named = steps.flatMap((step) => (step.kind === 'named' ? [step.batch] : []));
  return [...new Set([...opening.keys(), ...named])];
}

function isOf(of: Order | null, draw: DrawName): boolean {
  return of !== null && of.ref === draw.ref && of.position === draw.position;
}

function exactly(batch: string | null, amount: Amount): BatchRange {
  return { batch, least: amount, most: amount, guess: amount };
}
