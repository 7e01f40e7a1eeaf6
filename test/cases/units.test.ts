// Cases about logistic units: what is on a pallet moves with it, though nobody lists it.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { OwnGoodsView } from '../../src/handoffs/own-goods.dto.js';
import { batchOf, handoffsOf, stateOf, unitOf } from './own-views.js';
import { traceOf } from './traces.js';
import { succeeded, World } from './world.js';

let service: World;
let world: World;
beforeAll(async () => {
  service = await World.start();
});
beforeEach(() => {
  world = service.another();
});
afterAll(() => service?.close());

/** Packs A and B into K1 and K2, and these onto U, which goes from P to W. */
async function nested(): Promise<void> {
  await world.make('P', 'A', '10', { hour: 1 });
  await world.make('P', 'B', '10', { hour: 1 });
  await world.pack('P', 'A 10', 'K1', 2);
  await world.pack('P', 'B 10', 'K2', 2);
  await world.pack('P', '[K1], [K2]', 'U', 3);
  await world.handOver('P', 'W', '[U]', 4);
}

test('A9 pallet only', async () => {
  await world.make('W', 'A', '10', { hour: 1 });
  await world.make('W', 'B', '5', { hour: 1 });
  await world.pack('W', 'A 10, B 5', 'U', 2);
  expect(await stateOf(world)).toEqual(['U at W: A 10', 'U at W: B 5']);
  await world.ship('W', 'S', '[U]', 3);
  expect(await stateOf(world)).toEqual(['U at W->S: A 10', 'U at W->S: B 5']);
  await world.receive('S', 'W', '[U]', 4);
  const sold = await world.does('S', 'sell', 5, { goods: world.goods('A 3') });
  expect(sold.breaches).toEqual([]);
  expect(await stateOf(world)).toEqual(['U at S: A 7', 'U at S: B 5']);
  expect(await batchOf(world, 'S', 'A')).toEqual(['U at S: A 7']);
  expect(await batchOf(world, 'W', 'A')).toEqual([]);
  expect(await handoffsOf(world)).toEqual(['W->S: matched']);
  const { gone } = await traceOf(world, 'R', 'A');
  expect(gone).toMatchObject([
    { as: 'sold', verdict: 'certain', quantity: { value: '3' }, from: { kind: 'unit' } },
  ]);
});

test('A10 nested', async () => {
  await nested();
  await world.unpack('W', '[K1]', 'U', 6);
  await world.handOver('W', 'S', '[U]', 7);
  expect(await stateOf(world)).toEqual(['K1 at W: A 10', 'K2 at S: B 10']);
  expect(await unitOf(world, 'S', 'K2')).toBe('in U, held by S, of S');
  expect(await unitOf(world, 'S', 'K1')).toBe('hidden');
  expect(await unitOf(world, 'W', 'K1')).toBe('at W, held by W, of W');
  expect(await unitOf(world, 'W', 'U')).toBe('hidden');
});

test('A11 DELETE without children', async () => {
  await nested();
  await world.unpack('W', '', 'U', 6);
  for (const unit of ['U', 'K1', 'K2']) {
    expect(await unitOf(world, 'W', unit)).toBe('at W, held by W, of W');
  }
  expect(await stateOf(world)).toEqual(['K1 at W: A 10', 'K2 at W: B 10']);
});

test("A17 carrier's legs", async () => {
  await world.make('F', 'A', '10', { hour: 1 });
  await world.pack('F', 'A 10', 'U', 2);
  const party = async (name: string) => (await world.trader(name)).partyId;
  const legs: [string, string, () => Promise<unknown>][] = [
    [
      'F',
      'transit, held by -, of F',
      async () => world.does('F', 'hand-over', 3, await leg('toPartyId', 'C')),
    ],
    [
      'C',
      'at C, held by C, of F',
      async () => world.does('C', 'take-over', 4, await leg('fromPartyId', 'F')),
    ],
    [
      'C',
      'transit, held by -, of F',
      async () => world.does('C', 'hand-over', 5, await leg('toPartyId', 'S')),
    ],
    ['S', 'at S, held by S, of S', async () => world.receive('S', 'C', '[U]', 6)],
  ];
  const leg = async (side: string, name: string) => ({
    units: [await world.unit('U')],
    [side]: await party(name),
  });
  expect(await unitOf(world, 'F', 'U')).toBe('at F, held by F, of F');
  for (const [viewer, where, step] of legs) {
    await step();
    expect(await unitOf(world, viewer, 'U')).toBe(where);
  }
  expect(await unitOf(world, 'F', 'U')).toBe('hidden');
  expect(await handoffsOf(world)).toEqual(['C->S: matched', 'F->C: matched']);
});

test("A17 carrier's legs: loose goods are the sender's until the receiver takes them", async () => {
  await world.make('F', 'A', '10', { hour: 1 });
  const goods = world.goods('A 10');
  const [farm, carrier, shop] = [
    await world.trader('F'),
    await world.trader('C'),
    await world.trader('S'),
  ];
  // The holding as its holder reads it: where it is, and whose it is if it is not the holder's own.
  const ownerAt = async (by: string) => {
    const { key } = await world.trader(by);
    const path = `/api/v1/batches/${world.batches.get('A') ?? ''}/holdings`;
    const { body } = await world.service.send<OwnGoodsView>('GET', path, { key });
    return body.holdings.map(({ ownerPartyId, placeId }) => [
      placeId === undefined ? 'transit' : 'place',
      ownerPartyId,
    ]);
  };
  await world.does('F', 'hand-over', 3, { goods, toPartyId: carrier.partyId });
  expect(await ownerAt('F')).toEqual([['transit', farm.partyId]]);
  await world.does('C', 'take-over', 4, { goods, fromPartyId: farm.partyId });
  expect(await ownerAt('C')).toEqual([['place', farm.partyId]]);
  await world.does('C', 'hand-over', 5, { goods, toPartyId: shop.partyId });
  expect(await ownerAt('C')).toEqual([['transit', farm.partyId]]);
  await world.receive('S', 'C', 'A 10', 6);
  expect(await ownerAt('S')).toEqual([['place', shop.partyId]]);
});

test('C4 inferred, one way: goods shipped loose left the only unit that held them', async () => {
  await world.make('P', 'A', '10', { hour: 1 });
  await world.pack('P', 'A 10', 'U', 2);
  await world.handOver('P', 'W', '[U]', 3);
  const shipped = succeeded('ship', await world.ship('W', 'S', 'A 5', 5));
  expect(shipped.breaches).toEqual([]);
  expect(await stateOf(world)).toEqual(['U at W: A 5', 'W->S: A 5']);
});

test('who holds a sealed pallet names by id what is in it, also boxed inside, and nobody else does', async () => {
  const batchId = await world.make('F', 'A', '10', { hour: 1 });
  await world.pack('F', 'A 10', 'K', 2);
  await world.pack('F', '[K]', 'U', 3);
  await world.trader('W');
  const { partyId: toPartyId } = await world.trader('S');
  const one = { goods: [{ batchId, quantity: { value: '1', unit: 'KGM' } }] };
  const tells = async (name: string, activity: string, hour: number, more = {}) =>
    (await world.tell(name, { activity, at: world.at(hour), ...one, ...more })).status;

  expect(await tells('W', 'sell', 4)).toBe(422);
  await world.ship('F', 'W', '[U]', 5);
  expect(await tells('S', 'sell', 6)).toBe(422);
  await world.receive('W', 'F', '[U]', 6);
  expect(await tells('W', 'ship', 7, { toPartyId })).toBe(201);
  expect(await tells('W', 'sell', 8)).toBe(201);
  expect(await tells('W', 'unpack', 9, { unit: await world.unit('K') })).toBe(201);
  expect(await batchOf(world, 'W', 'A')).toEqual(['K at W: A 7', 'W->S: A 1', 'W: A 1']);
  expect(await tells('C', 'sell', 10)).toBe(422);
});

test('what is on its way is named by id by the one it goes to', async () => {
  const batchId = await world.make('F', 'A', '10', { hour: 1 });
  await world.pack('F', 'A 10', 'U', 2);
  await world.ship('F', 'W', '[U]', 3);
  const taken = await world.tell('W', {
    activity: 'receive',
    at: world.at(4),
    recorded: 'fact',
    goods: [{ batchId, quantity: { value: '4', unit: 'KGM' } }],
  });
  expect(taken.status).toBe(201);
});

test('a unit is unknown to whoever has no part in it, as a unit that does not exist', async () => {
  await world.make('W', 'A', '10', { hour: 1 });
  await world.pack('W', 'A 10', 'U', 2);
  await world.trader('S');
  expect(await unitOf(world, 'S', 'U')).toBe('hidden');
  expect(await unitOf(world, 'S', 'never packed')).toBe('hidden');
  const { key } = await world.trader('S');
  const { status } = await world.service.send('GET', '/api/v1/logistic-units/nonsense', { key });
  expect(status).toBe(404);
});
