// Goal: what the design's invariant 4 allows and refuses of goods that a recall has stopped, activity by activity.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { activityNames } from '../../src/activities/activity.js';
import { World, type Body } from '../cases/world.js';

let world: World;
let recallId: unknown;
let unit: string;
let onTheWay: string;
const party = (name: string) => world.traders.get(name)?.partyId;
const place = (name: string) => world.places.get(name);

/** S holds 30 D loose and 10 in a pallet, and has as much of both on its way to it; then P recalls D. */
beforeAll(async () => {
  world = await World.start();
  const { placeId } = await world.trader('S');
  await world.place('S', 'back room', { parentId: placeId });
  await world.place('S', 'other site');
  await world.trader('S2');
  await world.make('P', 'D', '100', { hour: 1 });
  await world.handOver('P', 'S', 'D 40', 2);
  await world.pack('S', 'D 10', 'U', 4);
  await world.ship('P', 'S', 'D 30', 5);
  await world.pack('P', 'D 10', 'V', 5);
  await world.ship('P', 'S', '[V]', 6);
  await world.product('Y', 'S');
  [unit, onTheWay] = [await world.unit('U'), await world.unit('V')];
  const { key } = await world.trader('P');
  const recalled = { batchIds: [world.batches.get('D')], grade: 1, reason: 'Listeria found' };
  recallId = (await world.post(key, '/api/v1/recalls', recalled)).id;
  world.service.clock.advance(1000);
});
afterAll(() => world?.close());

const of = (value: string) => ({ goods: world.goods(`D ${value}`) });
const into = (product: string) => ({
  outputs: [{ productId: world.products.get(product), quantity: { value: '1', unit: 'KGM' } }],
});

const refused: [string, () => Body, by?: string][] = [
  ['sell', () => of('1')],
  ['ship', () => ({ ...of('1'), toPartyId: party('S2') })],
  ['ship', () => ({ units: [unit], toPartyId: party('S2') })],
  ['hand-over', () => ({ ...of('1'), toPartyId: party('S2') })],
  ['hand-over', () => ({ units: [unit], toPartyId: party('S2') })],
  ['return', () => ({ ...of('1'), toPartyId: party('S2') })],
  ['move', () => ({ ...of('1'), toPlaceId: place('other site') })],
  ['move', () => ({ units: [unit], toPlaceId: place('other site') })],
  ['store', () => ({ ...of('1'), toPlaceId: place('other site') })],
  ['pack', () => ({ ...of('1'), unit })],
  ['split', () => ({ ...of('1'), ...into('X') }), 'P'],
  ['transform', () => ({ ...of('1'), ...into('Y') })],
];

test.each(refused)(
  'Nothing is spent twice: to %s frozen goods is refused with the recall’s id (%#)',
  async (activity, act, by = 'S') => {
    const { status, body } = await world.tell(by, { activity, ...act() });
    expect([status, body]).toMatchObject([409, { code: 'goods-frozen', recallId }]);
  },
);

const allowed: [string, () => Body][] = [
  ['inspect', () => of('30')],
  ['sample', () => of('1')],
  ['count', () => of('29')],
  ['move', () => ({ ...of('2'), toPlaceId: place('back room') })],
  ['store', () => ({ ...of('2'), toPlaceId: place('back room') })],
  ['receive', () => ({ ...of('20'), fromPartyId: party('P') })],
  ['take-over', () => ({ units: [onTheWay], fromPartyId: party('P') })],
  ['unpack', () => ({ ...of('3'), unit })],
  ['return', () => ({ ...of('4'), toPartyId: party('P') })],
  ['dispose', () => ({ ...of('5'), reason: 'recall' })],
];

test.each(allowed)(
  'Nothing is spent twice: to %s frozen goods is allowed, and no breach',
  async (activity, act) => {
    world.service.clock.advance(1000);
    const { status, body } = await world.tell('S', { activity, ...act() });
    expect([status, body]).toMatchObject([201, { breaches: [] }]);
    const { key } = await world.trader('P');
    const recall = await world.service.send<Body>('GET', `/api/v1/recalls/${String(recallId)}`, {
      key,
    });
    expect(recall.body.breaches).toEqual([]);
  },
);

test('every activity that touches goods in one’s hands is among them', () => {
  const making = ['produce', 'harvest'];
  const takingBack = ['void-shipping', 'declare-error', 'clean'];
  const told = [...refused, ...allowed].map(([activity]) => activity);
  expect([...new Set([...told, ...making, ...takingBack])].sort()).toEqual(
    [...activityNames].sort(),
  );
});
