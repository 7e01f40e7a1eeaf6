import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(async () => {
  await world.close();
});

test('A1 short hand-off', async () => {
  await world.make('F', 'A', '100', { hour: 1 });
  expect((await world.ship('F', 'P', 'A 100', 2)).body).toMatchObject({ breaches: [] });
  expect((await world.receive('P', 'F', 'A 98', 3)).body).toMatchObject({ breaches: [] });
  const rows = await world.service.database.query(
    'SELECT holder_kind, amount, batch_id FROM holding WHERE amount <> 0',
  );
  console.log(rows, world.service.database.statementsSent);
  expect((await world.ship('F', 'P', 'A 1', 4)).body).toMatchObject({});
});
