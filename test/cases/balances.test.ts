// Cases about what a party had, got, gave and has, over HTTP.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { balanceOf, batchBalanceOf } from './balances.js';
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

const fact = { recorded: 'fact' };
const of = (value: string, unit = 'KGM') => ({ quantity: { value, unit } });

/** F has 100 A and ships it; P receives 98. Answers the eventID of the shipping. */
async function a1(): Promise<string> {
  await world.make('F', 'A', '100', { hour: 1 });
  const { body } = await world.ship('F', 'P', 'A 100', 2, fact);
  await world.receive('P', 'F', 'A 98', 3);
  return String(body.eventId);
}

describe('hand-offs', () => {
  test("A1 short hand-off: what is on the way is neither side's, and an interval ends before its last moment", async () => {
    await a1();
    expect(await balanceOf(world, 'F', 0, 9)).toEqual(['X: made 100 = shipped 100']);
    expect(await balanceOf(world, 'P', 0, 9)).toEqual(['X: received 98 = closing 98']);
    expect(await balanceOf(world, 'F', 2, 9)).toEqual(['X: opening 100 = shipped 100']);
    expect(await balanceOf(world, 'F', 0, 2)).toEqual(['X: made 100 = closing 100']);
    expect(await balanceOf(world, 'P', 0, 3)).toEqual([]);
  });

  test('A2 receipt first, shipping late: the late record changes the balance of the past', async () => {
    await world.make('F', 'A', '100', { hour: 1 });
    await world.receive('P', 'F', 'A 98', 3);
    expect(await balanceOf(world, 'P', 0, 9)).toEqual(['X: unaccountedIn 98 = closing 98']);
    expect(await balanceOf(world, 'F', 0, 9)).toEqual(['X: made 100 = closing 100']);
    await world.ship('F', 'P', 'A 100', 2, fact);
    expect(await balanceOf(world, 'P', 0, 9)).toEqual(['X: received 98 = closing 98']);
    expect(await balanceOf(world, 'F', 0, 9)).toEqual(['X: made 100 = shipped 100']);
  });

  test('A8 overdraw: what was shipped although it was not there is unaccounted in', async () => {
    await world.make('W', 'A', '30', { hour: 1 });
    await world.ship('W', 'S', 'A 50', 5, fact);
    expect(await balanceOf(world, 'W', 0, 9)).toEqual([
      'X: made 30, unaccountedIn 20 = shipped 50',
    ]);
  });

  test('A12 wrong quantity corrected: as of before the correction the balance is what it was', async () => {
    const shipped = await a1();
    const before = new Date(world.service.clock.now()).toISOString();
    world.service.clock.advance(60_000);
    await world.tell('F', { activity: 'declare-error', of: shipped, reason: 'wrong quantity' });
    await world.ship('F', 'P', 'A 80', 2, fact);
    expect(await balanceOf(world, 'F', 0, 9)).toEqual(['X: made 100 = closing 20, shipped 80']);
    expect(await balanceOf(world, 'P', 0, 9)).toEqual([
      'X: received 80, unaccountedIn 18 = closing 98',
    ]);
    expect(await balanceOf(world, 'F', 0, 9, { asOf: before })).toEqual([
      'X: made 100 = shipped 100',
    ]);
    expect(await balanceOf(world, 'P', 0, 9, { asOf: before })).toEqual([
      'X: received 98 = closing 98',
    ]);
  });

  test('A20 void shipping: what was withdrawn was never shipped', async () => {
    const shipped = await a1();
    await world.tell('F', { activity: 'void-shipping', at: world.at(4), of: shipped, ...fact });
    expect(await balanceOf(world, 'F', 0, 9)).toEqual(['X: made 100 = closing 100']);
    expect(await balanceOf(world, 'P', 0, 9)).toEqual(['X: unaccountedIn 98 = closing 98']);
  });

  test('goods that are returned come back, and are not received a second time', async () => {
    await world.make('F', 'A', '100', { hour: 1 });
    await world.handOver('F', 'P', 'A 60', 2);
    const toPartyId = (await world.trader('F')).partyId;
    await world.does('P', 'return', 5, { toPartyId, goods: world.goods('A 10') });
    await world.receive('F', 'P', 'A 10', 6);
    expect(await balanceOf(world, 'F', 0, 9)).toEqual([
      'X: made 100, returnedIn 10 = closing 50, shipped 60',
    ]);
    expect(await balanceOf(world, 'P', 0, 9)).toEqual(['X: received 60 = closing 50, shipped 10']);
  });
});

describe('processing', () => {
  test('A6 transformation: what is left open was not used, and a loss is of the product that is said to be lost', async () => {
    await world.make('P', 'A', '60', { hour: 1 });
    await world.make('P', 'B', '40', { hour: 1 });
    const loss = { ...of('3'), reason: 'peel' };
    await world.transform('P', 'A 60, B 40', 'D 95', 2, { loss });
    expect(await balanceOf(world, 'P', 0, 9)).toEqual([
      'D: made 98 = closing 95, declaredLoss 3',
      'X: made 100 = used 98, unaccounted 2',
    ]);
  });

  test('A7 more out than in: what was gained was not made', async () => {
    await world.make('P', 'A', '60', { hour: 1 });
    const gain = { ...of('7'), reason: 'water added' };
    await world.transform('P', 'A 60', 'D 70', 2, { gain });
    expect(await balanceOf(world, 'P', 0, 9)).toEqual([
      'D: made 60, declaredGain 7, unaccountedIn 3 = closing 70',
      'X: made 60 = used 60',
    ]);
  });

  test('C16 no conversion: amounts are shown in their units, and no figure is made of both', async () => {
    await world.make('P', 'A', '60', { hour: 1 });
    await world.transform('P', 'A 60', 'D 200 H87', 2);
    expect(await balanceOf(world, 'P', 0, 9)).toEqual([
      'D H87: made 200 = closing 200',
      'X: made 60 = used 60',
    ]);
  });
});

describe('logistic units', () => {
  test('A9 pallet only: what is in a unit crosses when the unit does', async () => {
    await world.make('W', 'A', '10', { hour: 1 });
    await world.make('W', 'B', '5', { hour: 1 });
    await world.pack('W', 'A 10, B 5', 'U', 2);
    await world.ship('W', 'S', '[U]', 3);
    await world.receive('S', 'W', '[U]', 4);
    await world.does('S', 'sell', 5, { goods: world.goods('A 3') });
    expect(await balanceOf(world, 'W', 0, 3)).toEqual(['X: made 15 = closing 15']);
    expect(await balanceOf(world, 'W', 0, 9)).toEqual(['X: made 15 = shipped 15']);
    expect(await balanceOf(world, 'S', 0, 9)).toEqual(['X: received 15 = closing 12, sold 3']);
    expect(await balanceOf(world, 'S', 5, 9)).toEqual(['X: opening 15 = closing 12, sold 3']);
  });

  test('A10 nested: what units in a unit hold crosses with it, and stays where they are unpacked', async () => {
    await world.make('P', 'A', '10', { hour: 1 });
    await world.make('P', 'B', '5', { hour: 1 });
    await world.pack('P', 'A 10', 'K1', 2);
    await world.pack('P', 'B 5', 'K2', 2);
    await world.pack('P', '[K1], [K2]', 'U', 3);
    await world.ship('P', 'W', '[U]', 4);
    await world.receive('W', 'P', '[U]', 5);
    await world.unpack('W', '[K1]', 'U', 6);
    await world.ship('W', 'S', '[U]', 7);
    await world.receive('S', 'W', '[U]', 8);
    expect(await balanceOf(world, 'P', 0, 9)).toEqual(['X: made 15 = shipped 15']);
    expect(await balanceOf(world, 'W', 0, 9)).toEqual(['X: received 15 = closing 10, shipped 5']);
    expect(await balanceOf(world, 'S', 0, 9)).toEqual(['X: received 5 = closing 5']);
  });

  test('A17 carrier: goods pass through who only carries them', async () => {
    await world.make('F', 'A', '10', { hour: 1 });
    await world.pack('F', 'A 10', 'U', 2);
    await world.handOver('F', 'C', '[U]', 3);
    await world.handOver('C', 'S', '[U]', 5);
    expect(await balanceOf(world, 'C', 0, 5)).toEqual(['X: received 10 = closing 10']);
    expect(await balanceOf(world, 'C', 0, 9)).toEqual(['X: received 10 = shipped 10']);
    expect(await balanceOf(world, 'S', 0, 9)).toEqual(['X: received 10 = closing 10']);
  });

  test('a unit that was sent and nobody took comes back when it is named again', async () => {
    await world.make('F', 'A', '10', { hour: 1 });
    await world.pack('F', 'A 10', 'U', 2);
    await world.ship('F', 'P', '[U]', 3, fact);
    await world.unpack('F', '', 'U', 4);
    expect(await balanceOf(world, 'F', 0, 9)).toEqual([
      'X: made 10, returnedIn 10 = closing 10, shipped 10',
    ]);
  });

  test('a unit that two claim is a copy at the second: all of it unaccounted in', async () => {
    await world.make('F', 'A', '10', { hour: 1 });
    await world.pack('F', 'A 10', 'U', 2);
    await world.does('S', 'unpack', 4, { unit: await world.unit('U') });
    expect(await balanceOf(world, 'F', 0, 9)).toEqual(['X: made 10 = closing 10']);
    expect(await balanceOf(world, 'S', 0, 9)).toEqual(['X: unaccountedIn 10 = closing 10']);
  });

  test('a unit that is used up takes along all that it holds', async () => {
    await world.make('F', 'A', '10', { hour: 1 });
    await world.make('F', 'B', '5', { hour: 1 });
    await world.pack('F', 'A 10', 'K', 2);
    await world.pack('F', 'B 5, [K]', 'U', 3);
    const { quantityList: _, ...event } = await world.shipping('F', 'P', 'A 1', 4);
    const destroyed = { action: 'DELETE', bizStep: 'destroying', sourceList: [] };
    const epcList = [`https://id.example/t/${await world.unit('U')}`];
    await world.capture('F', { ...event, ...destroyed, destinationList: [], epcList });
    expect(await balanceOf(world, 'F', 0, 9)).toEqual(['X: made 15 = destroyed 15']);
  });

  test('goods packed on a day of which only half is asked are counted once', async () => {
    await world.make('F', 'A', '10', { hour: 1 });
    const on = world.at(24).slice(0, 10);
    const unit = await world.unit('U');
    const fields = { activity: 'pack', on, unit, goods: world.goods('A 10'), ...fact };
    expect((await world.tell('F', fields)).status).toBe(201);
    expect(await balanceOf(world, 'F', 0, 24)).toEqual(['X: made 10 = closing 10']);
    expect(await balanceOf(world, 'F', 24, 90)).toEqual(['X: opening 10 = closing 10']);
  });
});

test('A18 tank: what is cleaned out is unaccounted, and a mixture drawn by another name was made of it', async () => {
  const tank = await world.place('P', 'tank', { kind: 'tank', mixing: 'blending' });
  await world.make('P', 'A', '100', { hour: 1, placeId: tank });
  await world.make('P', 'B', '50', { hour: 1, product: 'Y', placeId: tank });
  await world.does('P', 'sell', 3, { placeId: tank, goods: world.goods('X 30') });
  await world.does('P', 'move', 4, {
    placeId: tank,
    toPlaceId: world.places.get('P'),
    goods: world.goods('X 30'),
  });
  await world.does('P', 'clean', 5, { placeId: tank });
  expect(await balanceOf(world, 'P', 0, 9)).toEqual([
    'X: made 110 = closing 30, sold 20, unaccounted 60',
    'Y: made 50 = sold 10, used 10, unaccounted 30',
  ]);
});

describe('stock', () => {
  test('A14 batch unknown: the product is balanced, whichever batch it was', async () => {
    await world.make('W', 'A', '30', { hour: 1 });
    await world.make('W', 'B', '40', { hour: 2 });
    await world.handOver('W', 'S', 'X 50', 3);
    await world.does('S', 'sell', 6, { goods: world.goods('X 5') });
    expect(await balanceOf(world, 'W', 0, 9)).toEqual(['X: made 70 = closing 20, shipped 50']);
    expect(await balanceOf(world, 'S', 5, 9)).toEqual(['X: opening 50 = closing 45, sold 5']);
  });

  test('A16 count: what is missing is unaccounted, what is too much unaccounted in', async () => {
    await world.make('S', 'A', '50', { hour: 1 });
    await world.does('S', 'count', 5, { goods: world.goods('A 45') });
    expect(await balanceOf(world, 'S', 0, 9)).toEqual(['X: made 50 = closing 45, unaccounted 5']);
    await world.does('S', 'sell', 4, { goods: world.goods('A 8') });
    expect(await balanceOf(world, 'S', 0, 9)).toEqual([
      'X: made 50, unaccountedIn 3 = closing 45, sold 8',
    ]);
  });

  test('each way of leaving has a name of its own', async () => {
    await world.make('P', 'A', '50', { hour: 1 });
    await world.does('P', 'sell', 2, { goods: world.goods('A 1') });
    await world.does('P', 'dispose', 2, { goods: world.goods('A 2'), reason: 'spoiled' });
    await world.does('P', 'sample', 2, { goods: world.goods('A 3') });
    const { bizStep: _, ...event } = await world.shipping('P', 'S', 'A 4', 2);
    await world.capture('P', { ...event, action: 'DELETE', sourceList: [], destinationList: [] });
    expect(await balanceOf(world, 'P', 0, 9)).toEqual([
      'X: made 50 = closing 40, sold 1, used 4, destroyed 2, sampled 3',
    ]);
  });

  test('moves between two places of one party cancel out, on a day of which only half is asked as well', async () => {
    await world.make('F', 'A', '100', { hour: 1 });
    const toPlaceId = await world.place('F', 'barn');
    await world.does('F', 'move', 2, { toPlaceId, goods: world.goods('A 30') });
    const day = world.at(24).slice(0, 10);
    const fields = { activity: 'move', on: day, toPlaceId, goods: world.goods('A 20'), ...fact };
    expect((await world.tell('F', fields)).status).toBe(201);
    for (const [from, until] of [
      [0, 90],
      [0, 24],
      [24, 90],
    ] as const) {
      const [text] = await balanceOf(world, 'F', from, until);
      expect(text).toBe(from === 0 ? 'X: made 100 = closing 100' : 'X: opening 100 = closing 100');
    }
  });
});

describe('a batch', () => {
  test('A1 short hand-off: what nobody took is on its way', async () => {
    await a1();
    expect(await batchBalanceOf(world, 'R', 'A')).toEqual(['KGM: made 100 = held 98, inTransit 2']);
  });

  test('A14 batch unknown: what it may be of the goods without a batch is a range', async () => {
    await world.make('W', 'A', '30', { hour: 1 });
    await world.make('W', 'B', '40', { hour: 2 });
    await world.ship('W', 'S', 'X 50', 3, fact);
    expect(await batchBalanceOf(world, 'R', 'A')).toEqual([
      'KGM: made 30 = held 0..20, inTransit 10..30',
    ]);
    await world.receive('S', 'W', 'X 50', 4);
    expect(await batchBalanceOf(world, 'R', 'A')).toEqual(['KGM: made 30 = held 30']);
    await world.does('S', 'sell', 6, { goods: world.goods('X 45') });
    expect(await batchBalanceOf(world, 'R', 'A')).toEqual([
      'KGM: made 30 = held 0..25, sold 5..30',
    ]);
    expect(await batchBalanceOf(world, 'R', 'B')).toEqual([
      'KGM: made 40 = held 0..25, sold 15..40',
    ]);
  });

  test('A23 named after unknown: a later record by name leaves less open', async () => {
    await world.make('W', 'A', '30', { hour: 1 });
    await world.make('W', 'B', '40', { hour: 2 });
    await world.ship('W', 'S', 'X 50', 3, fact);
    await world.ship('W', 'S2', 'A 20', 5, fact);
    expect(await batchBalanceOf(world, 'R', 'A')).toEqual(['KGM: made 30 = inTransit 30']);
    await world.does('S2', 'sell', 7, { goods: world.goods('A 20') });
    expect(await batchBalanceOf(world, 'R', 'A')).toEqual([
      'KGM: made 30, unaccountedIn 20 = inTransit 30, sold 20',
    ]);
  });

  test('A6 transformation: of two batches that went in nobody knows which was lost; of one, and of what came out, all', async () => {
    await world.make('P', 'A', '60', { hour: 1 });
    await world.make('P', 'B', '40', { hour: 1 });
    await world.transform('P', 'A 60, B 40', 'D 95', 2);
    expect(await batchBalanceOf(world, 'R', 'A')).toEqual([
      'KGM: made 60 = used 55..60, unaccounted 0..5',
    ]);
    await world.make('P', 'E', '20', { hour: 3 });
    await world.transform('P', 'E 20', 'G 15', 4, { loss: { ...of('3'), reason: 'peel' } });
    expect(await batchBalanceOf(world, 'R', 'E')).toEqual([
      'KGM: made 20 = used 18, unaccounted 2',
    ]);
    expect(await batchBalanceOf(world, 'R', 'G')).toEqual([
      'KGM: made 18 = held 15, declaredLoss 3',
    ]);
  });

  test('A7 more out than in: what was gained of nothing is no making', async () => {
    await world.make('P', 'A', '60', { hour: 1 });
    await world.transform('P', 'A 60', 'D 70', 2, { gain: { ...of('7'), reason: 'water' } });
    expect(await batchBalanceOf(world, 'R', 'D')).toEqual([
      'KGM: made 60, declaredGain 7, unaccountedIn 3 = held 70',
    ]);
  });

  test('A5 sub-batch: goods of a batch of the same product are not counted as its own', async () => {
    await world.make('P', 'A', '100', { hour: 1 });
    const outputs = [{ productId: world.products.get('X'), number: 'A2', ...of('30') }];
    await world.does('P', 'split', 2, { goods: world.goods('A 30'), outputs });
    await world.handOver('P', 'S', 'X 90', 3);
    expect(await batchBalanceOf(world, 'R', 'A')).toEqual(['KGM: made 100 = held 70, used 30']);
  });

  test('A18 tank: what a mixture gives out is some of each, under whatever name', async () => {
    const tank = await world.place('P', 'tank', { kind: 'tank', mixing: 'blending' });
    await world.make('P', 'A', '100', { hour: 1, placeId: tank });
    await world.make('P', 'B', '50', { hour: 1, placeId: tank });
    await world.does('P', 'sell', 3, { placeId: tank, goods: world.goods('X 30') });
    await world.does('P', 'clean', 5, { placeId: tank });
    expect(await batchBalanceOf(world, 'R', 'A')).toEqual([
      'KGM: made 100 = sold 20, unaccounted 80',
    ]);
  });

  test('A12 wrong quantity corrected: as of before, it is what it was', async () => {
    const shipped = await a1();
    const before = new Date(world.service.clock.now()).toISOString();
    world.service.clock.advance(60_000);
    await world.tell('F', { activity: 'declare-error', of: shipped, reason: 'wrong quantity' });
    expect(await batchBalanceOf(world, 'R', 'A')).toEqual([
      'KGM: made 100, unaccountedIn 98 = held 198',
    ]);
    expect(await batchBalanceOf(world, 'R', 'A', `?asOf=${before}`)).toEqual([
      'KGM: made 100 = held 98, inTransit 2',
    ]);
  });

  test('is told of as far as one may see, and as unknown where that is nothing', async () => {
    await a1();
    await world.does('P', 'sell', 5, { goods: world.goods('A 8') });
    expect(await batchBalanceOf(world, 'R', 'A')).toEqual([
      'KGM: made 100 = held 90, inTransit 2, sold 8',
    ]);
    expect(await batchBalanceOf(world, 'F', 'A')).toEqual(['KGM: made 100 = held 98, inTransit 2']);
    expect(await batchBalanceOf(world, 'G', 'A')).toEqual(['404']);
  });
});
