// Cases about stock whose batch, count or mixture has to be reckoned, over HTTP.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { batchOf, stateOf } from './own-views.js';
import { World, type Body } from './world.js';

let service: World;
let world: World;
beforeAll(async () => {
  service = await World.start();
});
beforeEach(() => {
  world = service.another();
});
afterAll(() => service?.close());

/** W has A and B, and ships 50 of either to S, who takes them. */
async function a14(amount = 50): Promise<void> {
  await world.make('W', 'A', '30', { hour: 1 });
  await world.make('W', 'B', '40', { hour: 2 });
  await world.handOver('W', 'S', `X ${amount}`, 3);
}

describe('A14', () => {
  test('A14 batch unknown: both sides read what the books force', async () => {
    await a14();
    expect(await stateOf(world)).toEqual([
      'S: X 50 (A 10..30, B 20..40)',
      'W: A 0 of 0..20',
      'W: B 20 of 0..20',
    ]);
    expect(await batchOf(world, 'S', 'A')).toEqual(['S: X 50 (A 10..30, B 20..40)']);
    expect(await batchOf(world, 'W', 'A')).toEqual(['W: A 0 of 0..20']);
  });

  test('A14 batch unknown: on the way the goods may be of the same batches', async () => {
    await world.make('W', 'A', '30', { hour: 1 });
    await world.make('W', 'B', '40', { hour: 2 });
    await world.ship('W', 'S', 'X 50', 3);
    expect(await stateOf(world)).toEqual([
      'W->S: X 50 (A 10..30, B 20..40)',
      'W: A 0 of 0..20',
      'W: B 20 of 0..20',
    ]);
  });

  test('A14 batch unknown: of goods of which some went on, those may have been all of one batch', async () => {
    await a14();
    await world.handOver('S', 'S2', 'X 15', 6);
    expect(await stateOf(world)).toEqual([
      'S2: X 15 (A 0..15, B 0..15)',
      'S: X 35 (A 0..30, B 5..35)',
      'W: A 0 of 0..20',
      'W: B 20 of 0..20',
    ]);
  });

  test('A14 batch unknown: no more is known where all the goods fit into one batch', async () => {
    await a14(35);
    expect(await stateOf(world)).toEqual([
      'S: X 35 (A 0..30, B 5..35)',
      'W: A 0 of 0..30',
      'W: B 35 of 5..35',
    ]);
  });
});

test('A15 items', async () => {
  const conversions = [{ from: 'H87', to: 'KGM', factor: '1' }];
  const some = async () => {
    world = service.another();
    await world.product('X', 'F', { conversions });
    const id = await world.make('F', 'A', '10', { hour: 1 });
    const { key } = await world.trader('F');
    const issued = await world.post(key, `/api/v1/batches/${id}/codes`, { kind: 'item', count: 3 });
    return issued.codes as string[];
  };
  const shipsGoods = async (goods: Body[]) => {
    const toPartyId = (await world.trader('P')).partyId;
    await world.does('F', 'ship', 2, { toPartyId, goods });
  };
  await shipsGoods([{ items: await some() }]);
  expect(await stateOf(world)).toEqual(['F->P: A 3', 'F: A 7']);

  const [item = ''] = await some();
  await shipsGoods([{ items: [item] }, ...world.goods('A 5')]);
  expect(await stateOf(world)).toEqual(['F->P: A 1', 'F->P: A 5', 'F: A 4']);
});

test('A16 count', async () => {
  const counted = async (lateSale?: string) => {
    world = service.another();
    await world.make('S', 'A', '50', { hour: 1 });
    await world.does('S', 'count', 5, { goods: world.goods('A 45') });
    if (lateSale !== undefined) {
      await world.does('S', 'sell', 4, { goods: world.goods(lateSale) });
    }
    return stateOf(world);
  };
  expect(await counted()).toEqual(['S: A 45', 'unaccounted S: A 5, count']);
  expect(await counted('A 5')).toEqual(['S: A 45']);
  expect(await counted('A 8')).toEqual(['S: A 45', 'unaccounted in S: A 3, count']);
});

test('A23 named after unknown', async () => {
  await a14();
  const refused = await world.ship('W', 'S2', 'A 25', 5);
  expect(refused.status).toBe(409);
  expect(refused.body).toMatchObject({
    code: 'not-enough-goods',
    shortfalls: [{ available: { value: '20', unit: 'KGM' } }],
  });
  expect((await world.ship('W', 'S2', 'A 20', 5)).status).toBe(201);
  expect(await stateOf(world)).toEqual(['S: X 50 (A 10..10, B 40..40)', 'W->S2: A 20']);
});
