// Goal: an organisation reads its own audit and no other's, nothing secret stands in it, and no regulator reads unseen.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AuditEntryView } from '../../src/audit/audit.dto.js';
import type { IssuedKeyView } from '../../src/access/index.js';
import type { NewInvitationView } from '../../src/people/people.dto.js';
import { World, type Trader } from '../cases/world.js';
import type { Answer } from '../support/app.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { ThirdConnection } from '../support/third-connection.js';

let world: World;
let third: ThirdConnection;
let farm: Trader;
let shop: Trader;
let regulator: Trader;
beforeAll(async () => {
  world = await World.start({ trustedProxies: 1 });
  third = await ThirdConnection.open(world.service.server.ownerUrl);
  farm = await world.trader('F');
  shop = await world.trader('S');
  regulator = await world.trader('R');
  await world.make('F', 'A', '100', { hour: 1 });
});
afterAll(async () => {
  await third?.close();
  await world?.close();
});

type Sent = Parameters<typeof world.service.send>[2];

async function send<Body = Record<string, never>>(
  method: string,
  path: string,
  options: Sent = {},
): Promise<Answer<Body>> {
  world.service.clock.advance(1);
  return world.service.send<Body>(method, path, { key: farm.key, ...options });
}

interface Listed {
  readonly items: AuditEntryView[];
}

const list = async (query = '', key = farm.key) =>
  (await send<Listed>('GET', `/api/v1/audit${query}`, { key })).body.items;

/** All that the table holds, as text. */
async function bytes(): Promise<string> {
  const [row] = await world.service.everything.query<{ text: string }>(
    'SELECT json_agg(audit_entry)::text AS text FROM audit_entry',
  );
  return row?.text ?? '';
}

describe('the list', () => {
  test('has pages, in the order of time, without gaps or repetitions', async () => {
    for (let i = 0; i < 7; i += 1) await send('GET', '/api/v1/locations');
    const all = (await list('?action=locations.read&limit=200')).map(({ id }) => id);
    expect([...all].sort().reverse()).toEqual(all);
    const paged: string[] = [];
    let next: string | undefined = '/api/v1/audit?action=locations.read&limit=3';
    while (next !== undefined) {
      const { body, headers }: Answer<Listed> = await send<Listed>('GET', next);
      paged.push(...body.items.map(({ id }) => id));
      next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(paged).toEqual(all);
  });

  test('is searched by credential, action, subject and time, all at once', async () => {
    const { key, id } = (
      await send<IssuedKeyView>('POST', '/api/v1/keys', {
        body: { label: 'search', scopes: ['read', 'admin'], validDays: 1 },
      })
    ).body;
    const batchId = String(world.batches.get('A'));
    const began = new Date(world.service.clock.now() + 1).toISOString();
    await send('GET', `/api/v1/batches/${batchId}`, { key });
    await send('GET', `/api/v1/batches/${batchId}`);
    await send('GET', '/api/v1/batches', { key });
    const ended = new Date(world.service.clock.now() + 1).toISOString();
    await send('GET', `/api/v1/batches/${batchId}`, { key });
    const counted = async (query: string) => (await list(`?${query}`)).length;
    expect(await counted(`credential=${id}&action=batches.read`)).toBe(3);
    expect(await counted(`subject=${batchId}&credential=${id}`)).toBe(2);
    expect(await counted(`subject=${batchId}&from=${began}&to=${ended}`)).toBe(2);
    expect(await counted(`subject=${batchId}&credential=${id}&to=${ended}`)).toBe(1);
    expect(await counted(`from=${ended}&action=batches.read`)).toBe(1);
    expect(await counted(`from=1900-01-01T00:00:00Z&to=1900-01-02T00:00:00Z`)).toBe(0);
  });

  test.each([
    'action=batches.fly',
    'from=yesterday',
    'subject=',
    'colour=red',
    'agent=me',
    'cursor=WyJ4Il0',
  ])('refuses %s with a pointer', async (query) => {
    const { status, body } = await send<{ errors: { pointer: string }[] }>(
      'GET',
      `/api/v1/audit?${query}`,
    );
    expect([status, body.errors[0]?.pointer]).toEqual([422, `/${query.split('=')[0]}`]);
  });

  test('holds nothing of another organisation: not its requests, not where it met mine', async () => {
    const batchId = String(world.batches.get('A'));
    await send('GET', `/api/v1/batches/${batchId}`, { key: shop.key });
    await send('GET', `/api/v1/batches/${batchId}`, { key: regulator.key });
    const mine = await list('?limit=200');
    const theirs = await list('?limit=200', shop.key);
    const credentials = (entries: AuditEntryView[]) => [
      ...new Set(entries.map((e) => e.credential)),
    ];
    const idOf = (key: string) => String(key.split('_')[1]);
    expect(credentials(theirs)).toEqual([idOf(shop.key)]);
    expect(credentials(mine)).not.toContain(idOf(shop.key));
    expect(credentials(mine)).not.toContain(idOf(regulator.key));
  });

  test('answers alike of a credential that is another’s and of one that is not', async () => {
    const other = await send('GET', `/api/v1/audit?credential=${shop.key.split('_')[1]}`);
    const none = await send('GET', '/api/v1/audit?credential=abcdefABCDEF');
    expect([other.status, other.body]).toEqual([200, { items: [] }]);
    expect(none.body).toEqual(other.body);
    expect(none.headers.get('link')).toBe(other.headers.get('link'));
  });

  test('is for owners, and reading it is on record', async () => {
    const { key } = (
      await send<IssuedKeyView>('POST', '/api/v1/keys', {
        body: { label: 'writer', scopes: ['read', 'write', 'recall'], validDays: 1 },
      })
    ).body;
    expect((await send('GET', '/api/v1/audit', { key })).status).toBe(403);
    const [entry] = await list('?action=audit.read&limit=1');
    expect(entry).toMatchObject({ credential: key.split('_')[1], status: 403 });
  });

  test('says the address that the proxy heard, and not what the client says', async () => {
    const headers = { 'X-Forwarded-For': '6.6.6.6, 203.0.113.9' };
    await send('GET', '/api/v1/locations', { headers });
    expect((await list('?limit=1'))[0]?.address).toBe('203.0.113.9');
    await send('GET', '/api/v1/locations', {
      headers: { 'X-Forwarded-For': 'canary-of-the-proxy' },
    });
    expect((await list('?limit=1'))[0]?.address).toBe('127.0.0.1');
  });
});

test('nothing secret is kept: no key, password, code, token, body, query or name', async () => {
  const password = 'canary-password-9';
  const { body: issued } = await send<IssuedKeyView>('POST', '/api/v1/keys', {
    body: { label: 'canary-label', scopes: ['read'], validDays: 1 },
  });
  const { body: invited } = await send<NewInvitationView>('POST', '/api/v1/invitations', {
    body: { name: 'Canary-Name', role: 'owner' },
  });
  const { body: another } = await send<NewInvitationView>('POST', '/api/v1/invitations', {
    body: { name: 'Canary-Name', role: 'owner' },
  });
  const browser = new PlainBrowser(world.service.url);
  await browser.post('/join', { code: invited.code, login: 'canary-login', password: 'short' });
  await browser.post('/join', { code: invited.code, login: 'canary-login', password });
  world.service.clock.advance(1);
  await browser.post('/join', { code: another.code, login: 'canary-login', password });
  await browser.post('/sign-in', {
    login: 'canary-login',
    password: `${password}-wrong`,
    next: '/',
  });
  await browser.post('/sign-in', { login: password, password, next: '/canary-next' });
  await browser.post('/sign-in', { key: issued.key, next: '/' });
  await browser.open('/desk/batches/new?canary-query=1');
  const { token } = browser;
  expect(token).not.toBe('');
  await send('DELETE', `/api/v1/keys/${issued.key}`);
  await send('DELETE', `/api/v1/invitations/${invited.code}`);
  await send('GET', `/api/v1/logistic-units/${issued.key}`);
  await send('GET', `/api/v1/logistic-units/${token}`);
  await send('GET', `/api/v1/traces?what=${issued.key}`);
  await send('GET', '/api/v1/traces?what=https://id.example/01/09520123456788?secret=canary-link');
  await send('GET', `/api/v1/products?canary-parameter=canary-value`);
  await send('POST', '/api/v1/products', { body: { name: 'canary-body' } });
  await send('GET', '/api/v1/locations', { headers: { Cookie: 'x=canary-cookie' } });
  const kept = await bytes();
  const secrets = [
    ...[issued.key, issued.key.split('_')[2], invited.code, token, password, 'canary'],
    ...[another.code, 'Canary-Name', 'secret='],
  ];
  expect(secrets.filter((secret) => kept.includes(String(secret)))).toEqual([]);
  // It was all there to be kept.
  expect(kept).toContain('https://id.example/01/09520123456788');
  expect((await list('?action=join')).map(({ status }) => status)).toEqual([422, 303]);
});

describe('while the table takes no entries', () => {
  const open = () => third.query('ROLLBACK');
  const close = async () => {
    await third.query('BEGIN');
    await third.query('LOCK TABLE audit_entry IN EXCLUSIVE MODE');
  };

  test('an answer waits for its entry', async () => {
    await close();
    const asked = send('GET', '/api/v1/locations');
    let isAnswered = false;
    const answered = asked.then(() => (isAnswered = true));
    expect(await third.sees(1, asked)).toBe(true);
    // What nobody known asks does not wait; an answer that had left by now would have come before these.
    for (let i = 0; i < 5; i += 1) await send('GET', '/health/live');
    expect(isAnswered).toBe(false);
    await open();
    await answered;
    expect((await asked).status).toBe(200);
  });

  test('nobody’s answer waits for ever: it leaves, and the entry comes later', async () => {
    await close();
    const { status, headers } = await send('GET', '/api/v1/locations');
    expect(status).toBe(200);
    await open();
    await send('GET', '/api/v1/products');
    const ids = (await list('?limit=5')).map(({ id }) => id);
    expect(ids).toContain(headers.get('x-request-id'));
  });

  test('what a regulator asked for is refused, and nothing of it told', async () => {
    const batchId = String(world.batches.get('A'));
    const path = `/api/v1/traces?batchId=${batchId}`;
    const told = await send('GET', path, { key: regulator.key });
    expect(told.status).toBe(200);
    await close();
    const refused = await send('GET', path, { key: regulator.key });
    await open();
    expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(refused.headers.get('etag')).not.toBe(told.headers.get('etag'));
    expect(JSON.stringify(refused.body)).not.toContain(batchId);
    expect((await send('GET', path, { key: regulator.key })).status).toBe(200);
    const asked = await list(`?subject=${batchId}&action=traces.read`, regulator.key);
    expect(asked.map(({ status }) => status).filter((status) => status === 200)).not.toHaveLength(
      0,
    );
  });

  test('so is a question of a regulator that is posted', async () => {
    const asked = {
      key: regulator.key,
      body: { cases: [{ batchId: world.batches.get('A') }] },
    };
    const ask = () => send('POST', '/api/v1/traces/common-sources', asked);
    await close();
    const refused = await ask();
    await open();
    expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(await ask()).toMatchObject({ status: 200 });
  });
});
