// Goal: a recall that closes while a fact spreads its freezes lets go of what they spread to, too. The fact is held
// up by a lock that a third connection has, until the closing has been answered, or waits for the fact in its turn.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { World } from '../cases/world.js';
import { ThirdConnection } from './third-connection.js';

let world: World;
let third: ThirdConnection;
beforeAll(async () => {
  world = await World.start();
  third = await ThirdConnection.open(world.service.server.ownerUrl);
});
afterAll(async () => {
  await third.close();
  await world.close();
});

/** S has D of P, which R has recalled, and has registered a batch that it may make of it. */
async function recalled(batch: string, product: string) {
  await world.make('P', batch, '60', { hour: 1 });
  await world.handOver('P', 'S', `${batch} 30`, 2);
  const output = await world.make('S', `${batch}-made`, '4', { hour: 1, product });
  const { key } = await world.trader('R');
  world.service.clock.advance(1000);
  const opened = await world.post(key, '/api/v1/recalls', {
    batchIds: [world.batches.get(batch)],
    grade: 1,
    reason: 'raced',
  });
  world.service.clock.advance(1000);
  const close = async () =>
    (await world.post(key, `/api/v1/recalls/${String(opened.id)}/close`, { word: 'found' })).state;
  return { output, close };
}

const sells = async (batch: string) =>
  (await world.tell('S', { activity: 'sell', goods: world.goods(`${batch} 1`) })).status;
/** A fact of now, after the freeze, which is a breach. */
const makes = (batch: string) =>
  world.transform('S', `${batch} 5`, `${batch}-made 4`, 200, {
    at: new Date(world.service.clock.now()).toISOString(),
  });

test('a recall that closes after a fact has met its freezes is not spread any more', async () => {
  const { close } = await recalled('D', 'Y');
  await third.query('BEGIN; LOCK TABLE freeze_breach IN SHARE MODE');
  const making = makes('D');
  try {
    await third.sees(1, making);
    expect(await close()).toBe('closed');
  } finally {
    await third.query('ROLLBACK');
  }
  expect((await making).status).toBe(201);
  expect(await sells('D-made')).toBe(201);
});

test('a recall that closes while its freezes spread waits, and lets go of what was frozen', async () => {
  const { output, close } = await recalled('E', 'Z');
  await third.query('BEGIN');
  await third.query('SELECT FROM batch WHERE id = $1 FOR SHARE', [output]);
  const making = makes('E');
  await third.sees(1, making);
  const closing = close();
  try {
    await third.sees(2, closing);
  } finally {
    await third.query('ROLLBACK');
  }
  expect((await making).status).toBe(201);
  expect(await closing).toBe('closed');
  expect(await sells('E-made')).toBe(201);
});
