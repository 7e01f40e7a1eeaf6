// Invariant 4 of the design, at a size for every run.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { stateOf } from '../cases/own-views.js';
import { World } from '../cases/world.js';
import { spendAtOnce } from './spending.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world?.close());

test('Nothing is spent twice: 10 clients, 10 rounds on one holding', async () => {
  await spendAtOnce(world.another(), 10, 10);
});

test('Nothing is spent twice: late acts may not take what later acts have spent', async () => {
  const here = world.another();
  await here.make('W', 'A', '10', { hour: 1 });
  expect((await here.ship('W', 'S', 'A 8', 5)).status).toBe(201);
  expect((await here.ship('W', 'S2', 'A 3', 3)).status).toBe(409);
  expect((await here.ship('W', 'S2', 'A 2', 3)).status).toBe(201);
  expect(await stateOf(here)).toEqual(['W->S2: A 2', 'W->S: A 8']);
});
