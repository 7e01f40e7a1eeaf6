// How many ways the graph of a trace tells: inputs times outputs of one making are more than anybody can read.
import { expect, test } from '@jest/globals';
import { toTraceGraph } from '../../../src/trace/trace-graph.dto.js';
import { defaultBounds } from '../../../src/trace/books/bounds.js';
import { traceForward } from '../../../src/trace/trace.js';
import { linksMax } from '../../../src/trace/verdict/links.js';
import { Story } from '../pure/story.js';
import { MemoryGraph } from './memory-graph.js';

/** One making of so many batches out of as many. */
async function graphOfMaking(many: number) {
  const names = (letter: string) => Array.from({ length: many }, (_, i) => `${letter}${i}`);
  const story = new Story();
  for (const name of names('A')) story.make('P', 1, `${name} 1`);
  const all = (letter: string) => names(letter).map((name) => `${name} 1`);
  story.transform('P', 2, all('A').join(', '), all('D').join(', '));
  const graph = await MemoryGraph.of(story);
  const trace = await traceForward(graph, names('A'), defaultBounds, 'graph');
  return { trace, told: toTraceGraph(trace, null, names('A')) };
}

test('a graph of few ways tells them all', async () => {
  const { trace, told } = await graphOfMaking(3);
  const into = trace.links.filter(({ to }) => to.startsWith('batch|D'));
  expect(into).toHaveLength(9);
  expect([told.links.length, told.cut]).toEqual([trace.links.length, undefined]);
});

test('a graph of too many ways tells the first of them, and says so', async () => {
  const { trace, told } = await graphOfMaking(Math.ceil(Math.sqrt(linksMax)));
  expect([trace.links.length, told.links.length]).toEqual([linksMax + 1, linksMax]);
  expect(told.cut).toEqual({ by: 'links', at: linksMax });
  expect(trace.cut).toBeNull();
});
