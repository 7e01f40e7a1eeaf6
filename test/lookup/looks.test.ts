// Goal: looks of consumers count, and only theirs; the first is stored before it is told; copies are noticed. Method: real
// requests from addresses of two cities, with the database of networks that a deployer brings.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Looks } from '../../src/scans/index.js';
import { Judge } from '../../src/scans/judge.js';
import { World, type Body } from '../cases/world.js';
import { ThirdConnection } from '../support/third-connection.js';
import { writeNetworkPlaces } from '../support/network-places-file.js';

let folder: string;
let world: World;
let key: string;
let batch: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'furrow-looks-'));
  const networkPlaces = path.join(folder, 'places.mmdb');
  await writeNetworkPlaces(networkPlaces, [
    { network: '198.51.100', country: 'CN', part: 'SD', latitude: 36.07, longitude: 120.38 },
    { network: '203.0.113', country: 'CN', part: 'SC', latitude: 30.66, longitude: 104.06 },
    { network: '192.0.2', country: 'FR', latitude: 48.85, longitude: 2.35 },
  ]);
  world = await World.start({
    trustedProxies: 1,
    networkPlaces,
    roles: new Set(['api', 'public']),
  });
  ({ key } = await world.trader('F'));
  batch = await world.make('F', 'A', '1000', { hour: 1 });
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

const phone = {
  'User-Agent': 'Mozilla/5.0 (Linux; Android 14) Mobile',
  Accept: 'application/json',
};
const qingdao = { ...phone, 'X-Forwarded-For': '198.51.100.7' };
const chengdu = { ...phone, 'X-Forwarded-For': '203.0.113.9' };

async function item({ active = true } = {}): Promise<string> {
  const { codes } = (await world.post(key, `/api/v1/batches/${batch}/codes`, {
    ...{ kind: 'item', count: 1 },
  })) as { codes: string[] };
  if (active) await world.post(key, `/api/v1/batches/${batch}/codes/activations`, { codes });
  return codes[0]!;
}

/** A second later, so that no answer is remembered. */
async function look(code: string, headers: Record<string, string> = qingdao, method = 'GET') {
  world.service.clock.advance(1_001);
  return world.service.send<Body>(method, `/t/${code}`, { headers });
}

const looksOf = async (code: string) =>
  (await look(code, { ...phone, Authorization: 'Bearer none' })).body.looks;

async function judged(): Promise<void> {
  const { app, database, clock, random } = world.service;
  await app.get(Looks, { strict: false }).flush();
  while ((await new Judge({ database, clock, random }).step()) !== 'nothing');
}

const alerts = async (code: string, as = key) => {
  const { body } = await world.service.send<{ items: Body[] }>(
    'GET',
    '/api/v1/scan-alerts?limit=200',
    { key: as },
  );
  return body.items.filter((alert) => alert.code === code);
};

describe('the first look', () => {
  test('is told as the first in the very answer, and as such for ever', async () => {
    const code = await item();
    expect(await looksOf(code)).toBeUndefined();
    const first = (await look(code)).body.looks as Body;
    expect(first).toMatchObject({ times: 1 });
    expect(Date.parse(String(first.firstAt))).toBe(world.service.clock.now());
    world.service.clock.advance(86_400_000);
    expect((await look(code, chengdu)).body.looks).toMatchObject({ firstAt: first.firstAt });
  });

  test('of many at once is one moment, before and after it is stored', async () => {
    const code = await item();
    world.service.clock.advance(1_001);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        world.service.send<Body>('GET', `/t/${code}`, {
          headers: { ...phone, 'X-Forwarded-For': `198.51.${i}.1` },
        }),
      ),
    );
    const moments = new Set(answers.map(({ body }) => (body.looks as Body).firstAt));
    expect(moments.size).toBe(1);
    await judged();
    expect(await looksOf(code)).toMatchObject({ times: 12, caution: 'many' });
  });

  test('is not that of a preview, a HEAD, a symbol, a signed in browser or a key, nor remembered for them', async () => {
    const code = await item();
    await look(code, { ...qingdao, 'User-Agent': 'WhatsApp/2.23' });
    await look(code, qingdao, 'HEAD');
    await look(`${code}/qr.svg`);
    await look(code, { ...qingdao, Cookie: 'furrow_session=whatever' });
    expect(
      (await look(code, { ...qingdao, Authorization: `Bearer ${key}` })).body.looks,
    ).toBeUndefined();
    // Within the second of an answer that was remembered for them.
    const { body } = await world.service.send<Body>('GET', `/t/${code}`, { headers: qingdao });
    expect(body.looks).toMatchObject({ times: 1 });
  });

  test('that is stored late is told with what became of the goods meanwhile', async () => {
    const recalled = await world.make('F', 'late', '10', { hour: 1 });
    const codes = `/api/v1/batches/${recalled}/codes`;
    const run = await world.post(key, codes, { kind: 'item', count: 1 });
    const [code = ''] = run.codes as string[];
    await world.post(key, `${codes}/activations`, { codes: [code] });
    const third = await ThirdConnection.open(world.service.server.ownerUrl);
    await third.query('BEGIN');
    await third.query('LOCK TABLE scan_mark IN EXCLUSIVE MODE');
    const answered = look(code);
    expect(await third.sees(1, answered)).toBe(true);
    world.service.clock.advance(1_001);
    await world.post(key, '/api/v1/recalls', { batchIds: [recalled], grade: 1, reason: 'Glass' });
    await third.query('COMMIT');
    await third.close();
    expect((await answered).body).toMatchObject({ verdict: 'recalled' });
  });

  test('is told on the page with its moment and number, and never as proof', async () => {
    const code = await item();
    world.service.clock.advance(1_001);
    const page = (await world.service.send<string>('GET', `/t/${code}`, {
      headers: { ...qingdao, Accept: 'text/html', 'Accept-Language': 'en' },
    })) as unknown as { body: string };
    expect(page.body).toContain('This code was first looked up on');
    expect(page.body).toContain('1 time so far');
    expect(page.body).not.toMatch(/genuine|authentic/i);
  });
});

describe('an item code', () => {
  test('looked up in two cities within the hour alerts its owner, its regulator and the next buyer', async () => {
    const code = await item();
    await look(code, qingdao);
    world.service.clock.advance(3_600_000);
    await look(code, chengdu);
    await judged();
    const [alert, ...others] = await alerts(code);
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ signal: 'far-apart', batchId: batch, times: 1 });
    expect(await looksOf(code)).toMatchObject({ times: 2, caution: 'far-apart' });
    const nation = await world.trader('R');
    expect(await alerts(code, nation.key)).toHaveLength(1);
    for (const stranger of ['P', 'R11']) {
      expect(await alerts(code, (await world.trader(stranger)).key)).toEqual([]);
    }
    const path = `/api/v1/scan-alerts/${String(alert!.id)}/acknowledgement`;
    const noted = await world.service.send<Body>('POST', path, { key });
    world.service.clock.advance(60_000);
    const again = await world.service.send<Body>('POST', path, { key });
    expect([noted.status, again.body.acknowledgedAt]).toEqual([200, noted.body.acknowledgedAt]);
    expect((await world.service.send('POST', path, { key: nation.key })).status).toBe(403);
  });

  test('looked up before it is activated is unknown to whoever looks, and its owner learns of it', async () => {
    const code = await item({ active: false });
    const { status, body } = await look(code);
    expect([status, body]).toEqual([404, { verdict: 'unknown', code }]);
    await judged();
    expect((await alerts(code)).map(({ signal }) => signal)).toEqual(['inactive']);
    await world.post(key, `/api/v1/batches/${batch}/codes/activations`, { codes: [code] });
    const first = (await look(code, chengdu)).body.looks as Body;
    expect(first.times).toBe(1);
    expect(Date.parse(String(first.firstAt))).toBe(world.service.clock.now());
  });

  test('that was never issued leaves nothing, whoever looks it up', async () => {
    const { body } = await look('7K3M9QTX2WP4H8CX');
    expect(body).toMatchObject({ verdict: 'unknown' });
    await judged();
    const rows = await world.service.everything.query(
      `SELECT FROM scan_device WHERE code = '7K3M9QTX2WP4H8CX'
       UNION ALL SELECT FROM scan_mark WHERE code = '7K3M9QTX2WP4H8CX'`,
    );
    expect(rows).toEqual([]);
  });
});

describe('settings of a product', () => {
  const path = () => `/api/v1/products/${world.products.get('X')}/scan-settings`;
  const usual = {
    ...{ cautionDevices: 5, cautionSessions: 10, alertDevices: 30 },
    ...{ travelKilometres: 500, travelKilometresPerHour: 900, markets: null },
    blockOn: [],
  };

  test('are as usual until they are set, and what is left out is again', async () => {
    const settings = async () => (await world.service.send<Body>('GET', path(), { key })).body;
    expect(await settings()).toEqual(usual);
    const set = await world.service.send<Body>('PUT', path(), { key, body: { cautionDevices: 2 } });
    expect([set.status, set.body]).toEqual([200, { ...usual, cautionDevices: 2 }]);
    const code = await item();
    await look(code, qingdao);
    await look(code, { ...phone, 'X-Forwarded-For': '198.51.100.8', 'User-Agent': 'another' });
    await judged();
    expect(await looksOf(code)).toMatchObject({ times: 2, caution: 'many' });
    await world.service.send('PUT', path(), { key, body: { markets: ['CN-SC'] } });
    await look(code, { ...qingdao, 'User-Agent': 'a third' });
    await judged();
    expect(await looksOf(code)).toEqual(expect.not.objectContaining({ caution: 'many' }));
    expect((await alerts(code)).map(({ signal }) => signal)).toEqual(['wrong-market']);
    await world.service.send('PUT', path(), { key, body: {} });
    expect(await settings()).toEqual(usual);
  });

  test.each([
    ['one device', { cautionDevices: 1 }, '/cautionDevices'],
    ['a fraction', { alertDevices: 2.5 }, '/alertDevices'],
    ['too far', { travelKilometres: 20_001 }, '/travelKilometres'],
    ['a name for a market', { markets: ['China'] }, '/markets'],
    ['no market', { markets: [] }, '/markets'],
    ['one twice', { markets: ['CN', 'CN'] }, '/markets'],
    ['what is not there', { block: true }, '/block'],
  ])('%s is refused', async (_what, body, pointer) => {
    const { status, body: problem } = await world.service.send<Body>('PUT', path(), { key, body });
    const pointers = (problem.errors as { pointer: string }[]).map((fault) => fault.pointer);
    expect([status, pointers[0]]).toEqual([422, expect.stringContaining(pointer)]);
  });
});

describe('the looks of a batch', () => {
  test('are counted by day and region, for its owner and whoever oversees it', async () => {
    const other = await world.make('F', 'B', '10', { hour: 1 });
    const { body: named } = await world.service.send<Body>('GET', `/api/v1/batches/${other}`, {
      key,
    });
    const code = String(named.code);
    await look(code, qingdao);
    await look(code, chengdu);
    await look(code, { ...phone, 'X-Forwarded-For': '100.64.0.1' });
    await judged();
    const day = new Date(world.service.clock.now()).toISOString().slice(0, 10);
    const count = async (as: string) =>
      (await world.service.send<Body>('GET', `/api/v1/batches/${other}/scans`, { key: as })).body;
    const mine = await count(key);
    expect(mine).toMatchObject({ batchId: other, sessions: 3 });
    const regions = (mine.days as Body[]).map(({ region, sessions }) => [region, sessions]);
    expect(regions).toEqual([
      [undefined, 1],
      ['CN-SC', 1],
      ['CN-SD', 1],
    ]);
    expect((mine.days as Body[])[0]!.day).toMatch(new RegExp(`^${day.slice(0, 7)}`));
    expect(await count((await world.trader('R')).key)).toEqual(mine);
    expect(await count((await world.trader('P')).key)).toMatchObject({ status: 404 });
  });

  test.each([
    ['from=2026-01-01&to=2026-06-01', 'too many'],
    ['from=2026-06-02&to=2026-06-01', 'backwards'],
    ['from=yesterday', 'no day'],
  ])('of days that are %s are refused', async (query) => {
    const { status } = await world.service.send('GET', `/api/v1/batches/${batch}/scans?${query}`, {
      key,
    });
    expect(status).toBe(422);
  });
});
