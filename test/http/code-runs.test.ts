// Goal: more codes than one request issues are a job's work, whose progress is told, and whose codes are all of one roll. Method: the
// service over HTTP with its job running.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { World, type Body } from '../cases/world.js';
import { expectRoll, untilIssued } from './roll.js';

let world: World;
let key: string;
let batchId: string;
beforeAll(async () => {
  world = await World.start();
  ({ key } = await world.trader('F'));
  batchId = await world.make('F', 'A', '100', { hour: 1 });
});
afterAll(() => world?.close());

const codesOf = () => `/api/v1/batches/${batchId}/codes`;

test('A run of many codes is answered at once, issued by the job, and activated by stretches of the roll', async () => {
  await expectRoll(world, batchId, 20_001);
  expect.hasAssertions();
});

test('A repeated request for a run answers that run, and begins no other', async () => {
  const headers = { 'Idempotency-Key': 'roll-8' };
  const body = { kind: 'case', count: 10_001 };
  const [first, again] = [
    await world.service.send<Body>('POST', codesOf(), { key, body, headers }),
    await world.service.send<Body>('POST', codesOf(), { key, body, headers }),
  ];
  expect([again.status, again.body]).toEqual([202, first.body]);
  const address = `/api/v1/code-runs/${String(first.body.runId)}`;
  expect((await untilIssued(world, address)).at(-1)).toMatchObject({
    kind: 'case',
    issued: 10_001,
  });
});

test('A code that was voided with a stretch of its roll names no goods of an act', async () => {
  const { runId, codes } = await world.post(key, codesOf(), { kind: 'item', count: 2 });
  const range = { runId, from: 1, to: 1 };
  await world.post(key, `${codesOf()}/voidings`, { range, reason: 'spoiled' });
  const sell = (code: unknown) =>
    world.service.send<Body>('POST', '/api/v1/events', {
      ...{ key, body: { activity: 'sell', at: world.at(2), goods: [{ items: [code] }] } },
    });
  const [spoiled, good] = codes as string[];
  const refused = await sell(spoiled);
  expect(refused.status).toBe(422);
  expect(JSON.stringify(refused.body.errors)).toContain('is withdrawn');
  expect(JSON.stringify((await sell(good)).body)).not.toContain('is withdrawn');
});

test('Runs are listed for their owner with how far they are, newest first, and one is given up', async () => {
  const { key: owner } = await world.trader('W');
  const batch = await world.make('W', 'W', '100', { hour: 1, product: 'W' });
  const codes = `/api/v1/batches/${batch}/codes`;
  const begun = async (count: number) => {
    world.service.clock.advance(1);
    return String((await world.post(owner, codes, { kind: 'item', count })).runId);
  };
  const [small, large] = [await begun(3), await begun(10_000_000)];
  const cancel = (by: string, run: string) =>
    world.service.send<Body>('POST', `/api/v1/code-runs/${run}/cancellation`, { key: by });
  expect((await cancel(key, large)).status).toBe(404);
  const cancelled = await cancel(owner, large);
  expect([cancelled.status, cancelled.body]).toEqual([
    200,
    expect.objectContaining({ runId: large, state: 'cancelled', count: 10_000_000 }),
  ]);
  expect(cancelled.body.issued).toBeLessThan(10_000_000);
  const late = await cancel(owner, small);
  expect([late.status, late.body.code]).toEqual([409, 'code-run-issued']);
  const seen: Body[] = [];
  for (let path: string | undefined = '/api/v1/code-runs?limit=1'; path !== undefined;) {
    const page: { body: { items: Body[] }; headers: Headers } = await world.service.send<{
      items: Body[];
    }>('GET', path, { key: owner });
    seen.push(...page.body.items);
    path = /<(.*)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
  }
  expect(seen).toEqual([
    cancelled.body,
    expect.objectContaining({ runId: small, state: 'issued', count: 3, issued: 3 }),
  ]);
});

test('A run is told its owner, and nobody else of it', async () => {
  const { runId } = await world.post(key, codesOf(), { kind: 'item', count: 3 });
  const { key: other } = await world.trader('G');
  for (const path of ['', '/codes']) {
    const route = `/api/v1/code-runs/${String(runId)}${path}`;
    expect((await world.service.send('GET', route, { key })).status).toBe(200);
    expect((await world.service.send('GET', route, { key: other })).status).toBe(404);
  }
});
