import type { Reader } from '../platform/index.js';
import { selectClaimsJoining, selectKnownClaims } from './state/claims.store.js';
import { selectFirstInflows, selectKeys } from './state/fold.store.js';
import { standingWith, type LooseName } from './matching/handoff-members.js';
import { historyBefore } from './state/key-past.js';
import { goodsKey } from './model/keys.js';
import type { KeyHistory } from './model/loads.js';
import { matchClaims, type Matching } from './matching/matching.js';
import type { Holder } from './model/model.js';
import type { DrawName } from './books/pool-bounds.js';
import { drawRange, poolRange, type BatchRange } from './books/pool-range.js';

/** One product at one holder. */
export interface HeldPool {
  readonly holder: Holder;
  readonly product: string;
  readonly uom: string;
}

/** A draw without a batch, and its instant: how far back its range has to be read. */
export interface PastDraw extends DrawName {
  readonly at: number;
}

/** What a pool with open draws holds of each batch now. `reader` sees one moment throughout. */
export async function rangesNow(reader: Reader, pool: HeldPool): Promise<BatchRange[]> {
  const past = await historyOf(reader, pool);
  if (past === undefined) return [];
  return poolRange(past.key, past.history, pool, await oldestFirst(reader, pool));
}

/**
 * What one draw without a batch took of each batch, by all that is recorded since. It reads every posting of
 * the pool from the draw on, so an old draw on a busy pool costs as much as the pool has moved since.
 */
export async function rangesOfDraw(
  reader: Reader,
  pool: HeldPool,
  draw: PastDraw,
): Promise<BatchRange[]> {
  const past = await historyOf(reader, pool, draw.at);
  if (past === undefined) return [];
  return drawRange(past.key, past.history, pool, draw, await oldestFirst(reader, pool));
}

/** How the live claims among these events match, with all that they stand with. */
export async function matchingAround(reader: Reader, refs: readonly string[]): Promise<Matching> {
  const around = {
    claimsJoining: (names: readonly string[], loose: readonly LooseName[]) =>
      selectClaimsJoining(reader, names, loose),
    claimsOf: (missing: readonly string[]) => selectKnownClaims(reader, missing),
  };
  return matchClaims((await standingWith(around, refs)).map(({ event }) => event));
}

async function historyOf(
  reader: Reader,
  { holder, product, uom }: HeldPool,
  reach?: number,
): Promise<{ readonly key: string; readonly history: KeyHistory } | undefined> {
  const key = goodsKey(holder, product, uom);
  const [known] = await selectKeys(reader, [key]);
  if (known?.lastAt == null) return undefined;
  const { state, lastAt } = known;
  const way = { state, before: lastAt + 1, ...(reach !== undefined && { reach }) };
  return { key, history: await historyBefore(reader, key, way) };
}

/** By the first inflow at this holder, then by batch; goods without a batch stand last. */
async function oldestFirst(reader: Reader, pool: HeldPool): Promise<(string | null)[]> {
  return [...(await selectFirstInflows(reader, pool)), null];
}
