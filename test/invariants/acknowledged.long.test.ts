// Acknowledged means durable, with processes killed for real.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import type { OwnGoodsView } from '../../src/handoffs/own-goods.dto.js';
import type { QueryAnswer } from '../epcis/repository.js';
import { compileSources } from '../support/compiled.js';
import { ServiceProcess } from '../support/service-process.js';
import { Clients } from './clients.js';
import { makers, Trade, type Send, type Whereabouts } from './trade.js';

const clientCount = 12;
const kills = Number(process.env.FURROW_KILLS ?? 20);
const inFlightMin = 8;
const operator = 'fk_demo_admin';

let folder: string;
let compiled: string;
let service: ServiceProcess;
let trade: Trade;
let clients: Clients;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'furrow-killed-'));
  // Others than root must be able to enter.
  await rm(folder, { recursive: true }).then(() => mkdir(folder, { mode: 0o755 }));
  compiled = await compileSources(['src', 'migrations']);
  service = await ServiceProcess.in(compiled, path.join(folder, 'data'));
  await service.start();
  trade = await Trade.open(send, operator);
  clients = new Clients(service.url, trade, clientCount);
});
afterAll(async () => {
  await service?.stop();
  await rm(folder, { recursive: true, force: true });
  await rm(compiled, { recursive: true, force: true });
});

const send: Send = (...asked) => service.send(...asked);

interface Counts {
  readonly inFlight: number;
  readonly acknowledged: number;
  readonly resent: number;
  readonly stored: number;
}

/**
 * One round: clients at work, the kill in the midst of it, the restart by `recover`, a look for what was acknowledged,
 * and only then what was not is sent again.
 */
async function round(
  kill: () => void,
  recover: () => Promise<void>,
  enough: number,
): Promise<Counts> {
  const before = new Set(clients.acknowledged.keys());
  let inFlight = 0;
  await clients.run(() => {
    const isEnough =
      clients.acknowledged.size - before.size >= enough && clients.inFlight >= inFlightMin;
    if (!isEnough) return false;
    inFlight = clients.inFlight;
    kill();
    return true;
  });
  await recover();
  const acknowledged = [...clients.acknowledged.keys()].filter((id) => !before.has(id));
  expect(inFlight).toBeGreaterThanOrEqual(inFlightMin);
  expect(acknowledged.length).toBeGreaterThanOrEqual(1);
  expect(await absent(acknowledged)).toEqual([]);
  const resent = clients.open.size;
  return { inFlight, acknowledged: acknowledged.length, resent, stored: await clients.resend() };
}

/** The ids of these that their authors do not read exactly once. */
async function absent(ids: readonly string[]): Promise<string[]> {
  const faults: string[] = [];
  for (const maker of makers) {
    const own = ids.filter((id) => clients.acknowledged.get(id)?.by === maker);
    for (let i = 0; i < own.length; i += 50) {
      const asked = own.slice(i, i + 50);
      const query = new URLSearchParams({ EQ_eventID: asked.join('|'), perPage: '200' });
      const found = await eventIds(`/epcis/events?${query}`, trade.keyOf(maker));
      faults.push(...asked.filter((id) => found.filter((each) => each === id).length !== 1));
    }
  }
  return faults;
}

/** The ids on all pages of an answer. */
async function eventIds(first: string, key: string): Promise<string[]> {
  const found: string[] = [];
  for (let next: string | undefined = first; next !== undefined;) {
    const response: Response = await fetch(new URL(next, service.url), {
      headers: { Authorization: `Bearer ${key}` },
    });
    const answer = (await response.json()) as QueryAnswer;
    if (response.status !== 200) throw new Error(JSON.stringify(answer));
    const { eventList } = answer.epcisBody.queryResults.resultsBody;
    found.push(...eventList.map(({ eventID }) => String(eventID)));
    next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
  }
  return found;
}

/** Where a batch is by the books of both sides, which account for all of it. */
async function whereabouts(batchId: string): Promise<Whereabouts> {
  const view = async (maker: (typeof makers)[number]) => {
    const target = `/api/v1/batches/${batchId}/holdings`;
    const { status, body } = await send('GET', target, { key: trade.keyOf(maker) });
    const { holdings, unaccounted, unaccountedIn } = body as unknown as OwnGoodsView;
    expect({ status, unaccounted, unaccountedIn }).toEqual({
      status: 200,
      unaccounted: [],
      unaccountedIn: [],
    });
    const sum = (isThere: boolean) =>
      holdings
        .filter(({ placeId }) => (placeId !== undefined) === isThere)
        .reduce((total, { quantity }) => total + Number(quantity.value), 0);
    return { held: sum(true), onTheWay: sum(false) };
  };
  const [farm, hall] = [await view('farm'), await view('hall')];
  expect(hall.onTheWay).toBe(farm.onTheWay);
  return { farm: farm.held, onTheWay: farm.onTheWay, hall: hall.held };
}

const restart = async () => {
  await service.ended();
  // As `npm run demo` does once it has built, which need not be done forty times.
  await service.start();
};

/** The service starts its database again by itself, which must not cost it its own life. */
const healed = () =>
  service.until('recovery', async () => {
    if (!service.isRunning) throw new Error(`the service ended: ${service.said.slice(-4000)}`);
    return (await send('GET', '/health/ready').catch(() => undefined))?.status === 200;
  });

const both = () => {
  service.killGroup();
  service.killDatabase();
};

/** What is killed, how often, and how the service comes back; the database of a killed service runs on and is joined. */
const killings: [string, number, () => void, () => Promise<void>, 'same' | 'new'][] = [
  ['the process group of the service', kills, () => service.killGroup(), restart, 'same'],
  ['the database under the service', kills, () => service.killDatabase(), healed, 'new'],
  ['both at once', Math.ceil(kills / 2), both, restart, 'new'],
];

test.each(killings)(
  'Acknowledged means durable: %s is killed %i times',
  async (what, times, kill, recover, server) => {
    const counts: Counts[] = [];
    for (let i = 0; i < times; i += 1) {
      const before = service.postmaster;
      counts.push(await round(kill, recover, 1 + ((i * 7) % 30)));
      const isSame = service.postmaster === before;
      expect(isSame ? 'same' : 'new').toBe(server);
    }
    const sum = (of: keyof Counts) => counts.reduce((total, each) => total + each[of], 0);
    process.stdout.write(
      `${what}: ${counts.length} kills with ${counts.map(({ inFlight }) => inFlight).join(' ')} in flight; ` +
        `${sum('acknowledged')} acknowledged, ${sum('resent')} sent again, of which ${sum('stored')} were stored\n`,
    );
  },
  600_000,
);

test('Acknowledged means durable: after all that every id is there once, and the books are right', async () => {
  const told = [...clients.acknowledged.values()];
  for (const maker of makers) {
    const found = await eventIds('/epcis/events?perPage=200', trade.keyOf(maker));
    const own = told.filter(
      ({ by, kind }) => by === maker || kind === 'ship' || kind === 'receive',
    );
    const first = maker === 'farm' ? trade.goods.length : 0; // the batches that it had registered before
    expect(found.length).toBe(own.length + first);
    expect(own.filter(({ id }) => !found.includes(id))).toEqual([]);
    expect(new Set(found).size).toBe(found.length);
  }
  for (const [i, { batchId }] of trade.goods.entries()) {
    expect(await whereabouts(batchId)).toEqual(trade.expected(i, told));
  }
  expect(await service.cli('rebuild-state', '--verify')).toMatch(/the same rows/);
});

test('Acknowledged means durable: the feed has each event once, and has numbered them all', async () => {
  const owner = new pg.Client({ connectionString: service.ownerUrl });
  await owner.connect();
  const count = async (sql: string) =>
    Number((await owner.query<{ count: string }>(sql)).rows[0]?.count);
  try {
    const waiting = 'SELECT count(*) FROM feed WHERE position IS NULL';
    await service.until('numbering', async () => (await count(waiting)) === 0);
    const rows = await count('SELECT count(*) FROM feed');
    expect(await count('SELECT count(DISTINCT position) FROM feed')).toBe(rows);
    expect(await count('SELECT max(position) AS count FROM feed')).toBe(rows);
    const events = await count('SELECT count(*) FROM event');
    const ofEvents = `FROM feed WHERE kind IN ('event-captured', 'event-declared-in-error')`;
    expect(await count(`SELECT count(*) ${ofEvents}`)).toBe(events);
    expect(await count(`SELECT count(DISTINCT subject) ${ofEvents}`)).toBe(events);
  } finally {
    await owner.end();
  }
});
