// Goal: nobody gets more than his share, nobody is kept from his own by another, and a spent quota costs us neither a look
// at a key nor a byte of a body. Method: the service behind one proxy, so that a test chooses whom it comes from.
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { IssuedKeyView } from '../../src/access/index.js';
import {
  ofAddress,
  ofComplaints,
  ofCostly,
  ofMisses,
} from '../../src/platform/http/request-policies.js';
import type { Config } from '../../src/platform/index.js';
import { World } from '../cases/world.js';
import { formOf } from '../complaints/consumer.js';
import { PlainBrowser } from '../support/plain-browser.js';

/** Ten of an address, ten of a credential, twenty of an organisation; ten seconds bring all of them back. */
const few = { rateLimits: 10 / ofAddress.quota, trustedProxies: 1 };

const nobodysId = '0190a4f0-0000-7000-8000-000000000000';

const started: World[] = [];
let world: World;

/** The service of the tests of one group; each test begins with whole quotas. */
function serviceOf(settings: Partial<Config>): void {
  let ours: World;
  beforeAll(async () => {
    ours = await World.start(settings);
    started.push(ours);
  });
  beforeEach(() => {
    world = ours;
    world.service.clock.advance(60_000);
  });
}
afterAll(async () => {
  for (const one of started) await one.close();
});

/** A request as the proxy passes it on. */
function from(address: string, { key, path = '/health/live', method = 'GET' }: Asked = {}) {
  return world.service.send(method, path, { key, headers: { 'X-Forwarded-For': address } });
}

interface Asked {
  readonly key?: string;
  readonly path?: string;
  readonly method?: string;
}

/** The statuses of so many requests, one after another. */
async function statuses(count: number, ask: (i: number) => Promise<{ readonly status: number }>) {
  const told: number[] = [];
  for (let i = 0; i < count; i += 1) told.push((await ask(i)).status);
  return told;
}

const times = (count: number, status: number) => Array<number>(count).fill(status);

/** Further keys of F, asked for from an address that nothing else uses. */
async function keysOfFarm(count: number, label: string): Promise<string[]> {
  const { key } = await world.trader('F');
  const issue = (i: number) =>
    world.service.send<IssuedKeyView>('POST', '/api/v1/keys', {
      key,
      body: { label: `${label} ${i}`, scopes: ['read'], validDays: 1 },
      headers: { 'X-Forwarded-For': '203.0.113.99' },
    });
  const issued = await Promise.all(Array.from({ length: count }, (_, i) => issue(i)));
  return issued.map(({ body }) => body.key);
}

describe('an address', () => {
  serviceOf(few);

  test('has its quota, told with every answer, and back bit by bit', async () => {
    const { service } = world;
    const first = await from('192.0.2.1');
    expect(first.headers.get('ratelimit-policy')).toBe('"address";q=10;w=10');
    expect(first.headers.get('ratelimit')).toBe('"address";r=9;t=1');
    expect(await statuses(10, () => from('192.0.2.1'))).toEqual([...times(9, 200), 429]);
    const refused = await from('192.0.2.1');
    expect(refused.body).toMatchObject({ code: 'too-many-requests', status: 429 });
    expect(refused.headers.get('content-type')).toMatch('application/problem+json');
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.headers.get('ratelimit')).toBe('"address";r=0;t=10');
    expect((await from('192.0.2.2')).status).toBe(200);
    service.clock.advance(1_000);
    expect(await statuses(2, () => from('192.0.2.1'))).toEqual([200, 429]);
    service.clock.advance(60_000);
    expect(await statuses(11, () => from('192.0.2.1'))).toEqual([...times(10, 200), 429]);
  });

  test('is a whole /64 of IPv6', async () => {
    const spend = (i: number) => from(`2001:db8:0:1::${i}`);
    expect(await statuses(11, spend)).toEqual([...times(10, 200), 429]);
    expect((await from('2001:db8:0:2::1')).status).toBe(200);
  });

  test('is what our proxy heard, whatever the client says', async () => {
    const spend = (i: number) => from(`198.51.100.${i}, 192.0.2.1`);
    expect(await statuses(11, spend)).toEqual([...times(10, 200), 429]);
  });

  test('that has spent it is refused before its key and its body', async () => {
    const { service } = world;
    await statuses(10, () => from('192.0.2.1'));
    expect((await from('192.0.2.1', { path: '/api/v1/batches', key: 'fk_none' })).status).toBe(429);
    const { hostname, port } = new URL(service.url);
    const socket = connect({ host: hostname, port: Number(port) });
    await once(socket, 'connect');
    socket.write(
      'POST /sign-in HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.1\r\nContent-Length: 9000\r\n\r\n',
    );
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 429 /);
    socket.destroy();
  });

  test.each(['/docs', '/openapi.json', '/', '/problems', '/%FF', '/nowhere'])(
    'is counted at %s',
    async (path) => {
      const told = await statuses(11, () => from('192.0.2.1', { path }));
      expect(told.map((status) => status === 429)).toEqual([
        ...times(10, 0).map(() => false),
        true,
      ]);
    },
  );
});

describe('an address without a proxy in front', () => {
  serviceOf({ ...few, trustedProxies: 0 });

  test('is what we hear, whatever the client says', async () => {
    const spend = (i: number) => from(`198.51.100.${i}`);
    expect(await statuses(11, spend)).toEqual([...times(10, 200), 429]);
  });
});

describe('a key', () => {
  serviceOf(few);

  test('has its quota wherever it is sent from, and another key its own', async () => {
    const [one = '', other = ''] = await keysOfFarm(2, 'own');
    world.service.clock.advance(60_000);
    const read = (key: string) => (i: number) =>
      from(`192.0.2.${i}`, { key, path: '/api/v1/batches' });
    const told = await read(one)(0);
    expect(told.headers.get('ratelimit-policy')).toBe('"address";q=10;w=10');
    const second = await read(one)(1);
    expect(second.headers.get('ratelimit')).toBe('"credential";r=8;t=2');
    expect(await statuses(9, (i) => read(one)(i + 2))).toEqual([...times(8, 200), 429]);
    expect((await read(one)(20)).headers.get('ratelimit-policy')).toMatch('"credential"');
    expect((await read(other)(21)).status).toBe(200);
  });

  test('shares the quota of its organisation, which no other organisation feels', async () => {
    const keys = await keysOfFarm(3, 'shared');
    const { key: shop } = await world.trader('S');
    world.service.clock.advance(60_000);
    const read = (i: number) =>
      from(`192.0.2.${i}`, { key: keys[i % 3]!, path: '/api/v1/batches' });
    expect(await statuses(21, read)).toEqual([...times(20, 200), 429]);
    const refused = await read(22);
    expect(refused.headers.get('ratelimit')).toBe('"organisation";r=0;t=10');
    expect((await from('192.0.2.9', { key: shop, path: '/api/v1/batches' })).status).toBe(200);
  });

  test.each([
    ['may not do', 'POST', '/api/v1/organisations', {}],
    ['has no mandate for', 'GET', '/api/v1/batches', { 'Furrow-On-Behalf-Of': nobodysId }],
  ] as const)('counts what it %s', async (_, method, path, headers) => {
    const { key } = await world.trader('cooperative');
    world.service.clock.advance(60_000);
    const ask = (i: number) =>
      world.service.send(method, path, {
        ...{ key, body: method === 'POST' ? {} : undefined },
        headers: { 'X-Forwarded-For': `192.0.2.${i}`, ...headers },
      });
    expect(await statuses(11, ask)).toEqual([...times(10, 403), 429]);
  });

  test('that signed in counts on pages as on the interface', async () => {
    const { key } = await world.trader('F');
    const browser = new PlainBrowser(world.service.url);
    expect((await browser.post('/sign-in', { key, next: '/' })).status).toBe(303);
    world.service.clock.advance(60_000);
    const read = (i: number) => from(`192.0.2.${i}`, { key, path: '/api/v1/batches' });
    expect(await statuses(10, read)).toEqual(times(10, 200));
    expect((await browser.open('/desk/batches/new')).status).toBe(429);
  });
});

describe('misses', () => {
  serviceOf({ rateLimits: 1, trustedProxies: 1 });

  const nobody = `/api/v1/batches/${nobodysId}`;
  const most = ofMisses.quota;

  test.each(['a wrong key', 'an id that is not there', 'an address without a route'])(
    'by %s are few, and hold back their address alone',
    async (way) => {
      const { key } = await world.trader('F');
      const asks: Record<string, Asked> = {
        'a wrong key': { key: 'fk_none', path: '/api/v1/batches' },
        'an id that is not there': { key, path: nobody },
        'an address without a route': { path: '/wp-login.php' },
      };
      const miss = () => from('192.0.2.1', asks[way]);
      const missed = await Promise.all(Array.from({ length: most }, miss));
      const told = missed.map(({ status }) => status);
      expect(told.filter((status) => status === 401 || status === 404)).toHaveLength(most);
      const refused = await miss();
      expect(refused.status).toBe(429);
      expect(refused.headers.get('ratelimit-policy')).toBe(`"misses";q=${most};w=60`);
      const own = { key, path: '/api/v1/batches' };
      expect((await from('192.0.2.1', own)).status).toBe(429);
      expect((await from('192.0.2.2', own)).status).toBe(200);
      world.service.clock.advance(200);
      expect(await statuses(3, () => from('192.0.2.1', own))).toEqual(times(3, 200));
      expect(await statuses(2, miss)).toEqual([told[0], 429]);
    },
  );

  test('are no other answers', async () => {
    const { key } = await world.trader('R');
    const asks = [
      { key, path: '/api/v1/batches', method: 'POST' },
      { key, path: '/api/v1/batches?limit=none' },
      { key, path: '/api/v1/batches' },
    ];
    for (const [ask, status] of [
      [asks[0], 403],
      [asks[1], 422],
      [asks[2], 200],
    ] as const) {
      const answer = await from('192.0.2.1', ask);
      expect([answer.status, answer.headers.get('ratelimit-policy')]).toEqual([
        status,
        expect.stringMatching(/^"(address|credential)"/),
      ]);
    }
    const miss = await from('192.0.2.1', { path: '/nowhere' });
    expect(miss.headers.get('ratelimit')).toBe(`"misses";r=${most - 1};t=1`);
  });
});

describe('signing in and joining', () => {
  serviceOf({ rateLimits: 1, trustedProxies: 1 });

  test('share a quota of their address, so that one who sends many leaves the turns to others', async () => {
    const { key } = await world.trader('F');
    const send = (path: string, address: string, fields: Record<string, string>) =>
      new PlainBrowser(world.service.url).post(path, fields, {
        Origin: world.service.url,
        'X-Forwarded-For': address,
      });
    const password = { login: 'somebody', password: 'the pears are ripe' };
    const turn = (i: number) =>
      i % 2 === 0
        ? send('/sign-in', '192.0.2.1', { key: 'fk_none' })
        : send('/Join/', '192.0.2.1', { code: 'none', ...password });
    expect(await statuses(ofCostly.quota, turn)).toEqual(times(ofCostly.quota, 422));
    for (const path of ['/sign-in', '/SIGN-IN/', '/join']) {
      const refused = await send(path, '192.0.2.1', password);
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3']);
      expect(refused.text).toContain('Too many');
    }
    expect((await send('/sign-in', '192.0.2.2', { key, next: '/' })).status).toBe(303);
    expect((await from('192.0.2.1', { key, path: '/api/v1/batches' })).status).toBe(200);
    world.service.clock.advance(3_000);
    expect((await send('/sign-in', '192.0.2.1', { key, next: '/' })).status).toBe(303);
  });
});

describe('what strangers write', () => {
  serviceOf({ rateLimits: 1, trustedProxies: 1 });

  test('has a quota of its own for each address, whichever way it is sent', async () => {
    const send = async (i: number, address = '192.0.2.7') => {
      const path = i % 2 === 0 ? '/api/v1/complaints' : '/complaints';
      const headers = { 'X-Forwarded-For': address, Accept: 'application/json' };
      const form = formOf({ code: '7K2M9Q4XTB3W', ...(i % 2 === 1 && { kind: '' }) });
      return fetch(new URL(path, world.service.url), { method: 'POST', body: form, headers });
    };
    const told = await statuses(ofComplaints.quota + 2, send);
    const expected = told.map((_, i) => (i % 2 === 0 ? 201 : 422));
    expect(told).toEqual([...expected.slice(0, ofComplaints.quota), 429, 429]);
    expect((await send(0, '192.0.2.8')).status).toBe(201);
    expect((await from('192.0.2.7', { path: '/api/v1/complaint-receipts/x' })).status).toBe(404);
    world.service.clock.advance((1_000 * ofComplaints.seconds) / ofComplaints.quota);
    expect((await send(0)).status).toBe(201);
  });
});

describe('switched off', () => {
  serviceOf({ rateLimits: 0, trustedProxies: 1 });

  test('nothing is counted and nothing told', async () => {
    const { headers, status } = await from('192.0.2.1');
    const told = [headers.get('ratelimit'), headers.get('ratelimit-policy')];
    expect([status, ...told]).toEqual([200, null, null]);
  });
});
