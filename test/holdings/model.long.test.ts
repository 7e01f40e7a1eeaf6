import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { World } from '../cases/world.js';
import { runChains } from './model/chain-runs.js';

/**
 * Model-based runs: register, produce, ship, receive, split, merge, pack, unpack, sell, correct, as acts and as facts,
 * late and shuffled. FURROW_MODEL_RUNS raises the count for a soak, FURROW_MODEL_SEED runs the same ones again.
 */
const runs = Number(process.env.FURROW_MODEL_RUNS ?? 2_000);
const seed = Number(process.env.FURROW_MODEL_SEED ?? Date.now() % 2 ** 31);

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.close());

test(
  `${runs} random chains come to what a plain model of their events says, seed ${seed}`,
  async () => {
    const tally = await runChains(world, { runs, seed, lanes: 3 });
    const counts = JSON.stringify(Object.fromEntries([...tally].sort()));
    process.stdout.write(`${runs} chains, seed ${seed}: ${counts}\n`);
    const often = [...tally.values()].filter((count) => count >= runs / 20);
    expect(often.length).toBeGreaterThanOrEqual(18);
  },
  120_000 + runs * 3_000,
);
