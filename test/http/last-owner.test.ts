// Goal: an organisation keeps an owner, whoever asks and however many at once. Method: real people, over HTTP.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { UserRole } from '../../src/access/index.js';
import { World, type Body } from '../cases/world.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { ThirdConnection } from '../support/third-connection.js';

let world: World;
let third: ThirdConnection;
beforeAll(async () => {
  world = await World.start();
  third = await ThirdConnection.open(world.service.server.ownerUrl);
});
afterAll(async () => {
  await third?.close();
  await world?.close();
});

let firm: string;
let firms = 0;
beforeEach(() => {
  firms += 1;
  firm = `firm ${firms}`;
});

/** Id of somebody who has just joined the firm. */
async function joined(role: UserRole): Promise<string> {
  const { key } = await world.trader(firm);
  const { code } = await world.post(key, '/api/v1/invitations', { name: 'Li', role });
  const login = world.service.random.uuid();
  const form = { code: String(code), login, password: 'the pears are ripe' };
  expect((await new PlainBrowser(world.service.url).post('/join', form)).status).toBe(303);
  const list = await world.service.send<{ items: Body[] }>('GET', '/api/v1/people', { key });
  return String(list.body.items.find((person) => person.login === login)?.id);
}

async function ask(method: string, id: string, body?: Body) {
  const { key } = await world.trader(firm);
  return world.service.send<Body>(method, `/api/v1/people/${id}`, { key, body });
}

test.each([
  ['DELETE', undefined],
  ['PATCH', { role: 'editor' }],
  ['PATCH', { role: 'viewer' }],
])('%s %j of the last owner is refused, until there is another', async (method, body) => {
  const owner = await joined('owner');
  await joined('editor');
  const refused = await ask(method, owner, body);
  expect([refused.status, refused.body.code]).toEqual([409, 'last-owner']);
  await joined('owner');
  expect((await ask(method, owner, body)).status).toBeLessThan(300);
});

test('an owner stays one, and others go, however few owners there are', async () => {
  const owner = await joined('owner');
  const clerk = await joined('viewer');
  expect((await ask('PATCH', owner, { role: 'owner' })).status).toBe(200);
  expect((await ask('PATCH', clerk, { role: 'editor' })).status).toBe(200);
  expect((await ask('DELETE', clerk)).status).toBe(204);
});

test('an owner who left counts for none', async () => {
  const gone = await joined('owner');
  const owner = await joined('owner');
  expect((await ask('DELETE', gone)).status).toBe(204);
  expect((await ask('DELETE', owner)).status).toBe(409);
});

test('of two owners who are ended at once one stays', async () => {
  const owners = [await joined('owner'), await joined('owner')];
  const { organisationId } = await world.viewer(firm);
  await third.query('BEGIN');
  await third.query('SELECT FROM organisation WHERE id = $1 FOR UPDATE', [organisationId]);
  const both = Promise.all(owners.map((id) => ask('DELETE', id)));
  expect(await third.sees(2, both)).toBe(true);
  await third.query('COMMIT');
  expect((await both).map(({ status }) => status).sort()).toEqual([204, 409]);
});
