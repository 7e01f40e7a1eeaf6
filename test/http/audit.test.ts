// Goal: each request of somebody known is on record once and exactly, and nothing that is a secret ever is.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import type { AuditEntryView } from '../../src/audit/audit.dto.js';
import { makeKey } from '../../src/access/api-key.js';
import type { IssuedKeyView } from '../../src/access/index.js';
import type { NewInvitationView } from '../../src/people/people.dto.js';
import { World, type Trader } from '../cases/world.js';
import { TestDevice } from '../support/device.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { ThirdConnection } from '../support/third-connection.js';

const password = 'the canary sings at dawn';

let world: World;
let owner: pg.Client;
let farm: Trader;
beforeAll(async () => {
  world = await World.start({ trustedProxies: 1 });
  owner = await world.owner();
  farm = await world.trader('F');
  await world.make('F', 'A', '100', { hour: 1 });
});
afterAll(() => world?.close());

async function send<Body = Record<string, never>>(
  method: string,
  path: string,
  { key = farm.key, body, headers = {} }: Sent = {},
) {
  world.service.clock.advance(1);
  return world.service.send<Body>(method, path, { key, body, headers });
}

/** Opens a page, or sends its form. Time moves with each request, since ids are in the order of their times only. */
async function page(
  browser: PlainBrowser,
  path: string,
  fields?: Readonly<Record<string, string>>,
) {
  world.service.clock.advance(1);
  return fields === undefined ? browser.open(path) : browser.post(path, fields);
}

const aBrowser = () => new PlainBrowser(world.service.url);

interface Sent {
  readonly key?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the audit of an organisation says, newest first. */
async function entries(query = '', key = farm.key): Promise<AuditEntryView[]> {
  const { status, body } = await send<{ items: AuditEntryView[] }>('GET', `/api/v1/audit${query}`, {
    key,
  });
  expect(status).toBe(200);
  return body.items;
}

/** Entries that `work` leaves with the organisation, oldest first, without what each request has of its own. */
async function left(
  work: () => Promise<unknown>,
  key = farm.key,
): Promise<Partial<AuditEntryView>[]> {
  const [last] = await entries('?limit=1', key);
  await work();
  const all = await entries('?limit=200', key);
  // The newest one is of the look before.
  const since = all.filter(({ id }) => id > String(last?.id)).reverse();
  return since.slice(1).map(({ id: _id, at: _at, ...rest }) => rest);
}

/** A key that is well formed and names this id, with a secret that is not its own. */
function guessed(id: string): string {
  const letters = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'];
  const value = [...id].reduceRight(
    (sum, letter) => sum * 62n + BigInt(letters.indexOf(letter)),
    0n,
  );
  const bytes = Buffer.from(value.toString(16).padStart(18, '0'), 'hex');
  return makeKey((count) => (count === bytes.length ? bytes : world.service.random.bytes(count)))
    .text;
}

const keyId = (text: string) => text.split('_')[1];
const byFarm = () => ({ credential: keyId(farm.key), address: '127.0.0.1' });
const stranger = '0190a4f0-0000-7000-8000-000000000000';

describe('an entry is left by', () => {
  test('a read and a write, with the id that the answer bears', async () => {
    const batchId = String(world.batches.get('A'));
    let id: string | null = null;
    const read = await left(async () => {
      const { headers } = await send('GET', `/api/v1/batches/${batchId}`);
      id = headers.get('x-request-id');
    });
    expect(read).toEqual([
      {
        ...byFarm(),
        action: 'batches.read',
        method: 'GET',
        route: '/api/v1/batches/:id',
        subject: batchId,
        status: 200,
      },
    ]);
    const [found] = await entries(`?subject=${batchId}&limit=1`);
    expect(found?.id).toBe(id);
    let made = '';
    const written = await left(async () => {
      const body = { name: 'Tea', itemCode: 'tea-1', unit: 'KGM', dateType: 'none' };
      made = (await send<{ id: string }>('POST', '/api/v1/products', { body })).body.id;
    });
    expect(written).toEqual([
      {
        ...byFarm(),
        action: 'products.write',
        method: 'POST',
        route: '/api/v1/products',
        subject: made,
        status: 201,
      },
    ]);
  });

  test('a refusal: a thing that is not there, another’s, a fault, and an act that is not allowed', async () => {
    const { key } = (
      await send<IssuedKeyView>('POST', '/api/v1/keys', {
        body: { label: 'reads', scopes: ['read'], validDays: 1 },
      })
    ).body;
    const seen = await left(async () => {
      await send('GET', `/api/v1/products/${stranger}`);
      await send('GET', '/api/v1/products?colour=red');
      await send('POST', '/api/v1/products', { key, body: {} });
      await send('POST', '/api/v1/products', { body: '{' });
    });
    expect(
      seen.map(({ credential, action, status, subject }) => [credential, action, status, subject]),
    ).toEqual([
      [keyId(farm.key), 'products.read', 404, stranger],
      [keyId(farm.key), 'products.read', 422, undefined],
      [keyId(key), 'products.write', 403, undefined],
      [keyId(farm.key), 'products.write', 400, undefined],
    ]);
  });

  test('a key that has ended, but not by one that somebody guesses', async () => {
    const body = { label: 'stolen', scopes: ['read'], validDays: 1 };
    const { id, key } = (await send<IssuedKeyView>('POST', '/api/v1/keys', { body })).body;
    await send('DELETE', `/api/v1/keys/${id}`);
    const seen = await left(async () => {
      await send('GET', '/api/v1/products', { key });
      await send('GET', '/api/v1/products', {
        key: guessed(id),
      });
      expect(guessed(id)).toContain(`fk_${id}_`);
      await send('GET', '/api/v1/products', { key: 'fk_nonsense' });
    });
    expect(seen).toEqual([
      {
        credential: id,
        address: '127.0.0.1',
        action: 'products.read',
        method: 'GET',
        route: '/api/v1/products',
        status: 401,
      },
    ]);
  });

  test('a device that was revoked, but not by a token that another key signed', async () => {
    const device = await TestDevice.enrolled(world.service, farm.key);
    const forged = new TestDevice(world.service, device.made);
    await send('DELETE', `/api/v1/devices/${device.id}`);
    const seen = await left(async () => {
      await send('GET', '/api/v1/products', { key: device.token() });
      await send('GET', '/api/v1/products', { key: forged.token() });
    });
    expect(seen.map(({ credential, action, status }) => [credential, action, status])).toEqual([
      [`device/${device.id}`, 'products.read', 401],
    ]);
  });

  test('what leaves no feed row: keys, invitations and people', async () => {
    let ids: string[] = [];
    const seen = await left(async () => {
      const key = await send<IssuedKeyView>('POST', '/api/v1/keys', {
        body: { label: 'k', scopes: ['read'], validDays: 1 },
      });
      const invited = await send<NewInvitationView>('POST', '/api/v1/invitations', {
        body: { name: 'Li', role: 'editor' },
      });
      const person = await joins(invited.body.code, 'audited-li');
      const reset = await send<NewInvitationView>('POST', `/api/v1/people/${person}/resets`);
      await send('DELETE', `/api/v1/invitations/${reset.body.id}`);
      await send('PATCH', `/api/v1/people/${person}`, { body: { role: 'viewer' } });
      await send('DELETE', `/api/v1/people/${person}`);
      ids = [key.body.id, invited.body.id, person, reset.body.id];
    });
    const [key, invitation, person, reset] = ids;
    expect(
      seen.map(({ action, method, subject, status }) => [action, method, subject, status]),
    ).toEqual([
      ['keys.manage', 'POST', key, 201],
      ['people.invite', 'POST', invitation, 201],
      ['join', 'POST', invitation, 303],
      ['people.manage', 'GET', undefined, 200],
      ['people.manage', 'POST', person, 201],
      ['people.manage', 'DELETE', reset, 204],
      ['people.manage', 'PATCH', person, 200],
      ['people.manage', 'DELETE', person, 204],
    ]);
  });

  test('pages, sign-ins, right and wrong, and sign-outs, with the name of the person', async () => {
    const { body } = await send<NewInvitationView>('POST', '/api/v1/invitations', {
      body: { name: 'Wang', role: 'editor' },
    });
    const person = await joins(body.code, 'audited-wang');
    const browser = aBrowser();
    const seen = await left(async () => {
      await page(browser, '/sign-in', {
        login: 'audited-wang',
        password: 'not the password',
        next: '/',
      });
      await page(browser, '/sign-in', { login: 'Audited-Wang ', password, next: '/' });
      await page(browser, '/desk/batches/new');
      await page(browser, `/desk/batches/${stranger}`);
      await page(browser, '/sign-out', {});
      await page(browser, '/desk/batches/new');
    });
    const wang = { credential: `person/${person}`, name: 'Wang', address: '127.0.0.1' };
    expect(seen).toEqual([
      { ...wang, action: 'sign-in', method: 'POST', route: '/sign-in', status: 422 },
      { ...wang, action: 'sign-in', method: 'POST', route: '/sign-in', status: 303 },
      { ...wang, action: 'batches.write', method: 'GET', route: '/desk/batches/new', status: 200 },
      {
        ...wang,
        action: 'batches.read',
        method: 'GET',
        route: '/desk/batches/:id',
        subject: stranger,
        status: 404,
      },
      { ...wang, action: 'sign-out', method: 'POST', route: '/sign-out', status: 303 },
    ]);
  });

  test('a try under a name that nobody has: a mark, the same for the same name', async () => {
    const mark = async (login: string) => {
      await page(aBrowser(), '/sign-in', { login, password, next: '/' });
      const { rows } = await owner.query<{ subject: string }>(
        `SELECT subject FROM audit_entry WHERE organisation_id = '00000000-0000-0000-0000-000000000000' ORDER BY id DESC`,
      );
      return rows[0]?.subject;
    };
    const first = await mark('audit-nobody');
    expect(first).toMatch(/^login\/[0-9a-f]{16}$/);
    expect(await mark('audit-somebody')).not.toBe(first);
    expect(await mark('audit-nobody')).toBe(first);
  });

  test('a client that is gone before its answer leaves', async () => {
    const third = await ThirdConnection.open(world.service.server.ownerUrl);
    const seen = await left(async () => {
      await third.query('BEGIN');
      await third.query('LOCK TABLE audit_entry IN EXCLUSIVE MODE');
      const gone = new AbortController();
      const url = new URL('/api/v1/products', world.service.url);
      const headers = { Authorization: `Bearer ${farm.key}` };
      world.service.clock.advance(1);
      const asked = fetch(url, { headers, signal: gone.signal });
      expect(await third.sees(1, asked)).toBe(true);
      gone.abort();
      await expect(asked).rejects.toThrow('abort');
      await third.query('ROLLBACK');
      await third.close();
      await send('GET', '/api/v1/locations');
    });
    expect(seen.map(({ action, status }) => [action, status])).toEqual([
      ['products.read', 200],
      ['locations.read', 200],
    ]);
  });

  test('forty requests at once: forty entries', async () => {
    const seen = await left(() =>
      Promise.all(Array.from({ length: 40 }, () => send('GET', '/api/v1/locations'))),
    );
    expect(seen).toHaveLength(40);
  });
});

/** Joins with a code; answers the id of the person. */
async function joins(code: string, login: string): Promise<string> {
  await page(aBrowser(), '/join', { code, login, password });
  const { body } = await send<{ items: { id: string; login: string }[] }>('GET', '/api/v1/people');
  return String(body.items.find((one) => one.login === login)?.id);
}
