// Who has to know of a recall: holders with and without an account, and how each was told.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RecallContactsView } from '../../src/recalls/contacts.dto.js';
import { World, type Body } from '../cases/world.js';

/** F's batch is at P, and on the way to a stall without an account; S holds its product, batch unknown. */
let world: World;
let recall: string;
let stall: string;
beforeAll(async () => {
  world = await World.start({ roles: new Set(['api', 'public']) });
  const batch = await world.make('F', 'A', '100', { hour: 1 });
  await world.make('F', 'B', '100', { hour: 1 });
  await world.handOver('F', 'P', 'A 40, B 40', 2);
  await world.handOver('P', 'S', 'X 10', 5);
  for (const name of ['G', 'R']) await world.trader(name);
  const { key } = await world.trader('P');
  const friend = { name: '=Corner stall', phone: '13800000000', contactName: 'Mei' };
  stall = String((await world.post(key, '/api/v1/parties', friend)).id);
  const ship = { activity: 'ship', at: world.at(8), goods: world.goods('A 5'), toPartyId: stall };
  expect((await world.tell('P', ship)).status).toBe(201);
  const order = { batchIds: [batch], grade: 1, reason: 'Glass' };
  recall = String((await world.post((await world.trader('F')).key, '/api/v1/recalls', order)).id);
});
afterAll(() => world?.close());

async function contacts(by: string) {
  const { key } = await world.trader(by);
  const path = `/api/v1/recalls/${recall}/contacts`;
  const { status, body } = await world.service.send<RecallContactsView>('GET', path, { key });
  return { status, items: body.items ?? [] };
}

const tell = async (by: string, body: Body) =>
  world.service.send<RecallContactsView & Body>('POST', `/api/v1/recalls/${recall}/tellings`, {
    ...{ key: (await world.trader(by)).key, body },
  });

const partyOf = async (name: string) => (await world.trader(name)).partyId;

test('certain and possible holders are told apart, with their goods; one without an account is there too', async () => {
  const { organisationId } = await world.trader('P');
  for (const by of ['F', 'R']) {
    const { items } = await contacts(by);
    const of = (partyId: string) => items.find((each) => each.partyId === partyId);
    expect(items).toHaveLength(3);
    expect(of(await partyOf('P'))).toMatchObject({
      ...{ name: 'P', organisationId, spokenForBy: null, certainty: 'certain', state: 'sent' },
      goods: [{ certainty: 'certain', batchId: world.batches.get('A') }],
    });
    expect(of(await partyOf('S'))).toMatchObject({
      ...{ certainty: 'possible', state: 'sent', goods: [{ certainty: 'possible' }] },
    });
    expect(of(stall)).toMatchObject({
      ...{ organisationId: null, spokenForBy: organisationId, certainty: 'certain' },
      ...{ state: 'untold', phone: null, contactName: null, tellings: [] },
      goods: [{ where: 'transit', quantity: { most: '5' } }],
    });
    expect(items.map(({ certainty }) => certainty)).toEqual(['certain', 'certain', 'possible']);
  }
});

test('who was told sees itself alone, with what it wrote down; strangers see nothing', async () => {
  const { items } = await contacts('S');
  expect(items.map(({ partyId }) => partyId)).toEqual([await partyOf('S')]);
  const own = (await contacts('P')).items.find(({ partyId }) => partyId === stall);
  expect(own).toMatchObject({ phone: '13800000000', contactName: 'Mei' });
  expect((await contacts('G')).status).toBe(404);
});

test('the list is CSV too, in which no name is a formula', async () => {
  const { key } = await world.trader('F');
  const path = `/api/v1/recalls/${recall}/contacts?format=csv`;
  const { headers, body } = await world.service.send<string>('GET', path, { key });
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
  const rows = String(body).trimEnd().split('\r\n');
  expect(rows[0]).toMatch(/^"party","name",/);
  expect(rows).toHaveLength(4);
  expect(rows.find((row) => row.includes(stall))).toMatch(
    /"'=Corner stall",,,,"certain","untold",.*"5","5","KGM"$/,
  );
});

test('the owner says how it told a holder by other means, which regulators see and holders do not', async () => {
  const words = 'Heard by Mei';
  const at = new Date(world.service.clock.now()).toISOString();
  for (const by of ['P', 'R', 'G']) {
    expect((await tell(by, { partyId: stall, means: 'telephone' })).status).toBe(404);
  }
  for (const [pointer, body] of [
    ['/partyId', { partyId: await partyOf('G'), means: 'visit' }],
    ['/partyId', { partyId: await partyOf('F'), means: 'visit' }],
    ['/means', { partyId: stall, means: 'pigeon' }],
    ['/at', { partyId: stall, means: 'visit', at: '2126-11-23T12:00:00+08:00' }],
    ['/at', { partyId: stall, means: 'visit', at: world.at(1) }],
  ] as const) {
    expect(await tell('F', body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  }
  expect((await tell('F', { partyId: stall, means: 'telephone', words })).status).toBe(200);
  for (const by of ['F', 'R']) {
    const told = (await contacts(by)).items.find(({ partyId }) => partyId === stall);
    expect(told).toMatchObject({ state: 'told', tellings: [{ means: 'telephone', words, at }] });
  }
  const own = (await contacts('P')).items.find(({ partyId }) => partyId === stall);
  expect(own).toMatchObject({ state: 'untold', tellings: [] });
});
