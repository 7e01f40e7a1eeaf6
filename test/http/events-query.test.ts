import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { World } from '../cases/world.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(async () => {
  await world.close();
});

async function list(query: string) {
  const { key } = await world.trader('F');
  return world.service.send<{ items: unknown[] }>('GET', `/api/v1/events?${query}`, { key });
}

test('events are listed by what they name, and a text that names nothing is refused', async () => {
  const batchId = await world.make('F', 'A', '10', { hour: 1 });
  expect((await list(`batchId=${batchId}`)).body.items).toHaveLength(1);
  expect(await list('what=junk')).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/what' }] },
  });
});

test('a cursor of texts that are no position is refused', async () => {
  const cursor = Buffer.from('["a","b"]').toString('base64url');
  expect(await list(`cursor=${cursor}`)).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/cursor' }] },
  });
});
