// Goal: goods at a place that nobody registered are found, and their holder told, as at any other (decision 0002).
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AccountsService } from '../../src/parties/index.js';
import type { RecallScopeView } from '../../src/recalls/recalls.dto.js';
import { World } from '../cases/world.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.close());

/** An organisation that has an account and nothing else. */
async function placeless(name: string): Promise<void> {
  const accounts = world.service.app.get(AccountsService);
  const account = await accounts.open({ name, kind: 'organisation', roles: ['retailer'] });
  world.traders.set(name, {
    key: account.key.text,
    organisationId: account.organisation.id,
    partyId: account.party.id,
    placeId: '',
  });
}

async function take(by: string, from: string, load: string, hour: number, more: object) {
  const { readPoint: _none, ...shipping } = await world.shipping(from, by, load, hour);
  await world.capture(by, { ...shipping, bizStep: 'receiving', ...more });
}

async function recall(by: string, batch: string): Promise<RecallScopeView> {
  const { key } = await world.trader(by);
  const body = { batchIds: [world.batches.get(batch)], grade: 1, reason: 'glass' };
  return (await world.post(key, '/api/v1/recalls', body)) as unknown as RecallScopeView;
}

async function look(by: string, id: string) {
  const { key } = await world.trader(by);
  return world.service.send<RecallScopeView>('GET', `/api/v1/recalls/${id}`, { key });
}

test.each([
  ['names no place', 'N0', {}],
  ['names a place that nobody registered', 'N1', { readPoint: { id: 'urn:x:back@door' } }],
])('a holder whose receipt %s is told of the recall', async (_how, holder, more) => {
  const batch = `D${holder}`;
  await placeless(holder);
  await world.make('P', batch, '30', { hour: 1 });
  await world.capture('P', await world.shipping('P', holder, `${batch} 30`, 2));
  await take(holder, 'P', `${batch} 30`, 3, more);
  const { id } = await recall('P', batch);
  const seen = await look(holder, id);
  expect(seen.status).toBe(200);
  const { partyId } = await world.trader(holder);
  expect(seen.body.notices).toMatchObject([{ state: 'sent' }]);
  expect(seen.body.holdings).toMatchObject([{ partyId, quantity: { least: '30', most: '30' } }]);
});

test('what comes back to an owner without a registered place is recovered', async () => {
  await placeless('M');
  await world.make('M', 'E', '30', { hour: 1, product: 'Z' });
  await world.capture('M', {
    ...(await world.shipping('M', 'S', 'E 20', 2)),
    readPoint: undefined,
  });
  await world.receive('S', 'M', 'E 20', 3);
  const { id } = await recall('M', 'E');
  world.service.clock.advance(1000);
  const [{ partyId: toPartyId }, { partyId: fromPartyId }] = [
    await world.trader('M'),
    await world.trader('S'),
  ];
  const goods = world.goods('E 15');
  expect((await world.tell('S', { activity: 'return', toPartyId, goods })).status).toBe(201);
  const taken = { activity: 'receive', recorded: 'fact', fromPartyId, goods };
  expect((await world.tell('M', taken)).status).toBe(201);
  expect((await look('M', id)).body.reconciliation).toMatchObject([
    { returned: '15', recovered: '15' },
  ]);
});
