import type { TraceBounds } from '../books/bounds.js';
import { StoredGraph } from '../books/graph.store.js';
import type { ForwardTrace } from '../trace.js';
import type { LinkMemory } from './link-memory.js';
import { ScopeTrace } from './scope-trace.js';

/** What one answer tells; of more, only as much as the books are read for, and that it was cut. */
export const scopeMax = { batches: 20_000, rows: 200_000, levels: 256 };

/**
 * The whole scope of batches where reading the books would end at a bound before it was complete. Null where it would not,
 * where the judge is needed, or where it is more than an answer tells: then the books are read.
 */
export async function largeScope(
  memory: LinkMemory,
  batches: readonly string[],
  { nodes, flows, depth }: TraceBounds,
): Promise<ForwardTrace | null> {
  return memory.within(batches, scopeMax, async (graph, scope, tx) => {
    const isRead = scope.batches.length <= nodes && scope.rows <= flows && scope.levels <= depth;
    if (isRead) return null;
    // Of the moment of the graph, which may be later than that of who asks.
    const books = new StoredGraph(tx, { eyes: null, asOf: null });
    return (await ScopeTrace.of(graph, scope, books)).whole();
  });
}
