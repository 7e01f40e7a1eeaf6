import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { World } from '../cases/world.js';
import { runChains } from './model/chain-runs.js';

/** A few of the runs of model.long.test.ts. FURROW_MODEL_SEED runs one of them again. */
let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.close());

const runs = Number(process.env.FURROW_MODEL_RUNS ?? 40);
const seed = Number(process.env.FURROW_MODEL_SEED ?? Date.now() % 2 ** 31);

test(
  `${runs} random chains come to what a plain model of their events says, seed ${seed}`,
  async () => {
    const tally = await runChains(world, { runs, seed });
    console.info(JSON.stringify(Object.fromEntries([...tally].sort())));
    expect(tally.get('register 201')).toBeGreaterThanOrEqual(2 * runs);
  },
  60_000 + runs * 3_000,
);
