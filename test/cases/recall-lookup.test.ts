import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.close());

/** What a stranger is told; answers live for a second of the service's clock. */
async function verdictOf(path: string): Promise<unknown> {
  world.service.clock.advance(1500);
  const headers = { Accept: 'application/json' };
  const { body } = await world.service.send<{ verdict?: unknown }>('GET', path, { headers });
  return body.verdict;
}

test('R5 a recall outranks every other message, for a batch, its items and what holds it, within 2 s', async () => {
  const D = await world.make('P', 'D', '30', { hour: 1, product: 'X' });
  const { key } = await world.trader('P');
  const batch = (await world.service.send<{ code: string }>('GET', `/api/v1/batches/${D}`, { key }))
    .body;
  const issued = await world.post(key, `/api/v1/batches/${D}/codes`, { kind: 'item', count: 1 });
  const [item = ''] = issued.codes as string[];
  const unit = '/00/106141412345678908';
  await world.tell('P', { activity: 'pack', goods: world.goods('D 10'), unit, at: world.at(2) });

  expect(await verdictOf(`/t/${batch.code}`)).not.toBe('recalled');
  const recall = await world.post(key, '/api/v1/recalls', {
    batchIds: [D],
    grade: 1,
    reason: 'Listeria found by the laboratory',
  });
  for (const path of [`/t/${batch.code}`, `/t/${item}`, unit]) {
    expect([path, await verdictOf(path)]).toEqual([path, 'recalled']);
  }
  await world.post(key, `/api/v1/recalls/${String(recall.id)}/close`, { word: 'all found' });
  for (const path of [`/t/${batch.code}`, unit]) {
    expect([path, await verdictOf(path)]).not.toEqual([path, 'recalled']);
  }
});
