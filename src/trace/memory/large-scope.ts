import type { TraceBounds } from '../books/bounds.js';
import type { TraceGraph } from '../books/graph.js';
import type { ForwardTrace } from '../trace.js';
import type { LinkMemory } from './link-memory.js';
import { ScopeTrace } from './scope-trace.js';

/** Batches that one answer tells; of more, only as many as the books are read for, and that it was cut. */
export const scopeBatchesMax = 20_000;

/**
 * The whole scope of batches where reading the books would end at a bound before it was complete. Null where it would not,
 * where the judge is needed, or where it is more than an answer tells: then the books are read.
 */
export async function largeScope(
  memory: LinkMemory,
  books: TraceGraph,
  batches: readonly string[],
  { nodes }: TraceBounds,
): Promise<ForwardTrace | null> {
  return memory.within(batches, async (graph, scope) => {
    const { length } = scope.batches;
    if (length <= nodes || length > scopeBatchesMax) return null;
    return (await ScopeTrace.of(graph, scope, books)).whole();
  });
}
