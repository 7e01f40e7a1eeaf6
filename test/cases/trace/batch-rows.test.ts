// What is read of one batch for its balance, where there is too much of it.
import { expect, test } from '@jest/globals';
import { rowsOfBatch } from '../../../src/trace/books/batch-rows.js';
import { Story } from '../pure/story.js';
import { MemoryGraph } from './memory-graph.js';

const making = new Story().make('P', 1, 'A 10').make('P', 1, 'B 10').make('P', 1, 'E 10');

test('rows of a batch beyond the bound are left out whole, and the answer says so', async () => {
  const graph = await MemoryGraph.of(making.transform('P', 2, 'A 10, B 10, E 10', 'D 30'));
  const all = await rowsOfBatch(graph, 'A', 100);
  expect(all.cut).toBeNull();
  const named = all.flows.filter(({ flow: { from, to } }) => [from.batch, to.batch].includes('A'));
  expect(named.length).toBeLessThan(all.flows.length);
  const [few, many] = [named.length, all.flows.length - 1];
  expect(await rowsOfBatch(graph, 'A', many)).toEqual(all);
  expect(await rowsOfBatch(graph, 'A', few)).toEqual({ flows: named, cut: { by: 'flows', at: 1 } });
  expect(await rowsOfBatch(graph, 'A', few - 1)).toEqual({
    flows: [],
    cut: { by: 'flows', at: 0 },
  });
});
