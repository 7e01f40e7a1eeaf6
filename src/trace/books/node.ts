import type { Line } from '../../holdings/index.js';
import { poolOf, type Pool } from './graph.js';

/** What a walk visits: a batch wherever it is, or goods without a batch in one pool. */
export type Node =
  | { readonly kind: 'batch'; readonly id: string; readonly batch: string }
  | { readonly kind: 'pool'; readonly id: string; readonly pool: Pool };

export function batchNode(batch: string): Node {
  return { kind: 'batch', id: `batch:${batch}`, batch };
}

/** Accounts are outside the books: nothing is found there, and the walk ends. */
export function nodeOf(line: Line): Node | null {
  const pool = poolOf(line);
  if (pool === null) return null;
  if (line.batch !== null) return batchNode(line.batch);
  return { kind: 'pool', id: `pool:${pool.key}`, pool };
}
