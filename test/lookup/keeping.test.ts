// Goal: a reader who has an answer is not sent it again, and never misses a recall by it. Method: real requests with the tags
// that were answered.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { World } from '../cases/world.js';

let world: World;
let key: string;
let batch: string;
let code: string;
beforeAll(async () => {
  world = await World.start({ roles: new Set(['api', 'public']) });
  ({ key } = await world.trader('F'));
  batch = await world.make('F', 'A', '100', { hour: 1 });
  const { body } = await world.service.send<{ code: string }>('GET', `/api/v1/batches/${batch}`, {
    key,
  });
  code = body.code;
});
afterAll(() => world?.close());

function ask(Accept: string, tag?: string, method = 'GET', path = `/t/${code}`) {
  world.service.clock.advance(1_001);
  // Or fetch would ask for a whole answer.
  const known = tag === undefined ? {} : { 'If-None-Match': tag, 'Cache-Control': 'max-age=0' };
  return world.service.send<unknown>(method, path, {
    headers: { Accept, 'Accept-Language': 'en', ...known },
  });
}

test.each(['application/json', 'text/html'])('%s: who has the answer is told so', async (type) => {
  const first = await ask(type);
  const tag = String(first.headers.get('etag'));
  expect([first.status, first.headers.get('cache-control')]).toEqual([200, 'no-cache']);
  for (const known of [tag, `W/${tag}`, `"other", ${tag}`]) {
    const again = await ask(type, known);
    expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, '', tag]);
    expect(again.headers.get('vary')).toBe(first.headers.get('vary'));
  }
  expect((await ask(type, '"other"')).status).toBe(200);
  expect((await ask(type, tag, 'HEAD')).status).toBe(304);
});

test('what is unknown is not to be kept', async () => {
  const answer = await ask('application/json', undefined, 'GET', '/t/7K3M9QTX2WPA');
  expect([answer.status, answer.headers.get('etag'), answer.headers.get('cache-control')]).toEqual([
    ...[404, null, 'no-store'],
  ]);
});

test('a recall is sent to who had the answer before it', async () => {
  const tag = String((await ask('application/json')).headers.get('etag'));
  await world.post(key, '/api/v1/recalls', { batchIds: [batch], grade: 1, reason: 'A test' });
  const after = await ask('application/json', tag);
  expect([after.status, after.body]).toEqual([
    200,
    expect.objectContaining({ verdict: 'recalled' }),
  ]);
});
