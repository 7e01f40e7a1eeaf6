// Goal: an organisation, and nobody else, says which codes of other schemes its own products and batches bear; it finds them by
// whatever was scanned. Method: HTTP as owner and as another organisation; each request also with one member that is wrong.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { selectStated } from '../../src/schemes/external-identifiers.store.js';
import { statedMax } from '../../src/schemes/stated-identifier.js';
import { World, type Body } from '../cases/world.js';
import { MeasuredReader } from '../support/measured-reader.js';

const route = '/api/v1/external-identifiers';
const organic = '12326000000123456';
const pesticide = '12345678901234567890123456789012';

let world: World;
let key: string;
let productId: string;
let batchId: string;
beforeAll(async () => {
  world = await World.start();
  ({ key } = await world.trader('F'));
  batchId = await world.make('F', 'A', '100', { hour: 1 });
  productId = world.products.get('X') ?? '';
});
afterAll(() => world?.close());

const add = (body: unknown, by = key) => {
  world.service.clock.advance(1); // what is said at one moment stands in no order
  return world.service.send<Body>('POST', route, { key: by, body });
};

const list = async (query: Record<string, string> = {}, by = key) => {
  const search = new URLSearchParams({ limit: '200', ...query }).toString();
  const { body } = await world.service.send<{ items: Body[] }>('GET', `${route}?${search}`, {
    key: by,
  });
  return body.items;
};

/** Of the product: `e1`, `e2` and so on. */
async function sayAtOnce(organisationId: string, count: number): Promise<void> {
  const owner = await world.owner();
  await owner.query(
    `INSERT INTO external_identifier SELECT gen_random_uuid(), $1, $2, NULL, 'ecode', 'e' || n, now()
     FROM generate_series(1, $3) n`,
    [organisationId, productId, count],
  );
  await owner.query('ANALYZE external_identifier');
}

const remove = (id: unknown, by = key) =>
  world.service.send<Body>('DELETE', `${route}/${String(id)}`, { key: by });

async function clear(by = key): Promise<void> {
  for (const { id } of await list({}, by)) await remove(id, by);
}

test('what is said of a product and of a batch is answered in its one spelling, listed, and taken back', async () => {
  const ofProduct = await add({ scheme: 'organic', value: '12326 0000-0012 3456', productId });
  expect([ofProduct.status, ofProduct.body]).toEqual([
    201,
    {
      ...{ id: expect.any(String), scheme: 'organic', value: organic, productId },
      createdAt: expect.any(String),
    },
  ]);
  const ofBatch = await add({ scheme: 'national-trace', value: '3701-a/7', batchId });
  expect(ofBatch.body).toMatchObject({ value: '3701-a/7', productId, batchId });
  expect(await list()).toEqual([ofBatch.body, ofProduct.body]);
  expect((await remove(ofBatch.body.id)).status).toBe(204);
  expect(await list()).toEqual([ofProduct.body]);
  expect((await remove(ofBatch.body.id)).status).toBe(404);
  await clear();
});

test('said again, also by many at once, it is said once, and answered as it was the first time', async () => {
  const said = { scheme: 'organic', value: organic, productId };
  const answers = await Promise.all(Array.from({ length: 6 }, () => add(said)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  // Of a batch, as a code of another scheme or by another organisation it is another matter.
  expect((await add({ ...said, productId: undefined, batchId })).status).toBe(201);
  expect((await add({ ...said, scheme: 'seed' })).status).toBe(201);
  const { key: other } = await world.trader('G');
  const theirs = await world.product('Y', 'G');
  expect((await add({ ...said, productId: theirs }, other)).status).toBe(201);
  expect(await list()).toHaveLength(3);
  await clear(other);
  await clear();
});

describe('is found by its owner', () => {
  test.each([
    [organic],
    ['12326-000000-123456'],
    [`organic:${organic}`],
    [`]Q1${organic}`],
    [`https://www.example.cn/query?mark=${organic}&x=1`],
    [`https://www.example.cn/${organic}?mark=12326-000000-123456`],
  ])('as %s, and nobody is told of other codes', async (text) => {
    const { body } = await add({ scheme: 'organic', value: organic, batchId });
    await add({ scheme: 'pesticide', value: pesticide, productId });
    expect(await list({ text })).toEqual([body]);
    await clear();
  });

  test('also where its scheme has no look of its own, however short, and where it is told by no other', async () => {
    const { body } = await add({ scheme: 'national-trace', value: 'AB-7', batchId });
    expect(await list({ text: 'AB-7' })).toEqual([body]);
    expect(await list({ text: 'national-trace: AB-7' })).toEqual([body]);
    const { body: seed } = await add({ scheme: 'seed', value: organic, batchId });
    expect(await list({ text: organic })).toEqual([seed]);
    expect(await list({ text: `organic:${organic}` })).toEqual([]);
    await clear();
  });

  test('by its product, whose batches are among it, page after page', async () => {
    const { body: one } = await add({ scheme: 'organic', value: organic, batchId });
    const { body: two } = await add({ scheme: 'pesticide', value: pesticide, productId });
    const loose = await world.product('Z', 'F');
    await add({ scheme: 'organic', value: organic, productId: loose });
    expect(await list({ productId })).toEqual([two, one]);
    const first = await world.service.send<{ items: Body[]; next: string }>(
      ...(['GET', `${route}?limit=1&productId=${productId}`] as const),
      { key },
    );
    const [, cursor = ''] = /cursor=([^&>]+)/.exec(first.headers.get('link') ?? '') ?? [];
    expect([
      first.body.items,
      await list({ productId, cursor: decodeURIComponent(cursor) }),
    ]).toEqual([[two], [one]]);
    await clear();
  });
});

describe('is refused with a pointer that says what would do', () => {
  test.each<[string, Body, string, RegExp]>([
    ['a scheme that is none', { scheme: 'rumour' }, '/scheme', /organic/],
    ['an organic mark of 16 digits', { value: organic.slice(1) }, '/value', /must have 17 digits/],
    [
      'a veterinary drug of no day',
      { scheme: 'veterinary-drug', value: `20261315${'1'.repeat(16)}` },
      ...(['/value', /24 digits, a date first/] as const),
    ],
    ['a licence without SC', { scheme: 'food-licence', value: '1'.repeat(14) }, '/value', /SC/],
    [
      'a code of 101 characters',
      { scheme: 'vaa', value: `88.118.8/${'a'.repeat(92)}` },
      ...(['/value', /at most 100/] as const),
    ],
    [
      'the number of an identity card',
      { scheme: 'national-trace', value: '11010519491231002X' },
      ...(['/value', /identity card/] as const),
    ],
    ['nothing that bears it', { productId: undefined }, '/productId', /needed/],
    ['a batch and its product', { batchId: 'A' }, '/productId', /leave it out/],
    [
      'a batch that there is not',
      { productId: undefined, batchId: 'none' },
      '/batchId',
      /no batch/,
    ],
    ['a product that there is not', { productId: 'none' }, '/productId', /no product of yours/],
  ])('%s', async (_, wrong, pointer, words) => {
    const ids: Record<string, string> = { A: batchId, none: world.service.random.uuid() };
    const named = Object.fromEntries(
      Object.entries(wrong).map(([member, value]) => [member, ids[String(value)] ?? value]),
    );
    const { status, body } = await add({ scheme: 'organic', value: organic, productId, ...named });
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ pointer, detail: expect.stringMatching(words) }]);
    expect(await list()).toEqual([]);
  });
});

test('another organisation neither reads, says nor takes back, though everybody sees the product', async () => {
  const { key: other } = await world.trader('G');
  const { body: stated } = await add({ scheme: 'organic', value: organic, productId });
  expect(await list({ text: organic }, other)).toEqual([]);
  for (const [member, own] of Object.entries({ productId, batchId })) {
    const absent = { [member]: world.service.random.uuid() };
    const [there, nowhere] = [
      await add({ scheme: 'organic', value: organic, [member]: own }, other),
      await add({ scheme: 'organic', value: organic, ...absent }, other),
    ];
    expect([there.status, there.body.errors]).toEqual([422, nowhere.body.errors]);
  }
  expect((await remove(stated.id, other)).status).toBe(404);
  expect(await list()).toEqual([stated]);
  // The second wall: the database takes no word of another's product, whatever the service asks.
  const { organisationId } = await world.trader('G');
  const saying = world.service.database.transaction(
    (tx) =>
      tx.query(
        `INSERT INTO external_identifier SELECT gen_random_uuid(), $1, $2, NULL, 'organic', 'x', now()`,
        [organisationId, productId],
      ),
    { organisationId },
  );
  await expect(saying).rejects.toThrow('row-level security');
  await clear();
});

test('is found along the index of codes, however many its owner has said', async () => {
  const { organisationId } = await world.trader('F');
  await sayAtOnce(organisationId, 5_000);
  const reader = new MeasuredReader(world.service.database.as({ organisationId }));
  const names = [
    { scheme: 'ecode', value: 'e7' },
    { scheme: 'national-trace', value: 'e7' },
  ] as const;
  const found = await selectStated(
    reader,
    { organisationId, productId: undefined, names },
    { before: undefined, limit: 50 },
  );
  expect(found).toMatchObject([{ scheme: 'ecode', value: 'e7' }]);
  const tables = reader.plans.flat().filter((step) => step.endsWith(' external_identifier'));
  expect(tables).toEqual(['Index Scan external_identifier_value external_identifier']);
  await (await world.owner()).query('DELETE FROM external_identifier');
});

test('a product and its batches bear no more codes than one may look through', async () => {
  const { organisationId } = await world.trader('F');
  await sayAtOnce(organisationId, statedMax - 1);
  const last = { scheme: 'organic', value: organic, batchId };
  expect((await add(last)).status).toBe(201);
  const { status, body } = await add({ scheme: 'pesticide', value: pesticide, productId });
  expect([status, body.code]).toEqual([409, 'too-many-external-identifiers']);
  expect((await add(last)).status).toBe(201);
});
