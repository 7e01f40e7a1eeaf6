import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { World } from '../cases/world.js';
import { runChains } from './model/chain-runs.js';

/** A few of the runs of model.long.test.ts. FURROW_MODEL_SEED runs the same ones again. */
const runs = Number(process.env.FURROW_MODEL_RUNS ?? 40);
const seed = Number(process.env.FURROW_MODEL_SEED ?? Date.now() % 2 ** 31);

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.close());

test(
  `${runs} random chains come to what a plain model of their events says, seed ${seed}`,
  async () => {
    const tally = await runChains(world, { runs, seed, lanes: 2 });
    expect(tally.get('register 201')).toBeGreaterThanOrEqual(2 * runs);
  },
  60_000 + runs * 3_000,
);
