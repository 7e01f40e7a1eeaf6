// What holders answer to the notice of a recall, and who is told of it.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { RecallScopeView } from '../../src/recalls/recalls.dto.js';
import { World, type Body } from '../cases/world.js';

/** F's batch is at P and S, both of which are told; G has nothing of it; R oversees all. */
let world: World;
let recall: string;
let count = 0;
beforeAll(async () => {
  world = await World.start({ roles: new Set(['api', 'public']) });
  for (const name of ['F', 'P', 'S', 'G', 'R']) await world.trader(name);
});
afterAll(() => world?.close());
beforeEach(async () => {
  count += 1;
  const name = `A${count}`;
  const batch = await world.make('F', name, '100', { hour: 1 });
  await world.handOver('F', 'P', `${name} 40`, 2);
  await world.handOver('P', 'S', `${name} 10`, 5);
  const { key } = await world.trader('F');
  const order = { batchIds: [batch], grade: 1, reason: 'Glass' };
  recall = String((await world.post(key, '/api/v1/recalls', order)).id);
});

const batchId = () => world.batches.get(`A${count}`)!;
const quantity = (value: string) => ({ value, unit: 'KGM' });

async function send(by: string, what: string, body?: Body) {
  const { key } = await world.trader(by);
  const path = `/api/v1/recalls/${recall}${what}`;
  const method = what === '' ? 'GET' : 'POST';
  return world.service.send<RecallScopeView & Body>(method, path, { key, body });
}

async function noticeOf(name: string, by: string) {
  const { organisationId } = await world.trader(name);
  const { notices } = (await send(by, '')).body;
  return notices.find((notice) => notice.organisationId === organisationId);
}

test('each holder answers for itself, with the time; the owner and regulators see it, other holders do not', async () => {
  const began = new Date(world.service.clock.now()).toISOString();
  expect((await send('P', '/answers', { kind: 'received' })).status).toBe(201);
  world.service.clock.advance(60_000);
  const declining = { kind: 'declined', words: 'Sold before' };
  expect((await send('S', '/answers', declining)).status).toBe(201);
  for (const by of ['F', 'R']) {
    expect(await noticeOf('P', by)).toMatchObject({
      ...{ state: 'received', certainty: 'certain', acknowledgedAt: null },
      answers: [{ kind: 'received', words: null, at: began }],
    });
    expect(await noticeOf('S', by)).toMatchObject({
      ...{ state: 'declined', answers: [{ words: 'Sold before' }] },
    });
  }
  expect(await noticeOf('S', 'P')).toBeUndefined();
  expect(await noticeOf('S', 'S')).toMatchObject({ state: 'declined' });
});

test('the last answer is the state, and none is lost', async () => {
  await send('P', '/answers', { kind: 'declined', words: 'Not ours' });
  world.service.clock.advance(1_000);
  const first = new Date(world.service.clock.now()).toISOString();
  await send('P', '/acknowledge');
  world.service.clock.advance(1_000);
  await send('P', '/acknowledge');
  world.service.clock.advance(1_000);
  const outcomes = [{ batchId: batchId(), what: 'set-apart', quantity: quantity('30') }];
  await send('P', '/answers', { kind: 'done', words: 'In the cage', outcomes });
  expect(await noticeOf('P', 'F')).toMatchObject({
    ...{ state: 'done', acknowledgedAt: first },
    answers: [
      { kind: 'declined' },
      { kind: 'acknowledged' },
      { kind: 'acknowledged' },
      { kind: 'done', words: 'In the cage', outcomes },
    ],
  });
});

test.each([
  ['/words', { kind: 'declined' }],
  ['/words', { kind: 'declined', words: ' ' }],
  ['/kind', { kind: 'sent' }],
  ['/outcomes', () => ({ kind: 'received', outcomes: [line(batchId())] })],
  ['/outcomes/0/batchId', () => ({ kind: 'done', outcomes: [line(recall)] })],
  ['/outcomes/0/quantity/value', () => ({ kind: 'done', outcomes: [line(batchId(), '-1')] })],
])('an answer that is wrong at %s is refused with its pointer, and not kept', async (at, said) => {
  const refused = await send('P', '/answers', typeof said === 'function' ? said() : said);
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: at }] } });
  expect(await noticeOf('P', 'F')).toMatchObject({ state: 'sent', answers: [] });
});

const line = (id: string, value = '1') => ({
  ...{ batchId: id, what: 'returned', quantity: quantity(value) },
});

test('who has nothing left of what it made of a batch in scope says what it did with it; who never had any may not', async () => {
  const made = await world.transform('P', `A${count} 8`, `D${count} 8`, 7);
  expect(made.status).toBe(201);
  const derived = world.batches.get(`D${count}`)!;
  const goods = world.goods(`D${count} 8`);
  expect((await world.tell('P', { activity: 'dispose', goods, reason: 'glass' })).status).toBe(201);
  const { batches, holdings } = (await send('F', '')).body;
  expect(batches.map((batch) => batch.batchId)).toContain(derived);
  expect(holdings.map((holding) => holding.batchId)).not.toContain(derived);
  const outcomes = [{ batchId: derived, what: 'destroyed', quantity: quantity('8') }];
  const said = { kind: 'done', words: 'In the kiln', outcomes };
  expect((await send('P', '/answers', said)).status).toBe(201);
  expect(await noticeOf('P', 'F')).toMatchObject({ state: 'done', answers: [{ outcomes }] });
  expect((await send('S', '/answers', said)).body).toMatchObject({
    errors: [{ pointer: '/outcomes/0/batchId' }],
  });
});

test('an answer that names no batch does not read the scope', async () => {
  const asks = async (body: Body) => {
    const before = world.service.database.statementsSent;
    expect((await send('P', '/answers', body)).status).toBe(201);
    return world.service.database.statementsSent - before;
  };
  const without = await asks({ kind: 'done', words: 'All gone' });
  expect(await asks({ kind: 'done', outcomes: [line(batchId())] })).toBeGreaterThan(without + 5);
});

test('who was not told answers nothing, nor does the owner; a closed recall takes no answer', async () => {
  for (const by of ['G', 'R', 'F']) {
    expect((await send(by, '/answers', { kind: 'received' })).status).toBe(404);
  }
  await send('F', '/close', { word: 'All found' });
  const closed = { code: 'recall-closed' };
  expect((await send('P', '/answers', { kind: 'received' })).body).toMatchObject(closed);
  expect((await send('P', '/acknowledge')).body).toMatchObject(closed);
});

test('an acknowledgement that the previous release took is an answer', async () => {
  const { organisationId } = await world.trader('P');
  await world.service.everything.query(
    `UPDATE recall_notice SET acknowledged_at = sent_at WHERE recall_id = $1 AND organisation_id = $2`,
    [recall, organisationId],
  );
  expect(await noticeOf('P', 'F')).toMatchObject({
    ...{ state: 'acknowledged', answers: [{ kind: 'acknowledged', words: null, outcomes: [] }] },
  });
});
