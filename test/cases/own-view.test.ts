// Goal: an organisation reads what is its own and nothing else; pages and filters of its hand-offs are whole.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { HandoffView } from '../../src/handoffs/handoffs.dto.js';
import type { OwnGoodsView } from '../../src/handoffs/own-goods.dto.js';
import { AccountsService } from '../../src/parties/index.js';
import { documentOf } from '../epcis/repository.js';
import { batchOf, handoffViews } from './own-views.js';
import { World } from './world.js';

let service: World;
let world: World;
beforeAll(async () => {
  service = await World.start();
});
beforeEach(() => {
  world = service.another();
});
afterAll(() => service?.close());

async function get<Body>(name: string, path: string) {
  const { key } = await world.trader(name);
  return world.service.send<Body>('GET', `/api/v1/${path}`, { key });
}

test('goods at other places, and on ways between others, are answered as what does not exist', async () => {
  await world.make('F', 'A', '100', { hour: 1 });
  await world.handOver('F', 'P', 'A 60', 2);
  await world.ship('P', 'S', 'A 10', 4);
  await world.pack('P', 'A 5', 'U', 5);
  expect(await batchOf(world, 'F', 'A')).toEqual(['F: A 40']);
  expect(await batchOf(world, 'P', 'A')).toEqual(['P->S: A 10', 'P: A 45', 'U at P: A 5']);
  expect(await batchOf(world, 'S', 'A')).toEqual(['P->S: A 10']);
  const known = await get<OwnGoodsView>('G', `batches/${world.batches.get('A') ?? ''}/holdings`);
  const unknown = await get<OwnGoodsView>('G', `batches/${world.service.random.uuid()}/holdings`);
  expect(known).toMatchObject({ status: 200, body: unknown.body });
  expect(await handoffViews(world, 'G')).toEqual([]);
  expect(await handoffViews(world, 'S')).toHaveLength(1);
});

test("another's bookings are not told", async () => {
  await world.make('F', 'A', '100', { hour: 1 });
  await world.receive('P', 'F', 'A 98', 3);
  const path = `products/${world.products.get('X') ?? ''}/holdings`;
  expect((await get<OwnGoodsView>('F', path)).body.unaccountedIn).toEqual([]);
  expect((await get<OwnGoodsView>('P', path)).body.unaccountedIn).toHaveLength(1);
});

test('goods of an organisation that registered no place are at no place, and its own', async () => {
  const product = await world.product('X', 'F');
  const accounts = world.service.app.get(AccountsService);
  const account = { kind: 'organisation', roles: ['processor'] } as const;
  const [one, other] = [
    await accounts.open({ ...account, name: 'one' }),
    await accounts.open({ ...account, name: 'other' }),
  ];
  const sale = {
    type: 'ObjectEvent',
    eventTime: world.at(3),
    eventTimeZoneOffset: '+08:00',
    action: 'DELETE',
    bizStep: 'retail_selling',
    quantityList: [{ epcClass: world.linkOf('C'), quantity: 3, uom: 'KGM' }],
  };
  const made = { ...sale, eventTime: world.at(4), action: 'ADD', bizStep: 'commissioning' };
  await world.post(one.key.text, '/epcis/capture', { ...documentOf([sale, made]) });
  const read = async (key: string) => {
    const path = `/api/v1/products/${product}/holdings`;
    return (await world.service.send<OwnGoodsView>('GET', path, { key })).body;
  };
  const { holdings, unaccountedIn } = await read(one.key.text);
  for (const [line] of [holdings, unaccountedIn]) {
    expect(line).toMatchObject({ quantity: { value: '3', unit: 'KGM' } });
    expect(line).not.toHaveProperty('placeId');
  }
  expect(await read(other.key.text)).toMatchObject({ holdings: [], unaccountedIn: [] });
});

/** Makes 5 of batch A at a place that only its GLN names. */
async function makeAtUnregisteredPlace(name: string): Promise<void> {
  await world.make('F', 'A', '100', { hour: 1 });
  const { key } = await world.trader(name);
  const made = {
    type: 'ObjectEvent',
    eventTime: world.at(3),
    eventTimeZoneOffset: '+08:00',
    action: 'ADD',
    bizStep: 'commissioning',
    readPoint: { id: 'https://id.gs1.org/414/0614141000005' },
    bizLocation: { id: 'https://id.gs1.org/414/0614141000005' },
    quantityList: [{ epcClass: world.linkOf('A'), quantity: 5, uom: 'KGM' }],
  };
  await world.post(key, '/epcis/capture', { ...documentOf([made]) });
}

test('goods at a place that nobody registered are told to their holder, at no place', async () => {
  await makeAtUnregisteredPlace('S');
  const product = `products/${world.products.get('X') ?? ''}/holdings`;
  const { status, body } = await get<OwnGoodsView>('S', product);
  expect([status, body.holdings]).toMatchObject([200, [{ quantity: { value: '5' } }]]);
  expect(body.holdings[0]).not.toHaveProperty('placeId');
  const others = await get<OwnGoodsView>('F', product);
  expect(others.body.holdings).toMatchObject([{ quantity: { value: '100' } }]);
});

test('goods that were at a place that nobody registered are told to strangers, also when recalled', async () => {
  await makeAtUnregisteredPlace('S');
  const link = world.linkOf('A').replace('https://id.gs1.org', '');
  const told = async () => {
    world.service.clock.advance(1_001);
    const headers = { Accept: 'application/json' };
    const { status, body } = await world.service.send<{ verdict?: string }>('GET', link, {
      headers,
    });
    return [status, body.verdict];
  };
  expect(await told()).toEqual([200, 'recorded-no-hop']);
  const recalled = { batchIds: [world.batches.get('A')], reason: 'Listeria found', grade: 1 };
  await world.post((await world.trader('F')).key, '/api/v1/recalls', recalled);
  expect(await told()).toEqual([200, 'recalled']);
});

test('hand-offs come in pages, newest first, and by state', async () => {
  await world.make('F', 'A', '100', { hour: 1 });
  for (const hour of [2, 3, 4]) await world.ship('F', 'P', `A ${hour}`, hour);
  await world.receive('P', 'F', 'A 3', 5);
  const amounts: string[] = [];
  for (let next: string | undefined = 'handoffs?limit=2'; next !== undefined;) {
    const answer: Awaited<ReturnType<typeof get<{ items: HandoffView[] }>>> = await get('P', next);
    for (const { released } of answer.body.items) amounts.push(released?.quantity?.value ?? '');
    const link: string = answer.headers.get('link') ?? '';
    next = /<\/api\/v1\/([^>]+)>; rel="next"/.exec(link)?.[1];
  }
  expect(amounts).toEqual(['4', '3', '2']);
  const matched = await get<{ items: HandoffView[] }>('P', 'handoffs?state=matched');
  expect(matched.body.items.map(({ released }) => released?.quantity?.value)).toEqual(['3']);
});

test('an id in capitals is the same id', async () => {
  const batchId = await world.make('F', 'CAPITALS', '7', { hour: 1 });
  for (const path of [`batches/${batchId}`, `products/${world.products.get('X') ?? ''}`]) {
    const small = await get('F', `${path}/holdings`);
    const large = await get('F', `${path.replace(/[^/]+$/, (id) => id.toUpperCase())}/holdings`);
    expect(JSON.stringify(small.body)).toContain(batchId);
    expect(large.body).toEqual(small.body);
  }
});

test.each([
  ['handoffs?state=lost', 422],
  ['handoffs?cursor=WyJ4IiwieSJd', 422],
  ['handoffs?colour=red', 422],
  ['events?cursor=WyJ4IiwieSJd', 422],
  ['batches/nonsense/holdings', 404],
  ['logistic-units/00012345678905', 404],
])('%s is refused with %s', async (path, status) => {
  expect((await get('F', path)).status).toBe(status);
});
