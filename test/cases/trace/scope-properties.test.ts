// Scopes read from the graph in memory, against the judge, over random chains.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defaultBounds } from '../../../src/trace/books/bounds.js';
import type { GraphFlow } from '../../../src/trace/books/graph.js';
import { LinkGraph } from '../../../src/trace/memory/link-graph.js';
import { scopeOf } from '../../../src/trace/memory/scope.js';
import { ScopeTrace } from '../../../src/trace/memory/scope-trace.js';
import { traceForward } from '../../../src/trace/trace.js';
import { MemoryLedger } from '../pure/memory-ledger.js';
import { Story } from '../pure/story.js';
import { MemoryGraph } from './memory-graph.js';
import { batchesTold, said, stories } from './told-stories.js';

const runs = Number(process.env['TRACE_RUNS'] ?? 100);

const flowsOf = async (story: Story): Promise<GraphFlow[]> =>
  (await MemoryLedger.folded(story.events))
    .rows()
    .flatMap(({ order, flows }) => flows.map((flow, part) => ({ order, flow, part })));

const unbounded = { batches: Infinity, rows: Infinity, levels: Infinity };
const storedAs = (each: GraphFlow) => ({ ...each, version: 0 });

function graphOf(flows: readonly GraphFlow[]): LinkGraph {
  const graph = new LinkGraph();
  for (const each of flows) graph.add(storedAs(each));
  return graph;
}

describe('a scope read from the graph in memory', () => {
  test('is what the judge finds, wherever it is told at all', async () => {
    let scopes = 0;
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const books = await MemoryGraph.of(story);
        const flows = await flowsOf(story);
        const graph = graphOf(flows);
        for (const batch of batchesTold) {
          const scope = scopeOf(graph, [batch], unbounded);
          if (!scope) continue;
          scopes += scope.batches.length > 1 ? 1 : 0;
          const found = await (await ScopeTrace.of(graph, scope, books)).whole();
          const judged = await traceForward(books, [batch], defaultBounds);
          expect(said(found)).toEqual(said(judged));
          for (const each of found.holdings) {
            const [first] = each.path.events;
            if (first === undefined) continue; // nobody is recorded to have brought it here
            const isOfOrigin = flows.some(
              ({ order, flow }) =>
                order.ref === first && [flow.from.batch, flow.to.batch].includes(batch),
            );
            expect({ each, isOfOrigin }).toMatchObject({ isOfOrigin: true });
          }
        }
      }),
      { numRuns: 5 * runs },
    );
    expect(scopes).toBeGreaterThan(runs);
  });

  test('is the same when the graph is kept up with what changed as when it is read anew', async () => {
    await fc.assert(
      fc.asyncProperty(stories, fc.nat(), async (story, cut) => {
        const early = new Story();
        early.events.push(...story.events.filter((_, i) => (i * 7 + cut) % 3 > 0));
        const [before, after] = [await flowsOf(early), await flowsOf(story)];
        const graph = graphOf(before);
        const [old, now] = [new Set(before.map(idOf)), new Set(after.map(idOf))];
        for (const each of before) if (!now.has(idOf(each))) graph.drop(storedAs(each));
        for (const each of after) if (!old.has(idOf(each))) graph.put(storedAs(each));
        const anew = graphOf(after);
        for (const batch of batchesTold) {
          const [kept, read] = [
            scopeOf(graph, [batch], unbounded),
            scopeOf(anew, [batch], unbounded),
          ];
          if (kept === null) continue; // goods without a batch once were there: then the judge is asked.
          expect(read).not.toBeNull();
          if (read) expect(idsIn(graph, kept.batches)).toEqual(idsIn(anew, read.batches));
        }
      }),
      { numRuns: 5 * runs },
    );
  });
});

function idsIn({ batches: table }: LinkGraph, numbers: readonly number[]): string[] {
  return numbers.map((number) => table.idOf(number)).sort();
}

function idOf({ order, part, flow }: GraphFlow): string {
  const text = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
  return JSON.stringify([order, part, flow], text);
}
