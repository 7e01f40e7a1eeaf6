// Goal: nothing is kept that tells who looked a code up. Method: look-ups of all kinds with senders that can be told from everything
// else, and then a search for them through every row of the database and every line of the log.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Looks } from '../../src/scans/index.js';
import { World } from '../cases/world.js';
import { everyRow } from '../support/every-row.js';

let folder: string;
let log: string;
let world: World;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'furrow-consumers-'));
  log = path.join(folder, 'log');
  world = await World.start({ trustedProxies: 1 }, { logFile: log });
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

const forwarded = ['198.51.100.201', '2001:db8:5ca1:ab1e::77', 'unknown-shopper'];
const traces = {
  'User-Agent': 'ShopperPhone/77.5 (model QX-UNLIKELY)',
  Referer: 'https://shopper.example/?q=unlikely-referrer',
  Cookie: 'shopper=unlikely-cookie-value; reading=zz',
  'Accept-Language': 'en-NZ-x-unlikely;q=0.9, en;q=0.1',
  'X-Real-IP': '203.0.113.199',
  Forwarded: 'for="203.0.113.198"',
  From: 'unlikely-shopper@shop.example',
  'X-Device-Id': 'unlikely-device-4711',
};

/** What no row and no line may hold of them. */
const marks = [
  ...forwarded,
  ...['QX-UNLIKELY', 'unlikely-referrer', 'unlikely-cookie-value', 'x-unlikely'],
  ...['203.0.113.199', '203.0.113.198', 'unlikely-shopper', 'unlikely-device-4711'],
  ...['unlikely-query', '198.51.100', '5ca1:ab1e'],
];

async function codeOf(batchId: string): Promise<string> {
  const { key } = await world.trader('F');
  const batch = await world.service.send<{ code: string }>('GET', `/api/v1/batches/${batchId}`, {
    key,
  });
  return batch.body.code;
}

test('no table and no line of the log holds anything of who looked a code up', async () => {
  const batchId = await world.make('F', 'A', '100', { hour: 1, bestBefore: '2026-12-02' });
  const recalled = await world.make('F', 'B', '10', { hour: 1 });
  const { key } = await world.trader('F');
  await world.post(key, '/api/v1/recalls', { batchIds: [recalled], grade: 1, reason: 'A test' });
  const [code, stopped] = [await codeOf(batchId), await codeOf(recalled)];
  const link = new URL(world.linkOf('A')).pathname;
  const paths = [
    ...[`/t/${code}`, `/t/${stopped}`, link, `/t/${code}/qr.svg`, `/t/${code}/qr.png`],
    ...['/t/7K2M9Q4XTB3W', '/t/nonsense', `/t?code=${code}`, '/00/123456789012345675', '/'],
  ];
  const before = await everyRow(world.service.everything, ['code', 'audit_entry', 'session']);
  const answered = new Set<number>();
  for (const address of forwarded) {
    for (const way of paths) {
      for (const Accept of ['text/html', 'application/json']) {
        world.service.clock.advance(1_001);
        const asked = way.includes('?') ? `${way}&x=unlikely-query` : `${way}?x=unlikely-query`;
        const headers = { ...traces, Accept, 'X-Forwarded-For': address };
        answered.add((await world.service.send('GET', asked, { headers })).status);
      }
    }
  }
  expect([...answered]).toEqual(expect.arrayContaining([200, 404]));
  await world.service.app.get(Looks, { strict: false }).flush();
  // A look-up changes no code, and is no entry of the audit; what tells devices apart is there, and finds nobody.
  const after = await everyRow(world.service.everything, ['code', 'audit_entry', 'session']);
  expect(after).toEqual(before);
  expect(await everyRow(world.service.everything, ['scan_device'])).not.toEqual([]);
  const rows = (await everyRow(world.service.everything)).join('\n');
  await closed();
  const lines = await readFile(log, 'utf8');
  // Both are whole: the tables hold the code, and the log a line for each look-up.
  expect(rows).toContain(code);
  expect(lines.split('\n').filter((line) => line.includes('"lookup"')).length).toBeGreaterThan(30);
  for (const mark of marks) {
    expect([mark, rows.includes(mark)]).toEqual([mark, false]);
    expect([mark, lines.includes(mark)]).toEqual([mark, false]);
  }
});

/** Lines are written in blocks: the log is whole once it has been flushed. */
async function closed(): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    world.service.logger.flush((fault) => (fault ? reject(fault) : resolve()));
  });
}
