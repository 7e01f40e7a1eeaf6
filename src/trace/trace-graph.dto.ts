import { formatAmount } from '../kernel/index.js';
import { QuantityView } from '../platform/index.js';
import { linksMax, nameOfBatch, nameOfGone, nameOfHolding } from './verdict/links.js';
import type { Verdict } from './verdict/finding.js';
import type { BackwardTrace, ForwardTrace } from './trace.js';

/** A finding as a node of the graph. */
export class TraceNodeView {
  /** JSON Pointer to the finding in this answer, such as `/holdings/3`; of what was asked back from, such as `/batchIds/0`. */
  id!: string;
  /** `start`: what was asked back from. */
  kind!: 'batch' | 'holding' | 'gone' | 'source' | 'start';
  /** That of the finding. */
  verdict!: Verdict;
}

/** One way from a node to another. */
export class TraceLinkView {
  /** The id of a node. */
  from!: string;
  /** The id of a node. */
  to!: string;
  /** Our ids of the events that it rests on: one, or from a source all on the way. */
  eventRefs!: string[];
  /** How much went this way; into each of several things that were made at once, all that was used. Absent from a source. */
  quantity?: QuantityView;
  /**
   * `recorded`: somebody told it. `inferred`: it follows from what was told. `guessed`: one of several ways that it may have been.
   * Absent from a source.
   */
  evidence?: 'recorded' | 'inferred' | 'guessed';
}

/** Which bound ended the graph. */
export class GraphCutView {
  /** `links`: ways from node to node. */
  by!: 'links';
  /** How many are told. */
  at!: number;
}

/** The findings as a graph. */
export class TraceGraphView {
  /** One a finding, in the order of the tables. */
  nodes!: TraceNodeView[];
  /** Forward in the order of the books, then from each source to what it is in. */
  links!: TraceLinkView[];
  /** Present where there are more than 50,000 ways forward: the first of them are told. The tables have every finding. */
  cut?: GraphCutView;
}

export function toTraceGraph(
  forward: ForwardTrace | null,
  backward: BackwardTrace | null,
  batchIds: readonly string[],
): TraceGraphView {
  const ids = new Map<string, string>();
  const nodes: TraceNodeView[] = [];
  const add = (kind: TraceNodeView['kind'], id: string, verdict: Verdict, name?: string) => {
    nodes.push({ id, kind, verdict });
    if (name !== undefined) ids.set(name, id);
  };
  forward?.batches.forEach(({ batch, verdict }, i) => {
    add('batch', `/batches/${i}`, verdict, nameOfBatch(batch));
  });
  forward?.holdings.forEach((each, i) => {
    add('holding', `/holdings/${i}`, each.verdict, nameOfHolding(each));
  });
  forward?.gone.forEach((each, i) => {
    add('gone', `/gone/${i}`, each.verdict, nameOfGone(each));
  });
  const starts = new Set(backward?.sources.map(({ target }) => startOf(target.batch, batchIds)));
  for (const start of [...starts].sort()) add('start', start, 'certain');
  backward?.sources.forEach(({ verdict }, i) => {
    add('source', `/sources/${i}`, verdict);
  });
  const links = forward?.links ?? [];
  const ways = links.slice(0, linksMax).flatMap(({ from, to, event, amount, uom, evidence }) => {
    const [near, far] = [ids.get(from), ids.get(to)];
    if (near === undefined || far === undefined) return [];
    const quantity = { value: formatAmount(amount), unit: uom };
    return [{ from: near, to: far, eventRefs: [event], quantity, evidence }];
  });
  const back = (backward?.sources ?? []).map(({ target, path }, i) => ({
    from: `/sources/${i}`,
    to: startOf(target.batch, batchIds),
    eventRefs: [...path.events],
  }));
  const isCut = links.length > linksMax;
  return {
    ...{ nodes, links: [...ways, ...back] },
    ...(isCut && { cut: { by: 'links', at: linksMax } }),
  };
}

function startOf(batch: string | null, batchIds: readonly string[]): string {
  return batch === null ? '/goods' : `/batchIds/${batchIds.indexOf(batch)}`;
}
