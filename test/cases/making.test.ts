// Cases about goods made from goods, and goods of the same name, over HTTP.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { batchOf, stateOf } from './own-views.js';
import { sourcesIn, traceOf } from './traces.js';
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

const of = (value: string) => ({ quantity: { value, unit: 'KGM' } });
const act = { recorded: 'act' };

async function ingredients(): Promise<void> {
  await world.make('P', 'A', '60', { hour: 1 });
  await world.make('P', 'B', '40', { hour: 1 });
}

test('A5 sub-batch', async () => {
  await world.make('P', 'A', '100', { hour: 1 });
  const productId = world.products.get('X');
  const { batches } = await world.does('P', 'split', 2, {
    goods: world.goods('A 30'),
    outputs: [{ productId, number: 'A2', ...of('30') }],
  });
  world.batches.set('A2', String((batches as Body[])[0]?.id));
  expect(await stateOf(world)).toEqual(['P: A 70', 'P: A2 30']);
  const ofSub = await traceOf(world, 'R', 'A2', '&direction=backward');
  expect(sourcesIn(world, ofSub)).toEqual(['A certain 30..30']);
  const ofWhole = await traceOf(world, 'R', 'A', '&direction=backward');
  expect(sourcesIn(world, ofWhole)).toEqual([]);
});

test('A6 transformation', async () => {
  await ingredients();
  const loss = { ...of('5'), reason: 'peel' };
  expect((await world.transform('P', 'A 60, B 40', 'D 95', 2, { loss })).status).toBe(201);
  expect(await stateOf(world)).toEqual(['P: D 95']);

  world = service.another();
  await ingredients();
  await world.transform('P', 'A 60, B 40', 'D 95', 2);
  expect(await stateOf(world)).toEqual(['P: D 95', 'unaccounted P: X 5, balance']);
});

test('A7 more out than in', async () => {
  await world.make('P', 'A', '60', { hour: 1 });
  const refused = await world.transform('P', 'A 60', 'D 70', 2, act);
  expect(refused.status).toBe(422);
  expect(refused.body).toMatchObject({ code: 'more-out-than-in' });
  expect(await stateOf(world)).toEqual(['P: A 60']);
  const gain = { ...of('10'), reason: 'water added' };
  expect((await world.transform('P', 'A 60', 'D 70', 2, { ...act, gain })).status).toBe(201);
  expect(await stateOf(world)).toEqual(['P: D 70']);

  world = service.another();
  await world.make('P', 'A', '60', { hour: 1 });
  const { body } = await world.transform('P', 'A 60', 'D 70', 2);
  expect(body.breaches).toMatchObject([{ unaccountedIn: '10', unit: 'KGM' }]);
  expect(await stateOf(world)).toEqual(['P: D 70', 'unaccounted in P: D 10, balance']);
});

test('A19 same number, other owner', async () => {
  for (const owner of ['F', 'G']) {
    const { key } = await world.trader(owner);
    const rice = { name: 'rice', itemCode: 'rice', unit: 'KGM', dateType: 'none' };
    const { id: productId } = await world.post(key, '/api/v1/products', rice);
    const made = await world.post(key, '/api/v1/batches', {
      productId,
      number: '2026-01',
      ...of('10'),
      at: world.at(1),
    });
    world.batches.set(`rice of ${owner}`, String(made.id));
  }
  expect(new Set(world.batches.values()).size).toBe(2);
  for (const [one, other] of ['FG', 'GF']) {
    expect(await batchOf(world, one ?? '', `rice of ${one}`)).toEqual([
      `${one}: rice of ${one} 10`,
    ]);
    expect(await batchOf(world, one ?? '', `rice of ${other}`)).toEqual([]);
  }
  // Nor do the books mix them where both come to one shop.
  for (const owner of ['F', 'G']) {
    const goods = [{ batchId: world.batches.get(`rice of ${owner}`), ...of('4') }];
    const { partyId: toPartyId } = await world.trader('S');
    const { partyId: fromPartyId } = await world.trader(owner);
    await world.does(owner, 'ship', 2, { goods, toPartyId });
    await world.does('S', 'receive', 3, { goods, fromPartyId });
    expect(await batchOf(world, 'S', `rice of ${owner}`)).toEqual([`S: rice of ${owner} 4`]);
  }
});
