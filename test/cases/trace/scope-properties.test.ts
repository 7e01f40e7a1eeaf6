// Scopes read from the graph in memory, against the judge, over random chains.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defaultBounds } from '../../../src/trace/books/bounds.js';
import type { GraphFlow } from '../../../src/trace/books/graph.js';
import { LinkGraph } from '../../../src/trace/memory/link-graph.js';
import { scopeOf } from '../../../src/trace/memory/scope.js';
import { ScopeTrace } from '../../../src/trace/memory/scope-trace.js';
import { traceForward, type ForwardTrace } from '../../../src/trace/trace.js';
import { MemoryLedger } from '../pure/memory-ledger.js';
import { chain } from '../pure/random-chain.js';
import { Story } from '../pure/story.js';
import { MemoryGraph } from './memory-graph.js';

const runs = Number(process.env['TRACE_RUNS'] ?? 100);
const batches = ['A', 'B', 'D', 'D0', 'D1', 'D2', 'D3'];

const flowsOf = async (story: Story): Promise<GraphFlow[]> =>
  (await MemoryLedger.folded(story.events))
    .rows()
    .flatMap(({ order, flows }) => flows.map((flow, part) => ({ order, flow, part })));

function graphOf(flows: readonly GraphFlow[]): LinkGraph {
  const graph = new LinkGraph();
  for (const each of flows) graph.put(each);
  return graph;
}

/** A chain in which every record is there: batches by name, amounts, one thing after the other. */
const step = fc.record({
  does: fc.constantFrom('make', 'ship', 'ship', 'cook', 'cook', 'sell', 'pack', 'ship unit'),
  batch: fc.constantFrom('A', 'B', 'D0', 'D1', 'D2', 'D3'),
  other: fc.constantFrom('A', 'B', 'D0', 'D1', 'D2', 'D3'),
  from: fc.constantFrom('F', 'P', 'S'),
  to: fc.constantFrom('P', 'S', 'W'),
});
type Step = typeof step extends fc.Arbitrary<infer Of> ? Of : never;

function told(steps: readonly Step[]): Story {
  const story = new Story();
  for (const at of ['F', 'P', 'S']) story.make(at, 0.5, 'A 30, B 30');
  steps.forEach(({ does, batch, other, from, to }, i) => {
    const hours = i + 1;
    if (does === 'make') story.make(from, hours, `${batch} 9`);
    else if (does === 'cook') story.transform(from, hours, `${batch} 2, ${other} 1`, `D${i % 4} 3`);
    else if (does === 'sell') story.draw(from, hours, `${batch} 1`);
    else if (does === 'pack') story.pack(from, hours, `${batch} 2`, 'U');
    else if (from !== to) {
      const load = does === 'ship unit' ? '[U]' : `${batch} 3`;
      story.ship(from, to, hours, load).receive(to, from, hours + 0.5, load);
    }
  });
  return story;
}

const named = fc.array(step, { minLength: 2, maxLength: 16 }).map(told);
const any = chain(14).map((events) => {
  const story = new Story();
  story.events.push(...events);
  return story;
});
const stories = fc.oneof({ weight: 3, arbitrary: named }, { weight: 1, arbitrary: any });

/** Without doses and ways, and without what only shared a unit with suspect goods. */
function said({ batches: found, holdings, gone, doseUom, cut }: ForwardTrace) {
  const plain = (of: object) => ({ ...of, dose: null, path: null, isMeasured: null });
  return {
    batches: found.map(plain),
    holdings: holdings.filter(({ verdict }) => verdict !== 'cleared').map(plain),
    gone: gone.map(plain),
    ...{ doseUom, cut },
  };
}

const text = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);

describe('a scope read from the graph in memory', () => {
  test('is what the judge finds, wherever it is told at all', async () => {
    let scopes = 0;
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const books = await MemoryGraph.of(story);
        const flows = await flowsOf(story);
        const graph = graphOf(flows);
        for (const batch of batches) {
          const scope = scopeOf(graph, [batch]);
          if (!scope) continue;
          scopes += scope.batches.length > 1 ? 1 : 0;
          const found = (await ScopeTrace.of(graph, scope, books)).whole();
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
        const changed = [
          ...before.filter((each) => !now.has(idOf(each))),
          ...after.filter((each) => !old.has(idOf(each))),
        ];
        const touched = new Set(
          changed.flatMap(({ flow: { from, to } }) => [from.batch ?? [], to.batch ?? []].flat()),
        );
        for (const each of changed) graph.note(each);
        for (const batch of touched) graph.forget(batch);
        for (const each of after)
          if (touched.has(each.flow.from.batch ?? '') || touched.has(each.flow.to.batch ?? ''))
            graph.put(each);
        const anew = graphOf(after);
        for (const batch of batches) {
          const [kept, read] = [scopeOf(graph, [batch]), scopeOf(anew, [batch])];
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
  return JSON.stringify([order, part, flow], text);
}
