import type { Database, Reader } from '../platform/index.js';
import { toFoldEvent } from './state/fold-text.js';
import { fold } from './fold.js';
import {
  selectBuckets,
  selectClaimsAfter,
  selectRowsOf,
  stateTables,
  type StateTable,
} from './state/state-rows.store.js';

/** Claims folded at a time: the most that is held in memory. */
const claimsAtOnce = 200;

/** Buckets of differing rows that are read in full: enough to see what is wrong, few enough for memory. */
const bucketsShown = 10;

/** Folds every live claim of `source` into `target`, whose state is empty. Answers how many there were. */
export async function foldAnew(
  source: Reader,
  target: Database,
  recordedAt: Date,
): Promise<number> {
  let folded = 0;
  for (let after: string | null = null; ;) {
    const claims = await selectClaimsAfter(source, after, claimsAtOnce);
    after = claims.at(-1)?.ref ?? null;
    if (after === null) return folded;
    const added = claims.map(toFoldEvent);
    await target.transaction(
      (tx) => fold(tx, { added, withdrawn: [], recordedAt, recorded: 'fact' }),
      { role: 'fold' },
    );
    folded += claims.length;
  }
}

/** How one table differs: rows that are only in the one or the other, of the first buckets that differ. */
export interface StateDifference {
  readonly table: StateTable;
  readonly stored: readonly string[];
  readonly rebuilt: readonly string[];
}

/** Compares two states digest by digest; only where digests differ, rows are read. */
export async function compareStates(stored: Reader, rebuilt: Reader): Promise<StateDifference[]> {
  const differences: StateDifference[] = [];
  for (const table of stateTables) {
    const buckets = await differingBuckets(stored, rebuilt, table);
    if (buckets.length === 0) continue;
    const shown = buckets.slice(0, bucketsShown);
    const before = await selectRowsOf(stored, table, shown);
    const after = await selectRowsOf(rebuilt, table, shown);
    differences.push({ table, stored: without(before, after), rebuilt: without(after, before) });
  }
  return differences;
}

async function differingBuckets(
  stored: Reader,
  rebuilt: Reader,
  table: StateTable,
): Promise<string[]> {
  const before = new Map(
    (await selectBuckets(stored, table)).map(({ name, digest }) => [name, digest]),
  );
  const after = new Map(
    (await selectBuckets(rebuilt, table)).map(({ name, digest }) => [name, digest]),
  );
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).sort();
}

function without(rows: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return rows.filter((row) => !known.has(row));
}
