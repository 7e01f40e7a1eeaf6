import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { KeysService, type OrganisationRole } from '../../src/access/index.js';
import { AccountsService } from '../../src/parties/index.js';
import { readConfig } from '../../src/platform/index.js';
import { startApp, type TestApp } from '../support/app.js';
import { TestDevice } from '../support/device.js';
import { PlainBrowser } from '../support/plain-browser.js';

let service: TestApp;
let registry: Account;
beforeAll(async () => {
  service = await startApp();
  registry = await anAccount('Registry', ['operator']);
});
afterAll(() => service.close());

interface Account {
  readonly id: string;
  readonly key: string;
}

async function anAccount(name: string, roles: OrganisationRole[] = ['producer']): Promise<Account> {
  const accounts = service.app.get(AccountsService, { strict: false });
  const { organisation, key } = await accounts.open({ kind: 'organisation', name, roles });
  return { id: organisation.id, key: key.text };
}

const end = (id: string, ended: unknown = true, key = registry.key) =>
  service.send<{ code: string; endedAt?: string }>('PATCH', `/api/v1/organisations/${id}`, {
    ...{ key, body: { ended } },
  });
const read = async (key: string) => (await service.send('GET', '/api/v1/parties', { key })).status;

const password = 'the pears are ripe';
const isSignedIn = async (browser: PlainBrowser) =>
  (await browser.open('/desk/batches/new')).status === 200;

async function invite(key: string): Promise<string> {
  const body = { name: 'Li', role: 'editor' };
  return (await service.send<{ code: string }>('POST', '/api/v1/invitations', { key, body })).body
    .code;
}

async function join(key: string, login: string): Promise<PlainBrowser> {
  const browser = new PlainBrowser(service.url);
  await browser.post('/join', { code: await invite(key), login, password });
  return browser;
}

async function signedInWith(fields: Readonly<Record<string, string>>): Promise<PlainBrowser> {
  const browser = new PlainBrowser(service.url);
  await browser.post('/sign-in', { ...fields, next: '/' });
  return browser;
}

test('whose access has ended is refused in every way it could come in, and let in again', async () => {
  const farm = await anAccount('Farm');
  const device = await TestDevice.enrolled(service, farm.key);
  const waiting = await TestDevice.made(service, farm.key);
  const person = await join(farm.key, 'li@farm');
  const byKey = await signedInWith({ key: farm.key });
  const code = await invite(farm.key);
  const comesIn = async () => ({
    key: await read(farm.key),
    device: await read(device.token()),
    person: await isSignedIn(person),
    session: await isSignedIn(byKey),
    password: await isSignedIn(await signedInWith({ login: 'li@farm', password })),
    anotherSession: await isSignedIn(await signedInWith({ key: farm.key })),
  });
  const all = { person: true, session: true, password: true, anotherSession: true };
  expect(await comesIn()).toEqual({ key: 200, device: 200, ...all });

  const { status, body } = await end(farm.id);
  const endedAt = new Date(service.clock.now()).toISOString();
  expect([status, body]).toMatchObject([200, { id: farm.id, name: 'Farm', endedAt }]);
  const none = { person: false, session: false, password: false, anotherSession: false };
  expect(await comesIn()).toEqual({ key: 401, device: 401, ...none });
  expect((await waiting.enrol()).status).toBe(401);
  // In the words of a wrong password: nobody learns that there is such a login.
  const said = async (login: string) => {
    const fields = { login, password, next: '/' };
    const { status, text } = await new PlainBrowser(service.url).post('/sign-in', fields);
    return [status, text.replaceAll(login, '')];
  };
  expect(await said('li@farm')).toEqual(await said('nobody@farm'));
  const joining = { code, login: 'wang', password };
  const late = await new PlainBrowser(service.url).post('/join', joining);
  expect([late.status, late.text]).toEqual([422, expect.stringContaining('does not hold')]);

  // Said again, it keeps the time; given back, what did not end by itself holds.
  service.clock.advance(60_000);
  expect((await end(farm.id)).body.endedAt).toBe(endedAt);
  expect((await end(farm.id, false)).body).not.toHaveProperty('endedAt');
  expect(await comesIn()).toEqual({ key: 200, device: 200, ...all });
  expect((await new PlainBrowser(service.url).post('/join', joining)).status).toBe(303);
  expect((await waiting.enrol()).status).toBe(201);
});

test('others are let in as before, and see what it recorded', async () => {
  const farm = await anAccount('Farm');
  const shop = await anAccount('Shop');
  const { body: made } = await service.send<{ id: string }>('POST', '/api/v1/parties', {
    ...{ key: farm.key, body: { kind: 'organisation', name: 'Partner' } },
  });
  expect(made.id).toBeDefined();
  await end(farm.id);
  expect(await read(shop.key)).toBe(200);
  const kept = await service.everything.query('SELECT FROM party WHERE id = $1', [made.id]);
  expect(kept).toHaveLength(1);
});

test('another process refuses a second later', async () => {
  const farm = await anAccount('Farm');
  const other = new KeysService(service.database, service.clock, service.random, readConfig({}));
  expect(await other.find(farm.key)).toBeDefined();
  await end(farm.id);
  service.clock.advance(999);
  expect(await other.find(farm.key)).toBeDefined();
  service.clock.advance(1);
  expect(await other.find(farm.key)).toBeUndefined();
});

test('is what an operator says of another organisation, and nobody else', async () => {
  const farm = await anAccount('Farm');
  const shop = await anAccount('Shop');
  expect((await end(farm.id, true, shop.key)).status).toBe(403);
  expect(await end(registry.id)).toMatchObject({ status: 409, body: { code: 'own-access' } });
  expect((await end('0190a4f0-0000-7000-8000-000000000000')).status).toBe(404);
  expect((await end(farm.id, 'yes')).status).toBe(422);
  expect([await read(farm.key), await read(registry.key)]).toEqual([200, 200]);
});
