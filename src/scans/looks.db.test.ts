// Goal: what is counted of looks is what a plain model counts, however they are gathered and judged. Method: generated looks by
// devices from networks at times, written and judged at random moments by two processes, against a list of all of them.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Database, createLogger } from '../platform/index.js';
import { cloneDatabase, type TestDatabase } from '../../test/support/database.js';
import type { CoarsePlace } from './coarse-place.js';
import { Judge } from './judge.js';
import type { LookVerdict } from './look.js';
import { Looks } from './looks.js';

const organisationId = '01890000-0000-7000-8000-000000000001';
const batchId = '01890000-0000-7000-8000-000000000002';
const productId = '01890000-0000-7000-8000-000000000003';

let home: TestDatabase;
let door: Database;
const places = new Map<string, CoarsePlace>();
beforeAll(async () => {
  home = await cloneDatabase();
  door = await Database.open({ url: home.server.serviceUrl, role: 'furrow_public' });
  await home.everything.query('INSERT INTO product (id, mentioned_at) VALUES ($1, now())', [
    productId,
  ]);
  await home.everything.query(
    `INSERT INTO batch (id, product_id, number, mentioned_at, made_offset)
     VALUES ($1, $2, 'B1', now(), '+08:00')`,
    [batchId, productId],
  );
});
afterAll(async () => {
  await door?.close();
  await home?.drop();
});

let next = 0;
async function issued(kind: 'item' | 'batch'): Promise<string> {
  const code = `${kind.toUpperCase()}${(next += 1)}`;
  await home.everything.query(
    `INSERT INTO code (code, kind, organisation_id, batch_id, run_id, place, issued_at, activated_at)
     VALUES ($1, $2, $3, $4, $4, $5, now(), now())`,
    [code, kind, organisationId, batchId, next],
  );
  return code;
}

const opened = () =>
  new Looks({
    ...{ database: door, clock: home.clock, random: home.random },
    logger: createLogger('silent'),
    placeOf: (address) => places.get(address),
  });
const judge = () => new Judge({ database: home.database, clock: home.clock, random: home.random });

async function judged(): Promise<void> {
  while ((await judge().step()) !== 'nothing');
}

const row = async (sql: string, ...parameters: unknown[]) =>
  (await home.everything.query<Record<string, unknown>>(sql, parameters))[0];

const marked = (code: string) =>
  row('SELECT sessions, devices, first_at AS "firstAt" FROM scan_mark WHERE code = $1', code);

const alerts = async (code: string) =>
  (
    await home.everything.query<{ signal: string }>(
      'SELECT signal FROM scan_alert WHERE code = $1 ORDER BY signal',
      [code],
    )
  ).map(({ signal }) => signal);

beforeEach(() => places.clear());

describe('looks at a code', () => {
  test('are counted in sessions and devices, whenever they are written and judged', async () => {
    const step = fc.record({
      device: fc.integer({ min: 1, max: 5 }),
      minutes: fc.integer({ min: 0, max: 45 }),
      writes: fc.boolean(),
      judges: fc.boolean(),
      process: fc.integer({ min: 0, max: 1 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const code = await issued('item');
        const processes = [opened(), opened()];
        const lastAt = new Map<number, number>();
        let sessions = 0;
        for (const { device, minutes, writes, judges, process } of steps) {
          // A process writes within a second: no look waits for minutes.
          if (minutes > 0) for (const each of processes) await each.flush();
          home.clock.advance(minutes * 60_000);
          const looks = processes[process]!;
          looks.note(code, 'recorded', { address: `198.51.${device}.1`, agent: 'phone' });
          if (writes) for (const each of processes) await each.flush();
          const before = lastAt.get(device);
          const now = home.clock.now();
          if (before === undefined || now - before > 30 * 60_000) sessions += 1;
          lastAt.set(device, now);
          if (judges) await Promise.all([judge().step(), judge().step()]);
        }
        for (const each of processes) await each.flush();
        await judged();
        expect(await marked(code)).toMatchObject({ sessions, devices: lastAt.size });
      }),
      { numRuns: 40 },
    );
  });

  test('at one that was never issued leave nothing', async () => {
    const looks = opened();
    looks.note('NEVERISSUED', 'recorded', { address: '198.51.100.1', agent: '' });
    await looks.flush();
    expect(await row('SELECT FROM scan_device WHERE code = $1', 'NEVERISSUED')).toBeUndefined();
  });
});

describe('the first look', () => {
  test('is stored once, and all who look at once are told the same moment', async () => {
    const code = await issued('item');
    const moments = await Promise.all(Array.from({ length: 20 }, () => opened().noteFirst(code)));
    home.clock.advance(5_000);
    const later = await opened().noteFirst(code);
    expect(new Set([...moments, later].map((at) => at.getTime())).size).toBe(1);
    expect((await marked(code))?.firstAt).toEqual(later);
  });
});

describe('the owner is alerted', () => {
  const far = { region: 'CN-SC', latitude: 30.75, longitude: 104 };
  const here = { region: 'CN-SD', latitude: 36, longitude: 120.5 };

  async function look(code: string, address: string, verdict: LookVerdict = 'recorded') {
    const looks = opened();
    looks.note(code, verdict, { address, agent: 'phone' });
    await looks.flush();
    await judged();
  }

  test('of two packs with one code, once', async () => {
    const code = await issued('item');
    places.set('198.51.1.1', here).set('198.51.2.1', far);
    await look(code, '198.51.1.1');
    home.clock.advance(3_600_000);
    expect(await alerts(code)).toEqual([]);
    await look(code, '198.51.2.1');
    expect(await alerts(code)).toEqual(['far-apart']);
    home.clock.advance(1_000);
    places.set('198.51.3.1', here);
    await look(code, '198.51.3.1');
    expect(await row('SELECT times FROM scan_alert WHERE code = $1', code)).toEqual({ times: 2 });
  });

  test('of two packs, where the last place is that of the latest of very many devices', async () => {
    const code = await issued('item');
    const now = new Date(home.clock.now());
    const earlier = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
    // The first hundred by any other order are those of a device that was here weeks ago.
    await home.everything.query(
      `INSERT INTO scan_device
         (code, device, first_at, last_at, verdict, region, latitude, longitude, counted, is_new)
       SELECT $1, decode(lpad(to_hex(i), 32, '0'), 'hex'), at, at, 'recorded', 'CN-SC', 30.75, 104, 1, false
       FROM generate_series(1, 200) AS i, (SELECT $2::timestamptz AS at) AS past`,
      [code, earlier(500)],
    );
    await home.everything.query(
      `INSERT INTO scan_device
         (code, device, first_at, last_at, verdict, region, latitude, longitude, counted, is_new)
       VALUES ($1, decode(repeat('f', 32), 'hex'), $2, $2, 'recorded', 'CN-SD', 36, 120.5, 1, false)`,
      [code, earlier(1)],
    );
    places.set('198.51.4.1', far);
    await look(code, '198.51.4.1');
    expect(await alerts(code)).toContain('far-apart');
  });

  test('when what a device is answered changes within a session', async () => {
    const code = await issued('batch');
    await look(code, '198.51.1.1');
    home.clock.advance(60_000);
    await look(code, '198.51.1.1', 'recalled');
    expect(await alerts(code)).toEqual(['recalled']);
    expect(await marked(code)).toMatchObject({ sessions: 1, devices: 1 });
  });

  test('by the settings of the product', async () => {
    await home.everything.query(
      `INSERT INTO scan_settings VALUES ($1, $2, 5, 10, 2, 500, 900, '{CN-SD}')
       ON CONFLICT DO NOTHING`,
      [organisationId, productId],
    );
    const code = await issued('item');
    places.set('198.51.2.1', far);
    await look(code, '198.51.1.1');
    await look(code, '198.51.2.1');
    expect(await alerts(code)).toEqual(['many-devices', 'wrong-market']);
  });
});

test('sessions are counted by the day of the place of making, and by region', async () => {
  const code = await issued('item');
  places.set('198.51.1.1', { region: 'FR-IDF', latitude: 48.75, longitude: 2.25 });
  for (const at of ['2031-01-31T15:29:00Z', '2031-01-31T16:00:00Z']) {
    home.clock.set(at);
    const looks = opened();
    looks.note(code, 'recorded', { address: '198.51.1.1', agent: 'phone' });
    await looks.flush();
    await judged();
  }
  const days = await home.everything.query<{ day: string; sessions: number }>(
    `SELECT day::text, sessions FROM scan_day WHERE batch_id = $1 AND region = 'FR-IDF' ORDER BY day`,
    [batchId],
  );
  expect(days).toEqual([
    { day: '2031-01-31', sessions: 1 },
    { day: '2031-02-01', sessions: 1 },
  ]);
});
