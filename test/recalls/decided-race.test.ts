// Goal: once a recall has answered, no act in flight moves goods that may be of any batch of its product; and one that
// closes while a fact spreads its freezes lets go of what they spread to, too. What is in flight is held up by a lock
// that a third connection has, until the recall has been answered, or waits in its turn.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { World } from '../cases/world.js';
import { ThirdConnection } from '../support/third-connection.js';

let service: World;
let world: World;
let third: ThirdConnection;
beforeAll(async () => {
  service = await World.start();
  third = await ThirdConnection.open(service.service.server.ownerUrl);
});
beforeEach(() => {
  world = service.another();
});
afterAll(async () => {
  await third.close();
  await service.close();
});

/** S has D of P, which R has recalled, and has registered a batch that it may make of it. */
async function recalled() {
  await world.make('P', 'D', '60', { hour: 1 });
  await world.handOver('P', 'S', 'D 30', 2);
  const output = await world.make('S', 'E', '4', { hour: 1, product: 'Y' });
  const { key } = await world.trader('R');
  world.service.clock.advance(1000);
  const opened = await world.post(key, '/api/v1/recalls', {
    batchIds: [world.batches.get('D')],
    grade: 1,
    reason: 'raced',
  });
  world.service.clock.advance(1000);
  const close = async () =>
    (await world.post(key, `/api/v1/recalls/${String(opened.id)}/close`, { word: 'found' })).state;
  return { output, close };
}

const sellsOfIt = async () =>
  (await world.tell('S', { activity: 'sell', goods: world.goods('E 1') })).status;
/** A fact of now, after the freeze, which is a breach. */
const makes = () =>
  world.transform('S', 'D 5', 'E 4', 200, {
    at: new Date(world.service.clock.now()).toISOString(),
  });

test('a recall that closes after a fact has met its freezes is not spread any more', async () => {
  const { close } = await recalled();
  await third.query('BEGIN; LOCK TABLE freeze_breach IN SHARE MODE');
  const making = makes();
  try {
    await third.sees(1, making);
    expect(await close()).toBe('closed');
  } finally {
    await third.query('ROLLBACK');
  }
  expect((await making).status).toBe(201);
  expect(await sellsOfIt()).toBe(201);
});

test('a recall that closes while its freezes spread waits, and lets go of what was frozen', async () => {
  const { output, close } = await recalled();
  await third.query('BEGIN');
  await third.query('SELECT FROM batch WHERE id = $1 FOR SHARE', [output]);
  const making = makes();
  await third.sees(1, making);
  const closing = close();
  try {
    await third.sees(2, closing);
  } finally {
    await third.query('ROLLBACK');
  }
  expect((await making).status).toBe(201);
  expect(await closing).toBe('closed');
  expect(await sellsOfIt()).toBe(201);
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
