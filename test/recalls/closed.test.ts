// What became of goods after a recall of them closed is their holders' business again: nobody follows them by it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { World, type Body } from '../cases/world.js';

let world: World;
let recall: string;
beforeAll(async () => {
  world = await World.start({ roles: new Set(['api', 'public']) });
  const batch = await world.make('F', 'A', '100', { hour: 1 });
  await world.handOver('F', 'P', 'A 60', 5);
  await world.handOver('P', 'S', 'A 40', 10);
  const { key } = await world.trader('F');
  const order = { batchIds: [batch], grade: 2, reason: 'Glass' };
  recall = String((await world.post(key, '/api/v1/recalls', order)).id);
  world.service.clock.advance(1_000);
  await world.post(key, `/api/v1/recalls/${recall}/close`, { word: 'All found' });
  world.service.clock.advance(1_000);
});
afterAll(() => world?.close());

async function told(name: string): Promise<Body> {
  const { key } = await world.trader(name);
  const { status, body } = await world.service.send<Body>('GET', `/api/v1/recalls/${recall}`, {
    key,
  });
  expect(status).toBe(200);
  return body;
}

test.each([
  ['F', 60],
  ['P', 70],
  ['R37', 80],
  ['R', 90],
] as const)('a closed recall tells %s what was known when it closed', async (name, hour) => {
  const before = await told(name);
  await world.does('S', 'sell', hour, { goods: world.goods('A 5') });
  await world.does('S', 'dispose', hour + 1, { goods: world.goods('A 1'), reason: 'old' });
  await world.handOver('S', 'G', 'A 2', hour + 2);
  expect(await told(name)).toEqual(before);
});
