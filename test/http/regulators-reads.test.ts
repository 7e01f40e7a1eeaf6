// Every read of a regulator is on record: each route that reads, whatever it is answered, with GET and HEAD, also where the
// answer is that nothing has changed.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { World } from '../cases/world.js';
import { rules } from './who-may.js';

let world: World;
let ids: Readonly<Record<string, string>>;
beforeAll(async () => {
  world = await World.start({ roles: new Set(['api', 'public']) });
  const batches = await world.make('F', 'A', '100', { hour: 1 });
  await world.handOver('F', 'P', 'A 40', 5);
  const { key, partyId, placeId } = await world.trader('F');
  const order = { batchIds: [batches], grade: 2, reason: 'A test' };
  const { id: recalls } = await world.post(key, '/api/v1/recalls', order);
  const { body } = await world.service.send<{ items: { id: string }[] }>('GET', '/api/v1/events', {
    key,
  });
  ids = {
    ...{ batches, parties: partyId, locations: placeId, recalls: String(recalls) },
    ...{ events: String(body.items[0]?.id), products: String(world.products.get('X')) },
  };
});
afterAll(() => world?.close());

const reads = Object.keys(rules).filter((route) => route.startsWith('GET '));

test('all routes that read are asked', () => {
  expect(reads.length).toBeGreaterThan(20);
});

test.each(reads)('%s', async (route) => {
  const [, pattern = ''] = route.split(' ');
  const path = pattern.replace(/\{\w+\}/, ids[pattern.split('/')[3] ?? ''] ?? 'AAAAAAAAAAAA');
  const query: Readonly<Record<string, string>> = {
    '/api/v1/traces': `?batchId=${ids.batches}`,
    '/api/v1/balances': '?from=2026-01-01T00:00:00Z&until=2026-12-31T00:00:00Z',
  };
  const address = `${path}${query[pattern] ?? ''}`;
  const { key } = await world.trader('R');
  const ask = async (method: string, headers = {}) => {
    const answer = await world.service.send(method, address, { key, headers });
    return {
      id: answer.headers.get('x-request-id'),
      status: answer.status,
      headers: answer.headers,
    };
  };
  const first = await ask('GET');
  // Or fetch would ask for a whole answer.
  const unchanged = {
    'If-None-Match': first.headers.get('etag') ?? '',
    'Cache-Control': 'max-age=0',
  };
  const asked = [first, await ask('HEAD'), await ask('GET', unchanged)];
  // The audit tells of the question before.
  const isSame = first.status === 200 && pattern !== '/api/v1/audit';
  expect(asked[2]?.status).toBe(isSame ? 304 : first.status);
  const kept = await world.service.everything.query(
    'SELECT id, status, credential FROM audit_entry WHERE id = ANY($1) ORDER BY array_position($1, id)',
    [asked.map(({ id }) => id)],
  );
  const credential = key.split('_')[1];
  expect(kept).toEqual(asked.map(({ id, status }) => ({ id, status, credential })));
});
