import type { Cut } from './bounds.js';
import { flowId, isInput, isOutput, type GraphFlow, type TraceGraph } from './graph.js';

/** What the books say of one batch. */
export interface BatchRows {
  /** The rows that name the batch, and both sides of the transformations among them. */
  readonly flows: readonly GraphFlow[];
  /** Which of the two there were too many of: they are left out whole. Null where all were read. */
  readonly cut: Cut | null;
}

/** Reads them, of each at most so many: a part of them would sum to a wrong figure. */
export async function rowsOfBatch(
  graph: TraceGraph,
  batch: string,
  rowsMax: number,
): Promise<BatchRows> {
  const named = await graph.flowsOfBatches([batch], rowsMax + 1);
  if (named.length > rowsMax) return { flows: [], cut: { by: 'flows', at: 0 } };
  const making = named.filter((each) => isInput(each) || isOutput(each));
  const refs = [...new Set(making.map(({ order }) => order.ref))];
  const sides = await graph.flowsOfEvents(refs, rowsMax + 1);
  if (sides.length > rowsMax) return { flows: named, cut: { by: 'flows', at: 1 } };
  const flows = new Map([...named, ...sides].map((each) => [flowId(each), each]));
  return { flows: [...flows.values()], cut: null };
}
