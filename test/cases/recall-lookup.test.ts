// Case R5: what a stranger is told about codes of recalled goods.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { follow } from '../support/follow.js';
import { World, type Body } from './world.js';

let service: World;
let world: World;
let key: string;
beforeAll(async () => {
  service = await World.start();
});
beforeEach(async () => {
  world = service.another();
  ({ key } = await world.trader('P'));
});
afterAll(() => service?.close());

/** What a stranger is told, a moment after whatever happened before: less than the 2 s that a recall may take. */
async function verdictOf(path: string): Promise<unknown> {
  world.service.clock.advance(1_500);
  const headers = { Accept: 'application/json' };
  const { body } = await world.service.send<{ verdict?: unknown }>('GET', path, { headers });
  return body.verdict;
}

async function pageOf(path: string): Promise<string> {
  return (await follow(world.service, path)).body;
}

interface Labels {
  readonly id: string;
  readonly batch: string;
  /** Activated. */
  readonly item: string;
  /** Issued and not activated. */
  readonly silent: string;
  /** Activated, then voided. */
  readonly voided: string;
}

async function labelled(letter: string, more: Body = {}): Promise<Labels> {
  const id = await world.make('P', letter, '30', { hour: 1, ...more });
  const codes = `/api/v1/batches/${id}/codes`;
  const issued = await world.post(key, codes, { kind: 'item', count: 3 });
  const [item = '', silent = '', voided = ''] = issued.codes as string[];
  await world.post(key, `${codes}/activations`, { codes: [item, voided] });
  await world.post(key, `${codes}/voidings`, { codes: [voided], reason: 'misprint' });
  const { body } = await world.service.send<{ code: string }>('GET', `/api/v1/batches/${id}`, {
    key,
  });
  return { id, batch: body.code, item, silent, voided };
}

const recall = async (batchId: string): Promise<string> => {
  const words = { grade: 1, reason: 'Listeria found by the laboratory' };
  const opened = await world.post(key, '/api/v1/recalls', { batchIds: [batchId], ...words });
  return String(opened.id);
};

test('R5 consumer: a recall outranks every other message, for the batch, its items and what holds it, within 2 s', async () => {
  // Past its date, so that there is another message to outrank.
  const { id, batch, item, silent, voided } = await labelled('D', { bestBefore: '2026-11-20' });
  const sscc = '/00/106141412345678908';
  const inner = await world.unit('K');
  await world.pack('P', 'D 10', 'K', 2);
  await world.does('P', 'pack', 3, { unit: sscc, units: [inner] });
  const digitalLink = world.linkOf('D').replace('https://id.gs1.org', '');
  const labels: [string, string][] = [
    [`/t/${batch}`, 'expired'],
    [digitalLink, 'expired'],
    [`/t/${item}`, 'expired'],
    [`/t/${silent}`, 'unknown'],
    [`/t/${voided}`, 'withdrawn'],
    [`/t/${inner}`, 'recorded-no-hop'],
    [sscc, 'recorded'],
  ];
  for (const [path, verdict] of labels)
    expect([path, await verdictOf(path)]).toEqual([path, verdict]);
  const recallId = await recall(id);
  for (const [path] of labels) {
    expect([path, await verdictOf(path)]).toEqual([path, 'recalled']);
    expect(await pageOf(path)).toContain('<title>Stop: recalled');
  }
  await world.post(key, `/api/v1/recalls/${recallId}/close`, { word: 'all found' });
  for (const [path, verdict] of labels)
    expect([path, await verdictOf(path)]).toEqual([path, verdict]);
});

test('an SSCC names whoever first recorded it only where they share all their steps with everybody, and the day alone', async () => {
  await world.make('S3', 'Z', '30', { hour: 1 });
  const sscc = '/00/106141412345678939';
  await world.does('S3', 'pack', 2, { unit: sscc, goods: world.goods('Z 10') });
  const told = async () => {
    world.service.clock.advance(2_000);
    const headers = { Accept: 'application/json' };
    const { body } = await world.service.send<object>('GET', sscc, { headers });
    const page = await pageOf(sscc);
    return { body, isNamed: page.includes('Issued by S3') };
  };
  const { key: packer } = await world.trader('S3');
  const share = (sharing: Body) => world.post(packer, '/api/v1/sharing', sharing);
  const { body: unnamed, isNamed } = await told();
  expect([unnamed, isNamed]).toMatchObject([
    { verdict: 'recorded', code: { issuedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) } },
    false,
  ]);
  for (const withheld of ['issuer', 'contents']) expect(unnamed).not.toHaveProperty(withheld);
  await share({ reach: 'linked' });
  await share({ reach: 'open', productId: world.products.get('X') });
  expect((await told()).body).toEqual(unnamed);
  await share({ reach: 'open' });
  expect(await told()).toMatchObject({
    body: { issuer: { text: 'S3' }, contents: [{ text: 'product X' }] },
    isNamed: true,
  });
});

test("R5 consumer: a recalled item that was never activated is told as recalled, another maker's as unknown", async () => {
  const [bad, good] = [await labelled('BAD'), await labelled('GOOD')];
  await recall(bad.id);
  expect(await verdictOf(`/t/${bad.silent}`)).toBe('recalled');
  expect(await verdictOf(`/t/${good.silent}`)).toBe('unknown');
  expect(await verdictOf(`/t/${good.item}`)).not.toBe('recalled');
});

test('R5 consumer: a unit is recalled for as long as it holds recalled goods', async () => {
  const { id } = await labelled('D');
  await world.make('P', 'B', '30', { hour: 1 });
  const unit = `/t/${await world.unit('U')}`;
  await world.pack('P', 'D 10, B 5', 'U', 2);
  await recall(id);
  expect(await verdictOf(unit)).toBe('recalled');
  await world.unpack('P', 'D 10', 'U', 3);
  expect(await verdictOf(unit)).toBe('recorded-no-hop');
});

test('R5 consumer: a unit of goods that may be any batch is recalled with one of them, as acts on it are refused', async () => {
  const { id } = await labelled('D');
  await world.make('P', 'Y1', '30', { hour: 1, product: 'Y' });
  await world.receive('S2', 'W', 'X 40', 2);
  await world.receive('S2', 'W', 'Y 40', 2);
  const inner = await world.unit('K');
  const [outer, other] = ['/00/106141412345678915', '/00/106141412345678922'];
  await world.pack('S2', 'X 10', 'K', 3);
  await world.does('S2', 'pack', 4, { unit: outer, units: [inner] });
  await world.does('S2', 'pack', 4, { unit: other, goods: world.goods('Y 5') });
  const recallId = await recall(id);
  const { partyId: toPartyId } = await world.trader('S');
  const shipped = await world.tell('S2', { activity: 'ship', units: [outer], toPartyId });
  expect(shipped).toMatchObject({ status: 409, body: { recallId } });
  expect(await verdictOf(`/t/${inner}`)).toBe('recalled');
  expect(await verdictOf(outer)).toBe('recalled');
  expect(await verdictOf(other)).toBe('recorded');
  await world.post(key, `/api/v1/recalls/${recallId}/close`, { word: 'all found' });
  expect(await verdictOf(outer)).toBe('recorded');
});

test('R5 consumer: a unit whose goods without a batch have all gone is not recalled with any batch', async () => {
  const { id } = await labelled('Z');
  for (const letter of ['D', 'E']) await world.make('P', letter, '30', { hour: 1 });
  await world.receive('S2', 'W', 'X 20', 2);
  await world.receive('S2', 'W', 'D 30', 2);
  await world.receive('S2', 'W', 'E 30', 2);
  await world.pack('S2', 'X 10', 'K', 3);
  await world.pack('S2', 'E 10', 'K', 4);
  await world.unpack('S2', 'X 5', 'K', 5);
  await world.unpack('S2', 'D 10', 'K', 6);
  await recall(id);
  const unit = await world.unit('K');
  const { partyId: toPartyId } = await world.trader('S');
  const shipped = await world.tell('S2', { activity: 'ship', units: [unit], toPartyId });
  expect(shipped.status).toBe(201);
  expect(await verdictOf(`/t/${unit}`)).toBe('recorded');
});
