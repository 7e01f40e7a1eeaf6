// Goal: no more files of labels and print orders are made at once than the process has room for, and room is given back however
// they end. Method: requests over HTTP that are held up at the codes they read, by a lock of the test's own.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { labelFilesAtOnceMax } from '../../src/labels/labels.service.js';
import { printOrdersAtOnceMax } from '../../src/labels/print-orders.service.js';
import { World, type Body } from '../cases/world.js';
import { ThirdConnection } from '../support/third-connection.js';

let world: World;
let key: string;
let runId: string;
let batchId: string;
beforeAll(async () => {
  world = await World.start();
  ({ key } = await world.trader('F'));
  batchId = await world.make('F', 'A', '100', { hour: 1 });
  const codes = { kind: 'item', count: 5 };
  runId = String((await world.post(key, `/api/v1/batches/${batchId}/codes`, codes)).runId);
});
afterAll(() => world?.close());

type Ask = () => Promise<{
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}>;

const label: Ask = () =>
  world.service.send<Body>('GET', `/api/v1/batches/${batchId}/labels?format=zpl`, { key });
const stretch: Ask = () =>
  world.service.send<Body>('GET', `/api/v1/code-runs/${runId}/labels?format=zpl`, { key });
const order: Ask = () =>
  world.service.send<Body>('POST', `/api/v1/code-runs/${runId}/print-orders`, { key, body: {} });

/** Asks so often that all places are taken, and answers what the next one is told, and all the others after it. */
async function beyond(most: number, ask: Ask, next: Ask) {
  const third = await ThirdConnection.open(world.service.server.ownerUrl);
  await third.query('BEGIN');
  await third.query('LOCK TABLE code');
  const held = Promise.all(Array.from({ length: most }, ask));
  const areHeld = await third.sees(most, held);
  const refused = areHeld ? await next() : undefined;
  await third.query('COMMIT');
  await third.close();
  return { refused, held: (await held).map(({ status }) => status) };
}

describe.each([
  ['files of labels', labelFilesAtOnceMax, label, stretch, 200],
  ['print orders', printOrdersAtOnceMax, order, order, 201],
] as const)('%s', (what, most, ask, next, done) => {
  test('beyond those that one process makes at once are to come again', async () => {
    const { refused, held } = await beyond(most, ask, next);
    expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(refused?.body.detail).toContain(what);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(held).toEqual(Array(most).fill(done));
    expect((await next()).status).toBe(done);
  });
});

test('what cannot be made gives its place back', async () => {
  const none = await world.post(key, `/api/v1/batches/${batchId}/codes`, {
    kind: 'item',
    count: 2,
  });
  await (await world.owner()).query('DELETE FROM code WHERE run_id = $1', [none.runId]);
  const path = `/api/v1/code-runs/${String(none.runId)}`;
  for (let i = 0; i <= labelFilesAtOnceMax; i++) {
    const labels = await world.service.send('GET', `${path}/labels?format=zpl`, { key });
    const ordered = await world.service.send('POST', `${path}/print-orders`, { key, body: {} });
    expect([labels.status, ordered.status]).toEqual([409, 409]);
  }
  expect([(await label()).status, (await order()).status]).toEqual([200, 201]);
});
