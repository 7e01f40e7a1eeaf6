// Following the feed, notices read the scope of a recall only when an event may have changed who holds its goods.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Follower } from '../../src/log/follower.js';
import { Sequencer } from '../../src/log/sequencer.js';
import { NoticesService } from '../../src/recalls/notices.service.js';
import { World } from '../cases/world.js';

let world: World;
let sequencer: Sequencer;
let follower: Follower;
beforeAll(async () => {
  // Without the feed's own loops: the test follows it, and counts what each round sends.
  world = await World.start({ roles: new Set(['api']) });
  const { database, random, app } = world.service;
  const notices = app.get(NoticesService);
  sequencer = new Sequencer(database, { holder: random.uuid() });
  follower = new Follower(database, {
    name: 'recall-notices',
    handle: (tx, rows) => notices.follow(tx, rows),
  });
  for (const batch of ['A', 'B', 'C'])
    await world.make('F', batch, '100', { hour: 1, product: batch });
  await world.pack('F', 'A 10', 'U', 2);
  await world.make('F', 'Z', '100', { hour: 1, product: 'Z' });
  await world.handOver('F', 'W', 'Z 50', 2);
});
afterAll(async () => {
  await sequencer?.release();
  await world?.close();
});

async function recall(batch: string): Promise<string> {
  const { key } = await world.trader('F');
  const opened = { batchIds: [world.batches.get(batch)], grade: 1, reason: 'Listeria' };
  return String((await world.post(key, '/api/v1/recalls', opened)).id);
}

/** Messages that following all there is takes, after an event. */
async function follow(): Promise<number> {
  while ((await sequencer.runOnce()) > 0);
  const before = world.service.database.statementsSent;
  while ((await follower.runOnce()) > 0);
  return world.service.database.statementsSent - before;
}

async function told(): Promise<string[]> {
  const rows = await world.service.database
    .as({ role: 'fold' })
    .query<{ name: string }>(
      `SELECT party.name FROM recall_notice JOIN party USING (organisation_id) WHERE represents ORDER BY name`,
    );
  return rows.map(({ name }) => name);
}

test('an event about other goods costs the same, whether one recall is open or three', async () => {
  await recall('A');
  await follow();
  await world.does('W', 'sell', 5, { goods: world.goods('Z 1') });
  const withOne = await follow();
  await recall('B');
  await recall('C');
  await world.does('W', 'sell', 6, { goods: world.goods('Z 1') });
  expect(await follow()).toBeGreaterThan(withOne); // the first look at the new ones
  await world.does('W', 'sell', 7, { goods: world.goods('Z 1') });
  expect(await follow()).toBe(withOne);
});

test('goods in scope, a unit that holds some and what was made of them are told of', async () => {
  await world.handOver('F', 'S1', 'A 1', 10);
  await follow();
  expect(await told()).toEqual(['S1']);
  await world.handOver('F', 'S2', '[U]', 12);
  await follow();
  expect(await told()).toEqual(['S1', 'S2']);
  await world.handOver('F', 'P', 'B 5', 13);
  await world.transform('P', 'B 5', 'D 5', 15);
  await follow();
  await world.handOver('P', 'C', 'D 2', 16);
  await follow();
  expect(await told()).toEqual(['C', 'P', 'S1', 'S2']);
});

test.each([
  ['declare-error', 'G1'],
  ['void-shipping', 'G2'],
])('after %s of a shipping, who has its goods again is told', async (activity, name) => {
  const batch = `E-${name}`;
  await world.handOver('F', name, 'Z 9', 17);
  await world.transform(name, 'Z 9', `${batch} 9`, 18);
  const sent = await world.ship(name, 'S', `${batch} 9`, 19, { recorded: 'fact' });
  await world.receive('S', name, `${batch} 9`, 20);
  const { key } = await world.trader('R');
  const opened = { batchIds: [world.batches.get(batch)], grade: 1, reason: 'glass' };
  await world.post(key, '/api/v1/recalls', opened);
  await follow();
  expect(await told()).not.toContain(name);
  const of = sent.body.eventId;
  const at = activity === 'declare-error' ? {} : { at: world.at(21), recorded: 'fact' };
  expect((await world.tell(name, { activity, of, reason: 'never left', ...at })).status).toBe(201);
  await follow();
  expect(await told()).toContain(name);
});

test('goods without a batch inside a unit are told of where the unit goes', async () => {
  await world.make('F', 'N', '10', { hour: 1, product: 'NN' });
  expect((await world.receive('G', 'W', 'NN 40', 2)).status).toBe(201);
  await world.pack('G', 'NN 10', 'V', 3);
  await recall('N');
  await follow();
  await world.handOver('G', 'H', '[V]', 22);
  await follow();
  expect(await told()).toEqual(expect.arrayContaining(['G', 'H']));
});

test('accounts that change hands are looked at, whatever they hold', async () => {
  await world.does('W', 'sell', 23, { goods: world.goods('Z 1') });
  const other = await follow();
  const { key, partyId } = await world.trader('W');
  const answer = await world.service.send('PATCH', `/api/v1/parties/${partyId}`, {
    key,
    body: { address: 'moved' },
  });
  expect(answer.status).toBe(200);
  expect(await follow()).toBeGreaterThan(other);
});

test('what stirs a tank is looked at, whatever it names', async () => {
  const sells = (hour: number) => world.does('W', 'sell', hour, { goods: world.goods('Z 1') });
  await sells(28);
  const other = await follow();
  const toPlaceId = await world.place('W', 'tank', { mixing: 'blending' });
  const moved = await world.does('W', 'move', 29, { toPlaceId, goods: world.goods('Z 1') });
  expect(await follow()).toBeGreaterThan(other);
  await world.tell('W', { activity: 'declare-error', of: moved.eventId, reason: 'not moved' });
  expect(await follow()).toBeGreaterThan(other);
});

test('a process that missed rows reads every open recall again', async () => {
  await world.does('W', 'sell', 30, { goods: world.goods('Z 1') });
  const next = await follow();
  await world.does('W', 'sell', 31, { goods: world.goods('Z 1') });
  while ((await sequencer.runOnce()) > 0);
  await world.service.database
    .as({ role: 'fold' })
    .query(
      `UPDATE feed_follower SET position = (SELECT max(position) FROM feed) WHERE name = 'recall-notices'`,
    );
  await world.does('W', 'sell', 32, { goods: world.goods('Z 1') });
  expect(await follow()).toBeGreaterThan(next);
});

test('R13 a widening to another product reaches whoever gets that later', async () => {
  await world.make('F', 'V1', '10', { hour: 1, product: 'V1' });
  await world.make('F', 'V2', '10', { hour: 1, product: 'V2' });
  const id = await recall('V1');
  await follow();
  const { key } = await world.trader('F');
  const further = { batchIds: [world.batches.get('V2')], reason: 'The same line' };
  await world.post(key, `/api/v1/recalls/${id}/widen`, further);
  await follow();
  expect(await told()).not.toContain('S3');
  expect((await world.ship('F', 'S3', 'V2 2', 33, { recorded: 'fact' })).status).toBe(201);
  await follow();
  expect(await told()).toContain('S3');
});
