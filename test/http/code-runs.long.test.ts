// Goal: a print house's roll of 100,000 item codes. Method: the service over HTTP with its job running; every place is walked.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { World } from '../cases/world.js';
import { expectRoll } from './roll.js';

let world: World;
let batchId: string;
beforeAll(async () => {
  world = await World.start();
  batchId = await world.make('F', 'A', '100', { hour: 1 });
});
afterAll(() => world?.close());

test('A roll of 100,000 item codes is issued by the job, walked, activated by a range and looked up', async () => {
  await expectRoll(world, batchId, 100_000);
  expect.hasAssertions();
}, 600_000);
