// Goal: a recall that closes while somebody is told of it has the notice in its report, and nobody is told of a closed one.
// What is in flight is held up by a lock that a third connection has.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Follower } from '../../src/log/follower.js';
import { Sequencer } from '../../src/log/sequencer.js';
import { NoticesService } from '../../src/recalls/notices.service.js';
import type { RecallReportView } from '../../src/recalls/report.dto.js';
import { World, type Body } from '../cases/world.js';
import { ThirdConnection } from '../support/third-connection.js';

let world: World;
let third: ThirdConnection;
let sequencer: Sequencer;
let follower: Follower;
let recall: string;
let count = 0;
beforeAll(async () => {
  // Without the feed's own loops: the test follows it.
  world = await World.start({ roles: new Set(['api']) });
  third = await ThirdConnection.open(world.service.server.ownerUrl);
  const { database, random, app } = world.service;
  const notices = app.get(NoticesService);
  sequencer = new Sequencer(database, { holder: random.uuid() });
  follower = new Follower(database, {
    name: 'recall-notices',
    handle: (tx, rows) => notices.follow(tx, rows),
  });
});
afterAll(async () => {
  await sequencer?.release();
  await third?.close();
  await world?.close();
});

const sequence = async () => {
  while ((await sequencer.runOnce()) > 0);
};
async function follow(): Promise<void> {
  while ((await follower.runOnce()) > 0);
}

beforeEach(async () => {
  count += 1;
  const batch = await world.make('F', `A${count}`, '100', { hour: 1 });
  const { key } = await world.trader('F');
  const order = { batchIds: [batch], grade: 1, reason: 'Glass' };
  recall = String((await world.post(key, '/api/v1/recalls', order)).id);
  await sequence();
  await follow();
  await world.handOver('F', 'S', `A${count} 5`, 3);
  await sequence();
  world.service.clock.advance(1_000);
});

async function close() {
  const { key } = await world.trader('F');
  return world.post(key, `/api/v1/recalls/${recall}/close`, { word: 'All found' });
}

/** The ids of those whom the report says were told; its bytes are those that it was closed with. */
async function reported(closed: Body): Promise<string[]> {
  const { key } = await world.trader('F');
  const response = await fetch(`${world.service.url}/api/v1/recalls/${recall}/report`, {
    headers: { Authorization: `Bearer ${key}` },
  });
  const text = await response.text();
  expect(createHash('sha256').update(text).digest('hex')).toBe(closed.reportSha256);
  return (JSON.parse(text) as RecallReportView).notices.map((notice) => notice.organisationId);
}

test('a recall waits with closing for the notices that are being sent', async () => {
  const { organisationId } = await world.trader('S');
  await third.query('BEGIN; LOCK TABLE recall_notice IN SHARE MODE');
  const following = follow();
  await third.sees(1, following);
  const closing = close();
  try {
    await third.sees(2, closing);
  } finally {
    await third.query('ROLLBACK');
  }
  await following;
  expect(await reported(await closing)).toEqual([organisationId]);
});

test('nobody is told of a recall that closes before it is looked at', async () => {
  await third.query('BEGIN; LOCK TABLE recall_change IN SHARE MODE');
  const closing = close();
  await third.sees(1, closing);
  const following = follow();
  try {
    await third.sees(2, following);
  } finally {
    await third.query('ROLLBACK');
  }
  const closed = await closing;
  await following;
  expect(await reported(closed)).toEqual([]);
});
