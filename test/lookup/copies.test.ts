// Goal: a code at which copies are shown is blocked where its owner wants that, once, and together with what tells of it.
// Method: looks of strangers over HTTP, judged by hand, against the page, the feed and the alerts.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Looks } from '../../src/scans/index.js';
import { Judge } from '../../src/scans/judge.js';
import { World, type Body } from '../cases/world.js';
import { writeNetworkPlaces } from '../support/network-places-file.js';

let folder: string;
let world: World;
let key: string;
let batch: string;
let product: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'furrow-copies-'));
  const networkPlaces = path.join(folder, 'places.mmdb');
  await writeNetworkPlaces(networkPlaces, [
    { network: '198.51.100', country: 'CN', part: 'SD', latitude: 36.07, longitude: 120.38 },
    { network: '203.0.113', country: 'CN', part: 'SC', latitude: 30.66, longitude: 104.06 },
  ]);
  const roles = new Set(['api', 'public'] as const);
  world = await World.start({ trustedProxies: 1, networkPlaces, roles });
  ({ key } = await world.trader('F'));
  batch = await world.make('F', 'A', '1000', { hour: 1 });
  product = world.products.get('X') ?? '';
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => set({ blockOn: ['far-apart', 'many-devices'], alertDevices: 4 }));

test('is blocked by what shows it, with its feed row and its alert, and its page says so', async () => {
  const code = await item();
  const before = await feedRows();
  await lookedAtApart(code);
  const at = new Date(world.service.clock.now()).toISOString();
  expect(await verdictOf(code)).toBe('suspected-copy');
  expect(await alertsOf(code)).toMatchObject([{ signal: 'far-apart', blockedAt: at }]);
  const added = (await feedRows()).slice(before.length);
  expect(added).toEqual([
    { kind: 'codes-blocked', subject: batch, payload: { batchId: batch, size: 1 } },
  ]);
  expect(await reasonOf(code)).toBe('looks: far-apart');
});

test('is not blocked where its owner wants none blocked by that', async () => {
  for (const blockOn of [[], ['many-devices']]) {
    await set({ blockOn });
    const code = await item();
    await lookedAtApart(code);
    expect(await verdictOf(code)).toBe('recorded-no-hop');
    expect(await alertsOf(code)).toMatchObject([{ signal: 'far-apart' }]);
    expect((await alertsOf(code))[0]).not.toHaveProperty('blockedAt');
  }
});

test('that its owner unblocked is not blocked again by the same, only by something else', async () => {
  const code = await item();
  await lookedAtApart(code);
  await change('unblockings', { codes: [code] });
  await lookedAtApart(code);
  expect(await verdictOf(code)).toBe('recorded-no-hop');
  expect(await alertsOf(code)).toMatchObject([{ signal: 'far-apart', times: 2 }]);
  for (const network of [1, 2, 3]) await look(code, `198.52.${network}.1`);
  await judged();
  expect(await verdictOf(code)).toBe('suspected-copy');
  expect(await reasonOf(code)).toBe('looks: many-devices');
});

test('that its owner blocked and unblocked is not blocked by what was shown meanwhile', async () => {
  const code = await item();
  await change('blockings', { codes: [code], reason: 'A shop reported it' });
  const before = await feedRows();
  await lookedAtApart(code);
  expect(await reasonOf(code)).toBe('A shop reported it');
  expect(await feedRows()).toHaveLength(before.length);
  await change('unblockings', { codes: [code] });
  await lookedAtApart(code);
  expect(await verdictOf(code)).toBe('recorded-no-hop');
});

test('of many at once and of several signals is blocked in one go', async () => {
  const codes = [await item(), await item(), await item()];
  for (const code of codes) {
    for (const network of [1, 2]) await look(code, `198.52.${network}.1`);
    await look(code, qingdao);
    await look(code, chengdu);
  }
  const before = await feedRows();
  await judged();
  for (const code of codes) expect(await reasonOf(code)).toBe('looks: many-devices, far-apart');
  expect((await feedRows()).slice(before.length)).toMatchObject([{ payload: { size: 3 } }]);
  expect(await alertsOf(codes[0]!)).toMatchObject([
    { blockedAt: expect.anything() },
    { blockedAt: expect.anything() },
  ]);
});

test('is not blocked before it is in use, nor is a code that many packs bear', async () => {
  const silent = await item({ active: false });
  const before = await feedRows();
  await lookedAtApart(silent);
  expect(await feedRows()).toHaveLength(before.length);
  await change('activations', { codes: [silent] });
  expect(await verdictOf(silent)).toBe('recorded-no-hop');
  await lookedAtApart(silent);
  expect(await verdictOf(silent)).toBe('suspected-copy');
  const { body } = await world.service.send<Body>('GET', `/api/v1/batches/${batch}`, { key });
  await lookedAtApart(String(body.code));
  expect(await verdictOf(String(body.code))).toBe('recorded-no-hop');
});

test('and its alert are one write: where the block cannot be stored, nothing is', async () => {
  const code = await item();
  const owner = await world.owner();
  await owner.query(
    'ALTER TABLE code_span ADD CONSTRAINT never_blocked CHECK (blocked_at IS NULL) NOT VALID',
  );
  await expect(lookedAtApart(code)).rejects.toThrow('code_span');
  expect(await alertsOf(code)).toEqual([]);
  await owner.query('ALTER TABLE code_span DROP CONSTRAINT never_blocked');
  await judged();
  expect(await alertsOf(code)).toMatchObject([{ signal: 'far-apart' }]);
  expect(await verdictOf(code)).toBe('suspected-copy');
});

test('settings name signals of copies and no others', async () => {
  const path = `/api/v1/products/${product}/scan-settings`;
  const refused = await world.service.send<{ errors: unknown }>('PUT', path, {
    ...{ key, body: { blockOn: ['expired'] } },
  });
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/blockOn' }] } });
  const { body } = await world.service.send<Body>('GET', path, { key });
  expect(body.blockOn).toEqual(['far-apart', 'many-devices']);
});

const qingdao = '198.51.100.7';
const chengdu = '203.0.113.9';

async function set(settings: Body): Promise<void> {
  const path = `/api/v1/products/${product}/scan-settings`;
  const { status } = await world.service.send('PUT', path, { key, body: settings });
  expect(status).toBe(200);
}

async function item({ active = true } = {}): Promise<string> {
  const path = `/api/v1/batches/${batch}/codes`;
  const { codes } = (await world.post(key, path, { kind: 'item', count: 1 })) as {
    codes: string[];
  };
  if (active) await change('activations', { codes });
  return codes[0]!;
}

const change = (what: string, body: Body) =>
  world.post(key, `/api/v1/batches/${batch}/codes/${what}`, body);

/** A second later, so that no answer is remembered. */
async function look(code: string, address: string): Promise<void> {
  world.service.clock.advance(1_001);
  const headers = {
    'User-Agent': 'Mozilla/5.0 (Linux; Android 14) Mobile',
    Accept: 'application/json',
  };
  await world.service.send('GET', `/t/${code}`, {
    headers: { ...headers, 'X-Forwarded-For': address },
  });
}

/** By one device in each of two cities within the hour, another hour after any before. */
async function lookedAtApart(code: string): Promise<void> {
  world.service.clock.advance(3_600_000);
  await look(code, qingdao);
  await look(code, chengdu);
  await judged();
}

async function judged(): Promise<void> {
  const { app, database, clock, random } = world.service;
  await app.get(Looks, { strict: false }).flush();
  while ((await new Judge({ database, clock, random }).step()) !== 'nothing');
}

async function verdictOf(code: string): Promise<unknown> {
  world.service.clock.advance(1_001);
  const headers = { Accept: 'application/json', Authorization: 'Bearer none' };
  return (await world.service.send<Body>('GET', `/t/${code}`, { headers })).body.verdict;
}

async function alertsOf(code: string): Promise<Body[]> {
  const path = '/api/v1/scan-alerts?limit=200';
  const { body } = await world.service.send<{ items: Body[] }>('GET', path, { key });
  return body.items.filter((alert) => alert.code === code && alert.signal !== 'blocked');
}

async function reasonOf(code: string): Promise<string | null | undefined> {
  const [span] = await world.service.everything.query<{ block_reason: string | null }>(
    `SELECT block_reason FROM code JOIN code_span USING (run_id)
     WHERE code = $1 AND place BETWEEN first_place AND last_place`,
    [code],
  );
  return span?.block_reason;
}

const feedRows = () =>
  world.service.everything.query<{ kind: string; subject: string; payload: unknown }>(
    `SELECT kind, subject, payload FROM feed WHERE kind = 'codes-blocked' ORDER BY id`,
  );
