// Goal: the owner of a product, and nobody else, says where its Digital Links lead; what it gives is bounded and told to everybody
// alike. Method: HTTP as owner and as another organisation; each request also with one member that is wrong.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { linksMax } from '../../src/links/link.js';
import { World, type Body } from '../cases/world.js';

const publicUrl = 'https://trace.example';
const good = { linkType: 'gs1:pip', href: 'https://x.example/plums', title: 'Our plums' };

let world: World;
let key: string;
let path: string;
beforeAll(async () => {
  world = await World.start({ publicUrl });
  ({ key } = await world.trader('F'));
  path = `/api/v1/products/${await world.product('X', 'F')}/links`;
});
afterAll(() => world?.close());

const add = (body: unknown, at = path, by = key) =>
  world.service.send<Body>('POST', at, { key: by, body });

const list = async (at = path, by = key) =>
  (await world.service.send<{ items: Body[] }>('GET', `${at}?limit=200`, { key: by })).body.items;

async function clear(): Promise<void> {
  for (const { id } of await list()) {
    await world.service.send('DELETE', `${path}/${String(id)}`, { key });
  }
}

test('a link is answered as it is kept, listed, and taken away', async () => {
  const whole = {
    ...{ ...good, hreflang: ['en', 'zh-CN'], mediaType: 'text/html', context: ['CN'] },
    ...{ forwardQuery: false, isDefault: true, batch: 'A-1' },
  };
  const { status, body } = await add(whole);
  expect([status, body]).toEqual([
    201,
    {
      ...{ ...whole, linkType: 'https://ref.gs1.org/voc/pip' },
      ...{ id: expect.any(String), createdAt: expect.any(String) },
    },
  ]);
  expect(await list()).toEqual([body]);
  const at = `${path}/${String(body.id)}`;
  expect((await world.service.send('DELETE', at, { key })).status).toBe(204);
  expect(await list()).toEqual([]);
  expect((await world.service.send('DELETE', at, { key })).status).toBe(404);
});

test('what is left out is as usual', async () => {
  expect((await add(good)).body).toMatchObject({
    ...{ hreflang: [], context: [], forwardQuery: true, isDefault: false },
  });
  await clear();
});

describe('of each thing there is at most one default', () => {
  const things = fc.constantFrom<Body>({}, { batch: 'A' }, { batch: 'B' }, { serial: 'S' });

  test('the last one said, whatever was said before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(things, fc.boolean()), { minLength: 1, maxLength: 6 }),
        async (given) => {
          await clear();
          const last = new Map<string, unknown>();
          for (const [thing, isDefault] of given) {
            const { body } = await add({ ...good, ...thing, isDefault });
            if (isDefault) last.set(JSON.stringify(thing), body.id);
          }
          const defaults = (await list()).filter(({ isDefault }) => isDefault === true);
          expect(defaults.map(({ id }) => id).sort()).toEqual([...last.values()].sort());
        },
      ),
      { numRuns: 15 },
    );
    await clear();
  });

  test('also where many are said at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => add({ ...good, isDefault: true })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect((await list()).filter(({ isDefault }) => isDefault === true)).toHaveLength(1);
    await clear();
  });
});

describe('is refused with a pointer', () => {
  test.each<[string, Body, string]>([
    ['an address without HTTPS', { href: 'http://x.example/' }, '/href'],
    ['another scheme', { href: 'javascript:alert(1)' }, '/href'],
    ['a user name in the address', { href: 'https://me@x.example/' }, '/href'],
    ['a password in it', { href: 'https://:secret@x.example/' }, '/href'],
    ['a line break in it', { href: 'https://x.example/\r\nSet-Cookie: a=b' }, '/href'],
    [
      'one of more than 2000 characters',
      { href: `https://x.example/${'a'.repeat(2000)}` },
      '/href',
    ],
    ['one that grows past that', { href: `https://x.example/${'字'.repeat(400)}` }, '/href'],
    ['an address of this service', { href: `${publicUrl}/01/09506000134352` }, '/href'],
    ['a kind that is none', { linkType: 'pip' }, '/linkType'],
    ['a kind that no linkset can name', { linkType: 'https://x.example/a-b' }, '/linkType'],
    ['the default as a kind', { linkType: 'gs1:defaultLink' }, '/linkType'],
    ['recalls, which only we tell', { linkType: 'https://gs1.org/voc/recallStatus' }, '/linkType'],
    ['records, which only we tell', { linkType: 'gs1:traceability' }, '/linkType'],
    ['an empty title', { title: ' ' }, '/title'],
    ['a script as a language', { hreflang: ['zh-Hans'] }, '/hreflang'],
    ['a media type that is none', { mediaType: 'html' }, '/mediaType'],
    ['a default that no browser shows', { isDefault: true, mediaType: 'image/png' }, '/mediaType'],
    ['a context of several words', { context: ['a b'] }, '/context'],
    ['a batch and a piece', { batch: 'A', serial: 'S' }, '/serial'],
    ['a batch number with a space', { batch: 'A 1' }, '/batch'],
  ])('%s', async (_, wrong, pointer) => {
    const { status, body } = await add({ ...good, ...wrong });
    expect(status).toBe(422);
    expect((body.errors as Body[]).map((fault) => fault.pointer)).toEqual([
      expect.stringMatching(`^${pointer}(/\\d+)?$`),
    ]);
  });

  test('a link of a product that no Digital Link names', async () => {
    const loose = await world.product('loose', 'F', { gtin: undefined });
    const { status, body } = await add(good, `/api/v1/products/${loose}/links`);
    expect([status, String(body.detail)]).toEqual([422, expect.stringContaining('no GTIN')]);
  });
});

test('another organisation neither reads, adds nor takes away, though everybody sees the product', async () => {
  const { key: other } = await world.trader('G');
  const { body: link } = await add(good);
  const asked = async (at: string, method: string, body?: unknown) => {
    const answer = await world.service.send<Body>(method, at, { key: other, body });
    return [answer.status, { ...answer.body, instance: '' }];
  };
  const absent = `/api/v1/products/${world.service.random.uuid()}/links`;
  for (const [method, end, body] of [
    ['GET', '', undefined],
    ['POST', '', good],
    ['DELETE', `/${String(link.id)}`, undefined],
  ] as const) {
    const there = await asked(path + end, method, body);
    expect([method, there[0]]).toEqual([method, 404]);
    expect(there).toEqual(await asked(absent + end, method, body));
  }
  expect(await list()).toEqual([link]);
  await clear();
});

test('adding and taking away are on record, with whose product it was', async () => {
  // Entries of one moment stand in no order.
  world.service.clock.advance(1_000);
  expect((await add(good)).status).toBe(201);
  await clear();
  const { items } = (
    await world.service.send<{ items: Body[] }>('GET', '/api/v1/audit?limit=5', { key })
  ).body;
  const subject = path.split('/').at(-2);
  expect(items.map(({ method, subject: of }) => [method, of])).toEqual(
    expect.arrayContaining([
      ['POST', subject],
      ['DELETE', subject],
    ]),
  );
});

test('a product has no more links than all those of one thing that a request reads', async () => {
  const { organisationId } = await world.trader('F');
  const owner = await world.owner();
  await owner.query('ALTER TABLE product_link DISABLE ROW LEVEL SECURITY');
  await owner.query(
    `INSERT INTO product_link SELECT gen_random_uuid(), $1, $2, NULL, NULL, 'https://x.example/a',
       'https://x.example/', 'A page', '{}', NULL, '{}', true, false, now()
     FROM generate_series(1, $3)`,
    [organisationId, world.products.get('X'), linksMax - 1],
  );
  await owner.query('ALTER TABLE product_link ENABLE ROW LEVEL SECURITY');
  expect((await add(good)).status).toBe(201);
  const { status, body } = await add(good);
  expect([status, body.code]).toEqual([409, 'too-many-links']);
  await clear();
});
