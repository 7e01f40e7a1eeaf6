// Goal: once a recall has answered, no act in flight moves goods that may be of any batch of its product.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { World } from '../cases/world.js';
import { ThirdConnection } from './third-connection.js';

let world: World;
let third: ThirdConnection;
beforeAll(async () => {
  world = await World.start();
  third = await ThirdConnection.open(world.service.server.ownerUrl);
});
afterAll(async () => {
  await third.close();
  await world.close();
});

test('a recall waits for an act on goods of its product of which nobody said the batch', async () => {
  await world.make('P', 'D', '10', { hour: 1 });
  expect((await world.receive('S', 'W', 'X 30', 2)).status).toBe(201);
  const { key } = await world.trader('P');
  const ship = (amount: number) => world.ship('S', 'S2', `X ${amount}`, 3);
  await third.query('BEGIN; LOCK TABLE posting IN SHARE MODE');
  const shipping = ship(5);
  await third.sees(1, shipping);
  const opening = world.post(key, '/api/v1/recalls', {
    batchIds: [world.batches.get('D')],
    grade: 1,
    reason: 'raced',
  });
  let waits = false;
  try {
    waits = await third.sees(2, opening);
  } finally {
    await third.query('ROLLBACK');
  }
  expect((await shipping).status).toBe(201);
  await opening;
  expect(waits).toBe(true);
  expect((await ship(6)).body).toMatchObject({ code: 'goods-frozen' });
});
