// Destroying and relabelling recalled goods: time and place are reported before, and what was not says so.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { RecallScopeView } from '../../src/recalls/recalls.dto.js';
import { World, type Body } from '../cases/world.js';

let world: World;
let recall: string;
let count = 0;
beforeAll(async () => {
  world = await World.start({ roles: new Set(['api', 'public']) });
  for (const name of ['F', 'P', 'S', 'G', 'R', 'R11']) await world.trader(name);
});
afterAll(() => world?.close());
beforeEach(async () => {
  count += 1;
  const batch = await world.make('F', named(), '100', { hour: 1 });
  await world.handOver('F', 'P', `${named()} 40`, 2);
  await world.handOver('P', 'S', `${named()} 10`, 5);
  const { key } = await world.trader('F');
  const order = { batchIds: [batch], grade: 1, reason: 'Glass' };
  recall = String((await world.post(key, '/api/v1/recalls', order)).id);
  world.service.clock.advance(60_000);
});

const named = () => `A${count}`;
const now = (more = 0) => new Date(world.service.clock.now() + more).toISOString();
const plan = (what: string, value: string, more: Body = {}) => ({
  ...{ batchId: world.batches.get(named()), what, quantity: { value, unit: 'KGM' } },
  ...{ place: 'The kiln at 5 Mill Road', at: now(3_600_000), ...more },
});

async function send(by: string, what: string, body?: Body) {
  const { key } = await world.trader(by);
  const path = `/api/v1/recalls/${recall}${what}`;
  const method = body === undefined ? 'GET' : 'POST';
  return world.service.send<RecallScopeView & Body>(method, path, { key, body });
}

const destroy = (by: string, value: string) =>
  world.tell(by, {
    activity: 'dispose',
    goods: world.goods(`${named()} ${value}`),
    reason: 'glass',
  });

test('a destruction that was reported before says when; one that was not says so, and neither is refused', async () => {
  const reportedAt = now();
  expect((await send('P', '/disposals', plan('destroy', '20'))).status).toBe(201);
  world.service.clock.advance(1_000);
  // S reports a relabelling, which is no destruction; P reports nothing for S.
  await send('S', '/disposals', plan('relabel', '5'));
  world.service.clock.advance(3_600_000);
  expect((await destroy('P', '20')).status).toBe(201);
  expect((await destroy('S', '2')).status).toBe(201);
  const [p, s] = [await world.trader('P'), await world.trader('S')];
  for (const by of ['F', 'R']) {
    const { disposals, destructions } = (await send(by, '')).body;
    expect(disposals).toMatchObject([
      { organisationId: p.organisationId, place: 'The kiln at 5 Mill Road', reportedAt },
      { organisationId: s.organisationId, what: 'relabel', doneAt: null, doneQuantity: null },
    ]);
    const own = (id: string) => destructions.filter(({ organisationId }) => organisationId === id);
    expect(own(p.organisationId)).toMatchObject([{ quantity: { value: '20' }, reportedAt }]);
    expect(own(s.organisationId)).toMatchObject([{ quantity: { value: '2' }, reportedAt: null }]);
  }
  const seen = (await send('S', '')).body;
  expect([seen.disposals, seen.destructions]).toMatchObject([[{ what: 'relabel' }], [{}]]);
});

test('a report after the destruction does not go before it', async () => {
  await destroy('P', '20');
  world.service.clock.advance(1_000);
  await send('P', '/disposals', plan('destroy', '20'));
  expect((await send('F', '')).body.destructions).toMatchObject([{ reportedAt: null }]);
});

test('one report of a little does not cover all that is destroyed later, and one during a whole day did not go before it', async () => {
  await send('P', '/disposals', plan('destroy', '1'));
  world.service.clock.advance(1_000);
  await destroy('P', '20');
  expect((await send('F', '')).body.destructions).toMatchObject([{ reportedAt: null }]);
  world.service.clock.advance(24 * 3_600_000);
  await send('S', '/disposals', plan('destroy', '2'));
  const day = now().slice(0, 10);
  world.service.clock.advance(48 * 3_600_000);
  const goods = world.goods(`${named()} 2`);
  const onThatDay = { goods, reason: 'glass', on: day, recorded: 'fact' };
  expect((await world.tell('S', { activity: 'dispose', ...onThatDay })).status).toBe(201);
  const { organisationId } = await world.trader('S');
  const { destructions } = (await send('F', '')).body;
  expect(destructions.filter((each) => each.organisationId === organisationId)).toMatchObject([
    { quantity: { value: '2' }, reportedAt: null },
  ]);
});

test('nobody reports the relabelling of more than it has of a batch and has not reported yet', async () => {
  const refused = { status: 422, body: { errors: [{ pointer: '/quantity' }] } };
  expect(await send('S', '/disposals', plan('relabel', '10.001'))).toMatchObject(refused);
  expect((await send('S', '/disposals', plan('relabel', '6'))).status).toBe(201);
  expect(await send('S', '/disposals', plan('relabel', '5'))).toMatchObject(refused);
  const [report] = (await send('F', '')).body.disposals;
  const done = { quantity: { value: '2', unit: 'KGM' } };
  expect((await send('S', `/disposals/${report!.id}/completion`, done)).status).toBe(200);
  // What was reported and not done counts no more; another's reports never do.
  expect(await send('S', '/disposals', plan('relabel', '9'))).toMatchObject(refused);
  expect((await send('S', '/disposals', plan('relabel', '8'))).status).toBe(201);
  expect((await send('P', '/disposals', plan('relabel', '30'))).status).toBe(201);
  // Goods are destroyed as a matter of fact: a report of it has no ceiling.
  expect((await send('S', '/disposals', plan('destroy', '99'))).status).toBe(201);
});

test('relabelled goods count as recovered once the relabelling is done, at the owner not on top of what came back', async () => {
  await send('S', '/disposals', plan('relabel', '10'));
  const [report] = (await send('F', '')).body.disposals;
  const figures = async () => (await send('F', '')).body.reconciliation[0];
  expect(await figures()).toMatchObject({ relabelled: '0', recovered: '0' });
  const path = `/disposals/${report!.id}/completion`;
  const done = (value: string, more: Body = {}) => ({ quantity: { value, unit: 'KGM' }, ...more });
  for (const by of ['F', 'P', 'G']) expect((await send(by, path, done('1'))).status).toBe(404);
  for (const [at, body] of [
    ['/quantity', done('10.000001')],
    ['/quantity', { quantity: { value: '1', unit: 'LTR' } }],
    ['/at', done('8', { at: now(1) })],
    ['/at', done('8', { at: now(-1) })],
  ] as const) {
    expect(await send('S', path, body)).toMatchObject({
      ...{ status: 422, body: { errors: [{ pointer: at }] } },
    });
  }
  world.service.clock.advance(7_200_000);
  expect((await send('S', path, done('8'))).status).toBe(200);
  expect(await figures()).toMatchObject({ relabelled: '8', recovered: '8', destroyed: '0' });
  expect((await send('S', path, done('8'))).body).toMatchObject({ code: 'disposal-done' });
  // P returns 5, which F relabels: 5 more, not 10.
  const { partyId: toPartyId } = await world.trader('F');
  const goods = world.goods(`${named()} 5`);
  expect((await world.tell('P', { activity: 'return', goods, toPartyId })).status).toBe(201);
  const { partyId: fromPartyId } = await world.trader('P');
  expect((await world.tell('F', { activity: 'receive', goods, fromPartyId })).status).toBe(201);
  await send('F', '/disposals', plan('relabel', '5'));
  const [, own] = (await send('F', '')).body.disposals;
  await send('F', `/disposals/${own!.id}/completion`, done('5'));
  expect(await figures()).toMatchObject({ relabelled: '13', returned: '5', recovered: '13' });
});

test.each([
  ['/at', (): Body => plan('destroy', '1', { at: now(-1) })],
  ['/batchId', (): Body => plan('destroy', '1', { batchId: recall })],
  ['/place', (): Body => plan('destroy', '1', { place: ' ' })],
  ['/what', (): Body => plan('sell', '1')],
  ['/quantity/value', (): Body => plan('destroy', '0')],
])('a report that is wrong at %s is refused with its pointer, and not kept', async (at, body) => {
  const refused = await send('P', '/disposals', body());
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: at }] } });
  expect((await send('F', '')).body.disposals).toEqual([]);
});

test('whom it does not concern reports nothing; the recall’s owner and their regulators hear of a report', async () => {
  for (const by of ['G', 'R']) {
    expect((await send(by, '/disposals', plan('destroy', '1'))).status).toBe(404);
  }
  await send('P', '/disposals', plan('destroy', '1'));
  const rows = await world.service.everything.query<{ id: string }>(
    `SELECT organisation_id AS id FROM feed WHERE kind = 'recall-disposal-reported' AND subject = $1`,
    [recall],
  );
  const heard = await Promise.all(['F', 'P', 'R', 'R11'].map((name) => world.trader(name)));
  expect(rows.map(({ id }) => id).sort()).toEqual(
    heard.map(({ organisationId }) => organisationId).sort(),
  );
  await send('F', '/close', { word: 'All found' });
  expect((await send('P', '/disposals', plan('destroy', '1'))).body).toMatchObject({
    code: 'recall-closed',
  });
});
