// Goal: whatever is under recall says so while the database is away, whoever asks for it and whether or not anybody asked before;
// what may be and is not known here is never made to look sound. Method: a public door of its own on a way to the real database
// that is then cut, asked for everything that the same door answered before.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import pg from 'pg';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Lookup, PassportStore, publicDoor, RecalledBook } from '../../src/lookup/index.js';
import { staleMilliseconds } from '../../src/lookup/recalled/recalled-book.js';
import { RecalledCodes } from '../../src/lookup/recalled/recalled-codes.js';
import { RecalledFollowing } from '../../src/lookup/recalled/recalled-following.js';
import { RecalledLoop, restAfter } from '../../src/lookup/recalled/recalled-loop.js';
import { RecalledThings } from '../../src/lookup/recalled/recalled-things.js';
import { RecalledStore } from '../../src/lookup/recalled/recalled.store.js';
import { createLogger, Database, Metrics, type Logger } from '../../src/platform/index.js';
import { recallSql } from '../../src/recalls/index.js';
import { Looks } from '../../src/scans/index.js';
import { pageForReader } from '../../src/web/index.js';
import { World } from '../cases/world.js';
import { breakableWay } from '../support/breakable-way.js';

let world: World;
let key: string;
/** An item code of batch A that nobody activated, one in use, a case code; and an item code of batch B. */
const silent = { code: '' };
const active = { code: '' };
const aCase = { code: '' };
const other = { code: '' };
const sscc = '109520123456789004';

beforeAll(async () => {
  world = await World.start();
  ({ key } = await world.trader('F'));
  await world.make('F', 'A', '100', { hour: 1, bestBefore: '2026-12-20' });
  await world.make('F', 'B', '100', { hour: 1 });
  [silent.code = '', active.code = ''] = await issued('A', 'item', 2);
  [aCase.code = ''] = await issued('A', 'case', 1);
  [other.code = ''] = await issued('B', 'item', 1);
  await activate('A', active.code);
  await activate('B', other.code);
  await world.pack('F', 'A 10', 'inner', 2);
  await world.pack('F', '[inner]', 'outer', 3);
  await world.pack('F', 'B 10', 'sound', 2);
  await world.handOver('F', 'S', 'A 5', 4);
  await world.pack('S', 'X 3', 'maybe', 6);
  await world.pack('W', 'X 3', 'anything', 6);
  await world.does('F', 'pack', 2, { unit: `(00)${sscc}`, goods: world.goods('A 5') });
});
afterEach(async () => {
  for (const close of left.splice(0)) await close();
});
afterAll(() => world.close());

/** Doors that a test that failed has left open. */
const left: (() => Promise<void>)[] = [];

describe('while the database is away', () => {
  it('all that is under recall says so, asked before or not, and says since when that is known', async () => {
    const recall = await opened('A', { reason: 'Glass in the jar', contact: 'Ms. Li, 0532 1' });
    const { ask, close } = await aDoor();
    const asked = await everythingOfA();
    const before: Told[] = [];
    for (const path of asked) before.push((await ask(path)).body);
    expect(before.map(({ verdict }) => verdict)).toEqual(asked.map(() => 'recalled'));
    // What is in a unit may change while its recall stays the same.
    expect(before.some((told) => 'contents' in told)).toBe(true);
    await close();

    const fresh = await aDoor();
    await fresh.follow();
    const known = new Date(world.service.clock.now()).toISOString().replace('Z', '+00:00');
    await fresh.cut();
    for (const [i, path] of asked.entries()) {
      const { status, headers, body } = await fresh.ask(path);
      const { journey: _, looks: __, stepsLeftOut: ___, contents: ____, ...told } = before[i]!;
      expect([status, body]).toEqual([200, { ...told, journey: [], asKnownAt: known }]);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('etag')).toBeNull();
    }
    await fresh.close();
    await closed(recall);
  });

  it('a recalled page has the reason, what to do and its date, and no browser keeps it', async () => {
    const recall = await opened('A', { reason: 'Glass in the jar', advice: 'Do not open it.' });
    const { follow, cut, page, close } = await aDoor();
    await follow();
    await cut();
    const { text, headers } = await page(`/t/${silent.code}`);
    for (const part of ['Glass in the jar', 'Do not open it.', 'We cannot reach our records.']) {
      expect(text).toContain(part);
    }
    expect(headers.get('cache-control')).toBe('no-store');
    const [batch = ''] = (await everythingOfA()).filter((path) => path.includes('/10/'));
    const link = await page(batch);
    expect([link.status, link.headers.get('location'), link.headers.get('cache-control')]).toEqual([
      ...[307, `https://trace.example/t${batch}`],
      'no-store',
    ]);
    await close();
    await closed(recall);
  });

  it('what was recorded when it was asked for, and recalled since, is recalled', async () => {
    const { follow, cut, verdict, close } = await aDoor();
    await follow();
    expect(await verdict(`/t/${active.code}`)).toBe('recorded');
    const recall = await opened('A');
    await follow();
    await cut();
    expect(await verdict(`/t/${active.code}`)).toBe('recalled');
    await close();
    await closed(recall);
  });

  it('what was sound is not told of where recalls were not followed as long as it was answered', async () => {
    const { follow, cut, verdict, close } = await aDoor();
    const recall = await opened('A');
    await follow();
    world.service.clock.advance(staleMilliseconds);
    expect(await verdict(`/t/${other.code}`)).toBe('recorded-no-hop');
    const since = await opened('B');
    await cut();
    expect(await verdict(`/t/${other.code}`)).toBe('unavailable');
    expect(await verdict(`/t/${active.code}`)).toBe('recalled');
    await close();
    await closed(recall);
    await closed(since);
  });

  it('a product that was asked for by its GTIN says that batches of it are recalled', async () => {
    const { follow, cut, ask, close } = await aDoor();
    const path = pathOf('A').replace(/\/10\/.*/, '');
    expect((await ask(path)).body).not.toHaveProperty('someRecalled');
    const recall = await opened('A');
    await follow();
    await cut();
    expect((await ask(path)).body).toMatchObject({ verdict: 'product', someRecalled: true });
    await close();
    await closed(recall);
  });

  it('what is no longer recalled is not said to be', async () => {
    const recall = await opened('A');
    const { follow, cut, verdict, close } = await aDoor();
    await follow();
    await closed(recall);
    await follow();
    expect(await verdict(`/t/${active.code}`)).toBe('recorded');
    await cut();
    expect(await verdict(`/t/${active.code}`)).toBe('recorded');
    for (const code of [silent.code, await codeOf('A'), await world.unit('outer')]) {
      expect(await verdict(`/t/${code}`)).toBe('unavailable');
    }
    await close();
  });

  it('what nobody asked for and is not recalled cannot be looked up', async () => {
    const recall = await opened('A');
    const { follow, cut, ask, close } = await aDoor();
    await follow();
    await cut();
    const paths = [`/t/${other.code}`, `/t/${await world.unit('sound')}`, pathOf('B')];
    for (const path of [...paths, '/t/7K3M9QTX2WP4H8CX']) {
      const { status, body, headers } = await ask(path);
      expect([status, body.verdict, headers.get('cache-control')]).toEqual([
        ...[503, 'unavailable', 'no-store'],
      ]);
    }
    await close();
    await closed(recall);
  });

  it('codes that were issued since are held as well', async () => {
    const recall = await opened('A');
    const { follow, cut, verdict, close } = await aDoor();
    await follow();
    const [late = ''] = await issued('A', 'item', 1);
    await follow();
    await cut();
    expect(await verdict(`/t/${late}`)).toBe('recalled');
    await close();
    await closed(recall);
  });

  it('an item of another batch under a recalled number on its label is told of the batch', async () => {
    const recall = await opened('A');
    const { follow, cut, ask, close } = await aDoor();
    await follow();
    await cut();
    const { body } = await ask(`${pathOf('A')}/21/NOBODYS`);
    expect(body).toMatchObject({ verdict: 'recalled', code: { kind: 'batch' } });
    await close();
    await closed(recall);
  });
});

describe('past its bounds', () => {
  it('pieces that may be recalled are not told of, and that is logged; the others are as they were', async () => {
    const { logger, warnings } = aLog();
    const codes = new RecalledCodes({ bytes: 100 });
    const { follow, cut, verdict, close } = await aDoor({ codes, logger });
    expect(await verdict(`/t/${active.code}`)).toBe('recorded');
    expect(await verdict(`/t/${other.code}`)).toBe('recorded-no-hop');
    const batch = `/t/${await codeOf('B')}`;
    expect(await verdict(batch)).toBe('recorded-no-hop');
    await issued('A', 'item', 50);
    const recall = await opened('A');
    await follow();
    await follow();
    await cut();
    const pieces = [`/t/${other.code}`, '/t/7K3M9QTX2WP4H8CX'];
    for (const path of pieces) expect(await verdict(path)).toBe('unavailable');
    expect(await verdict(`/t/${await codeOf('A')}`)).toBe('recalled');
    expect(await verdict(batch)).toBe('recorded-no-hop');
    expect(warnings()).toEqual([expect.objectContaining({ things: false, runs: 1 })]);
    await close();
    await closed(recall);
  });

  it('batches and units are not told of either, but those that are held', async () => {
    const { logger, warnings } = aLog();
    const { follow, cut, verdict, close } = await aDoor({ things: new RecalledThings(1), logger });
    expect(await verdict(`/t/${await codeOf('B')}`)).toBe('recorded-no-hop');
    const grave = await opened('A');
    const slight = await opened('B', { grade: 3 });
    await follow();
    await cut();
    const held = [];
    for (const batch of ['A', 'B']) held.push(await verdict(`/t/${await codeOf(batch)}`));
    expect(held).toEqual(['recalled', 'unavailable']);
    expect(warnings()).toMatchObject([{ things: true }]);
    await close();
    await closed(grave);
    await closed(slight);
  });

  it('what a regulator ordered is held before what its maker calls graver', async () => {
    // Two units hold goods that may be of both batches.
    const { follow, cut, verdict, close } = await aDoor({ things: new RecalledThings(3) });
    const regulator = (await world.trader('R')).key;
    const grave = await opened('A');
    const ordered = await opened('B', { grade: 3 }, regulator);
    await follow();
    await cut();
    const held = [];
    for (const batch of ['A', 'B']) held.push(await verdict(`/t/${await codeOf(batch)}`));
    expect(held).toEqual(['unavailable', 'recalled']);
    await close();
    await closed(grave);
    await closed(ordered, regulator);
  });

  it('and before the records were read once, only what was told to be recalled is told', async () => {
    const recall = await opened('A');
    const { cut, verdict, close } = await aDoor();
    const asked = [`/t/${active.code}`, `/t/${other.code}`];
    const told = async () => Promise.all(asked.map(verdict));
    expect(await told()).toEqual(['recalled', 'recorded-no-hop']);
    await cut();
    expect(await told()).toEqual(['recalled', 'unavailable']);
    await close();
    await closed(recall);
  });
});

it('what it costs to find the units under recall grows as their number, not as its square', async () => {
  const recall = await opened('A');
  const owner = new pg.Client({ connectionString: world.service.server.ownerUrl });
  await owner.connect();
  const blocks: number[] = [];
  const counting = {
    query: async <Row>(sql: string, values: readonly unknown[] = []) => {
      const { rows } = await owner.query<{ 'QUERY PLAN': { Plan: Record<string, number> }[] }>(
        `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`,
        [...values],
      );
      blocks.push(rows[0]?.['QUERY PLAN'][0]?.Plan['Shared Hit Blocks'] ?? 0);
      return [] as Row[];
    },
  };
  const costsOf = async (units: number) => {
    await owner.query(
      `INSERT INTO holding SELECT 'unit', 'many' || n, product_id, uom, batch_id, owner, book, 1, now()
       FROM generate_series(1, $2::int) n, (SELECT * FROM holding WHERE batch_id = $1 AND book = 'goods' LIMIT 1) one
       ON CONFLICT DO NOTHING`,
      [world.batches.get('A'), units],
    );
    await owner.query(
      `INSERT INTO unit_place (instance, unit, kind, at) SELECT 'many' || n, '/00/many' || n, 'place', now()
       FROM generate_series(1, $1::int) n ON CONFLICT DO NOTHING`,
      [units],
    );
    await owner.query('ANALYZE holding, unit_place');
    await new RecalledStore(
      { ...counting, named: (_, sql, values) => counting.query(sql, values) },
      recallSql,
    ).things(10);
    return blocks.at(-1)!;
  };
  await owner.query('BEGIN');
  const [few, many] = [await costsOf(500), await costsOf(4_000)];
  await owner.query('ROLLBACK');
  await owner.end();
  await closed(recall);
  expect(many / few).toBeLessThan(16);
});

it('a step that took long is repeated within ten seconds, a short one after twenty times as long', () => {
  expect([restAfter(20), restAfter(60_000)]).toEqual([400, 10_000]);
});

it('an answer that never comes ends a step, and the next one connects anew', async () => {
  const way = await breakableWay(world.service.server.serviceUrl);
  const database = await Database.open({ url: way.url, poolSize: 1, answerMilliseconds: 1_000 });
  way.stall();
  await expect(database.query('SELECT 1')).rejects.toThrow();
  expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  way.stall();
  await expect(database.query('SELECT 1')).rejects.toThrow();
  await database.close();
  await way.break();
});

it('a process that answers strangers follows what is recalled by itself, on a connection of its own, and no other', async () => {
  const { publicDatabase } = world.service;
  const followed = async (role: 'public' | 'jobs') => {
    let begun: () => void = () => undefined;
    const first = new Promise<void>((resolve) => (begun = resolve));
    const on: Database[] = [];
    const followingOn = (database: Database) => {
      on.push(database);
      const step = async () => {
        begun();
        return 'caught-up' as const;
      };
      return { step };
    };
    const [logger, roles] = [createLogger('silent'), new Set([role])];
    const loop = new RecalledLoop({ database: publicDatabase, followingOn, logger, roles });
    await loop.onApplicationBootstrap();
    if (role === 'public') await first;
    await loop.beforeApplicationShutdown();
    return on;
  };
  const [own, ...others] = await followed('public');
  expect([own === publicDatabase, others]).toEqual([false, []]);
  await expect(own?.query('SELECT 1')).rejects.toThrow();
  expect(await followed('jobs')).toEqual([]);
});

type Told = { readonly verdict: string } & Record<string, unknown>;

/** Whose looks do not count. */
const preview = { 'User-Agent': 'Slackbot-LinkExpanding 1.0' };

interface Parts {
  readonly things?: RecalledThings;
  readonly codes?: RecalledCodes;
  readonly logger?: Logger;
}

/** A public door that has told nobody anything, on a way of its own to the database. */
async function aDoor({ things, codes, logger = createLogger('silent') }: Parts = {}) {
  const { clock, server, app } = world.service;
  const publicUrl = 'https://trace.example';
  const way = await breakableWay(server.serviceUrl);
  const database = await Database.open({ url: way.url, role: 'furrow_public' });
  const book = new RecalledBook(publicUrl, things, codes);
  const store = new PassportStore(database, recallSql);
  const recalled = new RecalledStore(database, recallSql);
  const by = { clock, logger, publicUrl };
  const following = new RecalledFollowing({ ...by, book, recalled, passports: store });
  const looks = app.get(Looks, { strict: false });
  const lookup = new Lookup({ ...by, store, recalled: book, looks });
  const door = publicDoor({
    ...{ lookup, looks, publicUrl, pageFor: pageForReader, now: () => clock.now() },
    ...{ trustedProxies: 0, logger, counts: app.get(Metrics).requests },
  });
  const http = createServer((request, response) => void door(request, response));
  const url = await listening(http);
  const get = (path: string, accept: string) => {
    clock.advance(1_001);
    const headers = { ...preview, Accept: accept, 'Accept-Language': 'en' };
    return fetch(url + path, { headers, redirect: 'manual' });
  };
  const ask = async (path: string) => {
    const answer = await get(path, 'application/json');
    const body = (await answer.json()) as Told;
    return { status: answer.status, headers: answer.headers, body };
  };
  let isCut = false;
  const cut = async () => {
    if (isCut) return;
    isCut = true;
    await way.break();
  };
  const close = async () => {
    left.splice(left.indexOf(close), 1);
    http.close();
    http.closeAllConnections();
    await database.close();
    await cut();
  };
  left.push(close);
  return {
    ask,
    close,
    verdict: async (path: string) => (await ask(path)).body.verdict,
    page: async (path: string) => {
      const answer = await get(path, 'text/html');
      return { status: answer.status, headers: answer.headers, text: await answer.text() };
    },
    follow: async () => {
      while ((await following.step()) === 'more');
    },
    cut,
  };
}

async function listening(http: Server): Promise<string> {
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

/** A log of which the warnings are read. */
function aLog() {
  const warned: unknown[] = [];
  const logger = createLogger('silent');
  logger.warn = (told: unknown) => void warned.push(told);
  return { logger, warnings: () => warned };
}

async function issued(batch: string, kind: 'item' | 'case', count: number): Promise<string[]> {
  const path = `/api/v1/batches/${world.batches.get(batch)}/codes`;
  return (await world.post(key, path, { kind, count })).codes as string[];
}

async function activate(batch: string, code: string): Promise<void> {
  const path = `/api/v1/batches/${world.batches.get(batch)}/codes/activations`;
  await world.post(key, path, { codes: [code] });
}

async function opened(
  batch: string,
  more: Record<string, unknown> = {},
  by = key,
): Promise<string> {
  const order = { batchIds: [world.batches.get(batch)], grade: 1, reason: 'glass', ...more };
  return String((await world.post(by, '/api/v1/recalls', order)).id);
}

async function closed(recall: string, by = key): Promise<void> {
  await world.post(by, `/api/v1/recalls/${recall}/close`, { word: 'All found' });
}

async function codeOf(batch: string): Promise<string> {
  const path = `/api/v1/batches/${world.batches.get(batch)}`;
  return (await world.service.send<{ code: string }>('GET', path, { key })).body.code;
}

const pathOf = (batch: string) => new URL(world.linkOf(batch)).pathname;

/** By every address that leads to it. */
async function everythingOfA(): Promise<string[]> {
  const codes = [await codeOf('A'), silent.code, active.code, aCase.code];
  for (const unit of ['inner', 'outer', 'maybe', 'anything']) codes.push(await world.unit(unit));
  const pieces = [silent.code, active.code].map(
    (code) => `${pathOf('A').replace(/\/10\/.*/, '')}/21/${code}`,
  );
  pieces.push(`${pathOf('A').replace(/\/10\/.*/, '')}/21/${codes[0]}`);
  return [...codes.map((code) => `/t/${code}`), pathOf('A'), ...pieces, `/00/${sscc}`];
}
