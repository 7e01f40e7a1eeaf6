// Invariant 4 of the design, at the size that the issue names.
import { afterAll, beforeAll, test } from '@jest/globals';
import { World } from '../cases/world.js';
import { spendAtOnce } from './spending.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
  await world.bearCanaries('W', 'S');
});
afterAll(() => world?.close());

test('Nothing is spent twice: 50 clients, 200 rounds on one holding', async () => {
  await spendAtOnce(world, 50, 200);
}, 1_200_000);
