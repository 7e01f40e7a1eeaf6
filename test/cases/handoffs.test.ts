// Cases A1 to A4, A12, A20 and A22 of the design: goods going from one party to another, over HTTP.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { handoffsOf, stateOf } from './own-views.js';
import { World } from './world.js';

let service: World;
let world: World;
beforeAll(async () => {
  service = await World.start();
});
beforeEach(() => {
  world = service.another();
});
afterAll(() => service?.close());

test('A1 short hand-off', async () => {
  await world.make('F', 'A', '100', { hour: 1 });
  expect((await world.ship('F', 'P', 'A 100', 2)).body).toMatchObject({ breaches: [] });
  expect((await world.receive('P', 'F', 'A 98', 3)).body).toMatchObject({ breaches: [] });
  expect(await stateOf(world)).toEqual(['F->P: A 2', 'P: A 98']);
  expect(await handoffsOf(world)).toEqual(['F->P: short 2']);
});
