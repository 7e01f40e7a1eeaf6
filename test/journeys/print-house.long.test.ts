// Goal: a print house's roll of 100,000 codes, from issuing to the shop's shelf, where a copy of one is noticed. Method: real requests
// all the way; the codes that are packed and looked up are those that the file of the print house says.
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Looks } from '../../src/scans/index.js';
import { Judge } from '../../src/scans/judge.js';
import { RunIssuer } from '../../src/codes/run-issuer.js';
import { World, type Body } from '../cases/world.js';
import { writeNetworkPlaces } from '../support/network-places-file.js';

const pieces = 100_000;
const ofCase = 1_000;

let folder: string;
let world: World;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'furrow-print-house-'));
  const networkPlaces = path.join(folder, 'places.mmdb');
  await writeNetworkPlaces(networkPlaces, [
    { network: '198.51.100', country: 'CN', part: 'SD', latitude: 36.07, longitude: 120.38 },
    { network: '203.0.113', country: 'CN', part: 'SC', latitude: 30.66, longitude: 104.06 },
  ]);
  world = await World.start({
    publicUrl: 'https://trace.example',
    trustedProxies: 1,
    networkPlaces,
    roles: new Set(['api', 'public']),
  });
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

const places = { qingdao: '198.51.100.7', chengdu: '203.0.113.9' } as const;

/** By a consumer's phone, a second after what came before, so that no answer is remembered. */
async function look(link: string, city: keyof typeof places): Promise<Body> {
  world.service.clock.advance(1_001);
  const { body } = await world.service.send<Body>('GET', new URL(link).pathname, {
    headers: {
      'User-Agent': 'Mozilla/5.0 (Linux; Android 14) Mobile',
      Accept: 'application/json',
      'X-Forwarded-For': places[city],
    },
  });
  return body;
}

const codeIn = (link: string) => link.split('/').at(-1) ?? '';

test('100,000 codes are issued, printed, activated, packed, shipped and sold, and a copy is noticed', async () => {
  const { database, clock, random, app } = world.service;
  const { key } = await world.trader('F');
  const ask = async (asked: string) => (await world.service.send<Body>('GET', asked, { key })).body;
  await world.product('X', 'F', { unit: 'H87' });
  const { id: batch } = await world.post(key, '/api/v1/batches', {
    ...{ productId: world.products.get('X'), number: 'L1', at: world.at(1) },
    quantity: { value: String(pieces), unit: 'H87' },
  });

  // Issued by a job, in turns.
  const codesOf = `/api/v1/batches/${String(batch)}/codes`;
  const begun = await world.post(key, codesOf, { kind: 'item', count: pieces });
  expect(begun).toMatchObject({ state: 'issuing', mode: 'gs1', codes: [] });
  const run = `/api/v1/code-runs/${String(begun.runId)}`;
  const issuer = new RunIssuer({
    ...{ database, clock, random, roles: new Set(['jobs']) },
    logger: world.service.logger,
  });
  while ((await issuer.step()) !== 'nothing');
  expect(await ask(run)).toMatchObject({ state: 'issued', issued: pieces });

  // Printed: each code once, in bytes that are as the manifest says.
  const order = await world.post(key, `${run}/print-orders`, {});
  const files = order.files as { href: string; sha256: string }[];
  const links: string[] = [];
  for (const { href, sha256 } of files) {
    const response = await fetch(new URL(href, world.service.url), {
      headers: { Authorization: `Bearer ${key}` },
    });
    const csv = await response.text();
    expect(createHash('sha256').update(csv).digest('hex')).toBe(sha256);
    links.push(...(csv.match(/https:[^,\s"]+\/21\/[^,\s"]+/gi) ?? []));
  }
  expect([links.length, new Set(links).size]).toEqual([pieces, pieces]);

  // Before the roll is on the goods, nobody can tell its codes from others.
  const [first = '', second = ''] = links;
  expect((await look(second, 'qingdao')).verdict).toBe('unregistered');
  const activated = await world.post(key, `${codesOf}/activations`, {
    range: { runId: begun.runId, from: 1, to: pieces },
  });
  expect(activated).toEqual({ count: pieces, passedOver: 0 });

  // Packed into cases of a thousand, the cases onto a pallet.
  await world.post(key, '/api/v1/company-prefixes', { prefix: '9520123' });
  const cases = pieces / ofCase;
  const { ssccs } = await world.post(key, '/api/v1/ssccs', { count: cases + 1 });
  const [pallet, ...boxes] = (ssccs as string[]).map((each) => `(00)${each}`);
  for (const [at, unit] of boxes.entries()) {
    const items = links.slice(at * ofCase, (at + 1) * ofCase);
    await world.does('F', 'pack', 2, { unit, goods: [{ batchId: batch, items }] });
  }
  await world.does('F', 'pack', 3, { unit: pallet, units: boxes });

  // Shipped to a shop, which takes the pallet by its label alone.
  const { partyId: shop } = await world.trader('S');
  const { partyId: farm } = await world.trader('F');
  await world.does('F', 'ship', 4, { toPartyId: shop, units: [pallet] });
  await world.does('S', 'receive', 5, { fromPartyId: farm, units: [pallet] });
  const { key: shopKey } = await world.trader('S');
  const held = await world.service.send<{ holdings: Body[] }>(
    'GET',
    `/api/v1/batches/${String(batch)}/holdings`,
    { key: shopKey },
  );
  const inBoxes = held.body.holdings.map(({ quantity, unit }) => [unit, quantity]);
  expect(new Map(inBoxes as [string, unknown][])).toEqual(
    new Map(
      (ssccs as string[])
        .slice(1)
        .map((sscc) => [`/00/${sscc}`, { value: String(ofCase), unit: 'H87' }]),
    ),
  );

  // Two consumers an hour and 1,600 kilometres apart hold one and the same piece.
  expect(await look(first, 'qingdao')).toMatchObject({ verdict: 'recorded', looks: { times: 1 } });
  clock.advance(3_600_000);
  await look(first, 'chengdu');
  await app.get(Looks, { strict: false }).flush();
  const judge = new Judge({ database, clock, random });
  while ((await judge.step()) !== 'nothing');
  const told = (await ask('/api/v1/scan-alerts')).items as Body[];
  const shown = told.map(({ signal, code }) => [signal, String(code)]);
  expect(new Map(shown as [string, string][])).toEqual(
    new Map([
      ['far-apart', codeIn(first)],
      ['inactive', codeIn(second)],
    ]),
  );
  expect((await look(first, 'qingdao')).looks).toMatchObject({ times: 2, caution: 'far-apart' });
  expect((await look(links[2]!, 'qingdao')).looks).toMatchObject({ times: 1 });
});
