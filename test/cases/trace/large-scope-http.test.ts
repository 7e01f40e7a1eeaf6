// A scope larger than the books are read for, told over HTTP and asked over HTTP.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TraceView } from '../../../src/trace/trace.dto.js';
import { defaultBounds } from '../../../src/trace/books/bounds.js';
import { LinkMemory } from '../../../src/trace/memory/link-memory.js';
import { found, traceOf } from '../traces.js';
import { succeeded, World } from '../world.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world?.close());

/** Outputs of one act, and acts enough for more batches than a walk over the books visits. */
const each = 100;
const acts = Math.ceil((defaultBounds.nodes + 1) / each);

/** One kilo of A for every batch that is packed out of it. */
async function packOut(hour: number): Promise<void> {
  const productId = await world.product('packs', 'F');
  const outputs = Array.from({ length: each }, (_, i) => {
    return { productId, number: `${hour}-${i}`, quantity: { value: '1', unit: 'KGM' } };
  });
  const told = { activity: 'transform', at: world.at(hour), recorded: 'fact', outputs };
  succeeded('transform', await world.tell('F', { ...told, goods: world.goods(`A ${each}`) }));
}

const counts = ({ batches, holdings, cutForward }: TraceView) => [
  batches.length,
  holdings.length,
  cutForward?.by,
];

test('whoever may see it all is told the whole of it, as of the last write', async () => {
  await world.make('F', 'A', String(acts * each), { hour: 1 });
  for (let hour = 2; hour < 2 + acts; hour += 1) await packOut(hour);
  const memory = world.service.app.get(LinkMemory);
  const cut = await traceOf(world, 'F', 'A');
  expect(cut.cutForward?.by).toBe('nodes');
  await memory.step();
  const whole = await traceOf(world, 'R', 'A');
  const batches = acts * each + 1;
  expect(counts(whole)).toEqual([batches, batches, undefined]);
  expect(new Set(whole.batches.map(({ verdict }) => verdict))).toEqual(new Set(['certain']));

  // What was asked for a moment before is not what is told now.
  await packOut(2 + acts);
  expect(counts(await traceOf(world, 'R', 'A'))).toEqual([
    batches + each,
    batches + each,
    undefined,
  ]);

  // Goods without a batch may be of A: that is for the judge, who reads as far as his bounds go.
  await world.ship('F', 'S', 'packs 1', 20);
  const judged = await traceOf(world, 'R', 'A');
  expect(judged.cutForward?.by).toBe('nodes');
  expect(found(world, judged).some((line) => line.startsWith('certain'))).toBe(true);
});
