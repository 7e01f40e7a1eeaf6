// The report of a closed recall is computed from the record as of its closing: the same bytes, whatever comes later.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RecallReportView } from '../../src/recalls/report.dto.js';
import type { RecallScopeView } from '../../src/recalls/recalls.dto.js';
import { World, type Body } from '../cases/world.js';

/** F's A is at P, in a load on the way to S, mixed at S2 with B without a batch, and made into D by P. */
let world: World;
let recall: string;
let atClosing: RecallScopeView;
const hour = 3_600_000;
beforeAll(async () => {
  world = await World.start({ roles: new Set(['api', 'public']) });
  const batch = await world.make('F', 'A', '100', { hour: 1 });
  await world.make('F', 'B', '100', { hour: 1 });
  await world.handOver('F', 'P', 'A 60, B 60', 2);
  await world.handOver('P', 'S2', 'X 20', 5);
  await world.transform('P', 'A 10', 'D 10', 7);
  await world.pack('P', 'A 5', 'U', 8);
  await world.ship('P', 'S', '[U]', 9, { recorded: 'fact' });
  for (const name of ['G', 'R']) await world.trader(name);
  const order = { batchIds: [batch], grade: 1, reason: 'Glass' };
  recall = String((await world.post((await world.trader('F')).key, '/api/v1/recalls', order)).id);
  world.service.clock.advance(hour);
  await send('P', '/answers', { kind: 'acknowledged' });
  await world.tell('P', { activity: 'sell', goods: world.goods('A 1'), recorded: 'fact' });
  await world.tell('P', { activity: 'dispose', goods: world.goods('A 2'), reason: 'glass' });
  world.service.clock.advance(hour);
  atClosing = (await send('F', '')).body;
  await send('F', '/close', { word: '3 were eaten by mice' });
  // What is recorded in the very millisecond of the closing counts as before it.
  world.service.clock.advance(1);
});
afterAll(() => world?.close());

async function send<Answer = RecallScopeView & Body>(by: string, what: string, body?: Body) {
  const { key } = await world.trader(by);
  const method = body === undefined ? 'GET' : 'POST';
  return world.service.send<Answer>(method, `/api/v1/recalls/${recall}${what}`, { key, body });
}

async function bytes(by: string): Promise<string> {
  const { key } = await world.trader(by);
  const response = await fetch(`${world.service.url}/api/v1/recalls/${recall}/report`, {
    headers: { Authorization: `Bearer ${key}` },
  });
  expect(response.status).toBe(200);
  const text = await response.text();
  const digest = createHash('sha256').update(text);
  expect(response.headers.get('content-digest')).toBe(`sha-256=:${digest.digest('base64')}:`);
  return text;
}

test('it says what the scope, the notices and the figures were when it closed', async () => {
  const report = JSON.parse(await bytes('F')) as RecallReportView;
  const { reconciliation, destructions, breaches, batches, clock } = atClosing;
  expect(report).toMatchObject({ reconciliation, destructions, breaches, clock });
  expect(report.recall).toMatchObject({ state: 'closed', closingWord: '3 were eaten by mice' });
  const byId = (a: { batchId: string }, b: { batchId: string }) => (a.batchId < b.batchId ? -1 : 1);
  expect(report.batches).toEqual([...batches].sort(byId));
  // Where a unit stands is not kept for an earlier time; all else is as it was.
  const seen = atClosing.holdings.map(({ organisationId: _account, ...rest }) =>
    rest.unit === null ? rest : { ...rest, where: 'unit', placeId: null, partyId: null },
  );
  expect(report.holdings).toEqual(seen);
  expect(new Set(seen.map(({ certainty }) => certainty)).size).toBe(2);
  expect(seen.some(({ unit }) => unit !== null)).toBe(true);
  const { organisationId } = await world.trader('P');
  expect(report.notices.find((each) => each.organisationId === organisationId)).toMatchObject({
    state: 'acknowledged',
  });
  const owner = (await world.trader('F')).organisationId;
  expect(report.signatures).toMatchObject([{ place: 1, dueAt: null }]);
  expect(report.deeds).toMatchObject([
    { did: 'opened', organisationId: owner, at: atClosing.openedAt },
    { did: 'closed', organisationId: owner },
  ]);
  expect(report.changes).toMatchObject([{ what: 'named', batchId: world.batches.get('A') }]);
});

test('it equals byte for byte a day later, whatever was captured, corrected and changed meanwhile', async () => {
  const before = await bytes('F');
  expect(createHash('sha256').update(before).digest('hex')).toBe(
    (await send('F', '')).body.reportSha256,
  );
  const { body: sold } = await world.tell('P', {
    ...{ activity: 'sell', goods: world.goods('A 1'), at: world.at(1), recorded: 'fact' },
  });
  world.service.clock.advance(24 * hour);
  await world.tell('P', { activity: 'declare-error', of: sold.eventId, reason: 'typed twice' });
  // Late: from before the opening and from under the recall, and new.
  await world.does('P', 'sell', 150, { goods: world.goods('A 3') });
  const under = new Date(world.service.clock.now() - 25 * hour).toISOString();
  const late = { goods: world.goods('A 4'), recorded: 'fact', at: under };
  await world.tell('P', { activity: 'dispose', reason: 'old', ...late });
  await world.handOver('P', 'G', 'A 2', 160);
  await world.transform('P', 'A 1', 'E 1', 170);
  await world.receive('S', 'P', '[U]', 180);
  await world.does('S2', 'sell', 185, { goods: world.goods('X 5') });
  const { key, partyId } = await world.trader('P');
  await world.service.send('PATCH', `/api/v1/parties/${partyId}`, { key, body: { name: 'New' } });
  for (const by of ['F', 'R']) expect(await bytes(by)).toBe(before);
});

test('what happened under the recall and was declared in error before its closing is not in it, later it is', async () => {
  const { breaches } = JSON.parse(await bytes('F')) as RecallReportView;
  expect(breaches).toHaveLength(1);
  const [breach] = breaches;
  const { key } = await world.trader('P');
  const { body } = await world.service.send<Body>('GET', `/api/v1/events/${breach!.eventId}`, {
    key,
  });
  const wrong = { activity: 'declare-error', of: body.eventId, reason: 'typed twice' };
  expect((await world.tell('P', wrong)).status).toBe(201);
  expect((JSON.parse(await bytes('F')) as RecallReportView).breaches).toEqual(breaches);
});

test('its owner and regulators have it, nobody else; an open recall has none', async () => {
  for (const by of ['P', 'S2', 'G']) expect((await send(by, '/report')).status).toBe(404);
  const { key } = await world.trader('F');
  const batchIds = [world.batches.get('B')];
  const open = await world.post(key, '/api/v1/recalls', { batchIds, grade: 2, reason: 'Glass' });
  expect(open.reportSha256).toBeNull();
  const path = `/api/v1/recalls/${String(open.id)}/report`;
  expect((await world.service.send<Body>('GET', path, { key })).body).toMatchObject({
    ...{ status: 409, code: 'recall-open' },
  });
});
