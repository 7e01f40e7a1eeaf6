import { expect } from '@jest/globals';
import type { World, Body } from '../cases/world.js';

/** What F is answered. */
async function get(world: World, path: string) {
  const { key } = await world.trader('F');
  return world.service.send<Body>('GET', path, { key });
}

/** Follows a run until it has all its codes; what it told on the way. */
export async function untilIssued(world: World, address: string): Promise<Body[]> {
  const told: Body[] = [];
  while (told.at(-1)?.state !== 'issued') {
    told.push((await get(world, address)).body);
    world.service.clock.advance(1);
  }
  return told;
}

async function placesOf(world: World, address: string): Promise<number[]> {
  const places: number[] = [];
  for (let path: string | undefined = `${address}/codes?limit=200`; path !== undefined;) {
    const { body, headers } = await get(world, path);
    places.push(...(body.items as { place: number }[]).map(({ place }) => place));
    path = /<(.*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
  }
  return places;
}

/** A roll from asking for it to a shopper's look at it: issued by the job, walked place by place, activated but for its last code. */
export async function expectRoll(world: World, batchId: string, count: number): Promise<void> {
  const { key } = await world.trader('F');
  const codes = `/api/v1/batches/${batchId}/codes`;
  const body = { kind: 'item', count };
  const begun = await world.service.send<Body>('POST', codes, { key, body });
  expect(begun.status).toBe(202);
  const { runId } = begun.body;
  const address = `/api/v1/code-runs/${String(runId)}`;
  expect(begun.headers.get('location')).toBe(address);
  expect(begun.body).toMatchObject({ count, issued: 0, state: 'issuing', codes: [], batchId });
  const told = (await untilIssued(world, address)).map(({ issued }) => Number(issued));
  expect(told).toEqual([...told].sort((one, other) => one - other));
  expect(told.at(-1)).toBe(count);
  expect(await placesOf(world, address)).toEqual(Array.from({ length: count }, (_, i) => i + 1));
  const range = { runId, from: 1, to: count - 1 };
  const activated = await world.post(key, `${codes}/activations`, { range });
  expect(activated).toEqual({ count: count - 1, passedOver: 0 });
  const ends = [`${address}/codes?limit=1`, `${address}/codes?limit=2&cursor=`];
  const cursor = Buffer.from(JSON.stringify([runId, String(count - 2)])).toString('base64url');
  const [{ body: head }, { body: tail }] = await Promise.all([
    get(world, String(ends[0])),
    get(world, `${ends[1]}${cursor}`),
  ]);
  const items = [head, tail].flatMap((page) => page.items as { code: string; state: string }[]);
  expect(items.map(({ state }) => state)).toEqual(['active', 'active', 'issued']);
  const verdicts: unknown[] = [];
  for (const { code } of items) {
    const headers = { Accept: 'application/json' };
    const answer = await world.service.send<Body>('GET', `/t/${code}`, { headers });
    verdicts.push(answer.body.verdict);
  }
  expect(verdicts).toEqual(['recorded-no-hop', 'recorded-no-hop', 'unknown']);
}
