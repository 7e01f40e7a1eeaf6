import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { appendFeed } from '../../src/log/index.js';
import { Sequencer } from '../../src/log/sequencer.js';
import { Follower } from '../../src/log/follower.js';
import { Metrics, MetricsServer } from '../../src/platform/index.js';
import { startApp, type TestApp } from '../support/app.js';

let service: TestApp;
beforeAll(async () => {
  // Nothing moves the feed here but the tests themselves.
  service = await startApp({ metricsPort: 0, roles: new Set(['api', 'public']) });
});
afterAll(() => service.close());

async function scrape(path = '/metrics', method = 'GET'): Promise<Response> {
  const { port } = service.app.get(MetricsServer);
  return fetch(`http://127.0.0.1:${port}${path}`, { method });
}

/** Figures by what stands before them in the text. */
async function figures(): Promise<Record<string, number>> {
  const lines = (await (await scrape()).text()).split('\n');
  const told = lines.filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    told.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
  );
}

const answered = (labels: string) => `furrow_http_request_duration_seconds_count{${labels}}`;
const lagOf = (reader: string) => `furrow_feed_lag_rows{reader="${reader}"}`;

test('metrics are served in the text format on a port of their own, and nowhere else', async () => {
  const answer = await scrape();
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(await answer.text()).toMatch(/^# TYPE process_cpu_seconds_total counter$/m);
  expect((await scrape('/')).status).toBe(404);
  expect((await scrape('/metrics', 'POST')).status).toBe(405);
  expect((await service.send('GET', '/metrics')).status).toBe(404);
});

test('whoever comes to another address than the one that is set gets none', async () => {
  const { port } = service.app.get(MetricsServer);
  await expect(fetch(`http://127.0.0.2:${port}/metrics`)).rejects.toThrow();
});

test('a process that is not told where serves none', async () => {
  const silent = await startApp();
  expect(silent.app.get(MetricsServer).port).toBeUndefined();
  await silent.close();
});

test('requests are counted by the pattern of their route, never by what strangers make up', async () => {
  const id = service.random.uuid();
  await service.send('GET', `/api/v1/batches/${id}`);
  await service.send('GET', `/nowhere/${id}`);
  await service.send('GET', '/%');
  const told = await figures();
  const route = (name: string) => answered(`method="GET",route="${name}",status="4xx"`);
  expect(told[route('/api/v1/batches/:id')]).toBe(1);
  expect(told[route('other')]).toBeGreaterThanOrEqual(2);
  expect(Object.keys(told).join()).not.toContain(id);
});

test('the public door is counted like the rest', async () => {
  const code = 'AAAAAAAAAAAA';
  await service.send('GET', `/t/${code}`);
  await service.send('GET', `/t/${code}/qr.svg`);
  await service.send('DELETE', `/t/${code}`);
  await service.send('GET', `/t?code=${code}`);
  await service.send('GET', '/01/09506000134352/10/ABC');
  const told = await figures();
  expect(told).toMatchObject({
    [answered('method="GET",route="/t/:code",status="4xx"')]: 1,
    [answered('method="GET",route="/t/:code/qr.svg",status="4xx"')]: 1,
    [answered('method="DELETE",route="/t/:code",status="4xx"')]: 1,
    [answered('method="GET",route="/t",status="3xx"')]: 1,
    [answered('method="GET",route="/01/*",status="4xx"')]: 1,
  });
  expect(Object.keys(told).join()).not.toContain(code);
});

test('the pools say how many of their connections are in use', async () => {
  const name = 'furrow_database_connections_in_use{pool="app"}';
  const idle = (await figures())[name] ?? NaN;
  await service.database.transaction(async () => {
    expect((await figures())[name]).toBe(idle + 1);
  });
  expect(await figures()).toMatchObject({
    'furrow_database_connections_in_use{pool="public"}': 0,
    'furrow_database_connections_awaited{pool="app"}': 0,
  });
});

test('the feed says how far its readers are behind, whoever they are', async () => {
  const { database, random } = service;
  const sequencer = new Sequencer(database, { holder: random.uuid() });
  const write = (count: number) =>
    database.transaction(async (tx) => appendFeed(tx, Array.from({ length: count }, aWrite)));
  await write(2);
  await sequencer.runOnce();
  await write(3);
  const told = await figures();
  expect([told[lagOf('sequencer')], told[lagOf('settling')]]).toEqual([3, 2]);

  await sequencer.runOnce();
  await new Follower(database, { name: 'settling', handle: async () => undefined }).runOnce();
  const caughtUp = await figures();
  expect([caughtUp[lagOf('sequencer')], caughtUp[lagOf('settling')]]).toEqual([0, 0]);
  await sequencer.release();
});

test('events that wait to be folded are counted, up to 10,000', async () => {
  expect((await figures()).furrow_pending_folds).toBe(0);
  await service.database.transaction(
    (tx) =>
      tx.query(
        `INSERT INTO pending_fold SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), false, 'urn:e',
           'author', now(), now(), '{}', '{}', '{}', now() FROM generate_series(1, 10001)`,
      ),
    { role: 'fold' },
  );
  expect((await figures()).furrow_pending_folds).toBe(10_000);
});

test('scrapes at once share one, which sends two statements in transactions of their own', async () => {
  const { database, app } = service;
  const before = database.statementsSent;
  await Promise.all(Array.from({ length: 20 }, () => app.get(Metrics).text()));
  expect(database.statementsSent - before).toBe(2 * 3);
});

function aWrite() {
  const { random, clock } = service;
  return {
    id: random.uuid(),
    organisationId: random.uuid(),
    kind: 'thing-written',
    subject: 'thing',
    payload: null,
    recordedAt: new Date(clock.now()),
  };
}
