// Invariant 10 of the design.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { World, type Body } from '../cases/world.js';
import { RowCounts } from '../support/row-counts.js';

let world: World;
let owner: pg.Client;
let rows: RowCounts;
beforeAll(async () => {
  world = await World.start();
  owner = new pg.Client({ connectionString: world.service.server.ownerUrl });
  await owner.connect();
  await owner.query(`
    CREATE FUNCTION refuse_feed() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'the feed is out of order'; END $$;
    CREATE TRIGGER refuse_feed BEFORE INSERT ON feed FOR EACH ROW EXECUTE FUNCTION refuse_feed();
    ALTER TABLE feed DISABLE TRIGGER refuse_feed`);
  rows = await RowCounts.open(world.service.server.ownerUrl);
  await world.make('F', 'A', '100', { hour: 1 });
  await world.trader('P');
});
afterAll(async () => {
  await rows?.close();
  await owner?.end();
  await world?.close();
});

/** Each kind of write, as F makes it. */
const writes: [string, () => Promise<{ path: string; body: Body }>][] = [
  ['a party', async () => ({ path: 'parties', body: { name: 'Zhang', kind: 'person' } })],
  ['a place', async () => ({ path: 'locations', body: await field() })],
  [
    'a product',
    async () => ({ path: 'products', body: { name: 'Y', itemCode: 'y', unit: 'KGM' } }),
  ],
  ['a batch', async () => ({ path: 'batches', body: await batch('B') })],
  ['codes', async () => ({ path: `batches/${idOf('A')}/codes`, body: { kind: 'item', count: 2 } })],
  ['unit codes', async () => ({ path: 'logistic-units/codes', body: { count: 2 } })],
  ['a shipping', async () => ({ path: 'events', body: await shipping() })],
];

const idOf = (name: string) => world.batches.get(name) ?? '';

async function field(): Promise<Body> {
  const { partyId } = await world.trader('F');
  return { name: 'field', partyId, kind: 'field', timeZone: 'Asia/Shanghai' };
}

async function batch(number: string): Promise<Body> {
  const productId = world.products.get('X');
  return { productId, number, quantity: { value: '1', unit: 'KGM' } };
}

async function shipping(): Promise<Body> {
  const { partyId } = await world.trader('P');
  return { activity: 'ship', toPartyId: partyId, goods: world.goods('A 1') };
}

test.each(writes)(
  'Logged in the same transaction: %s and its feed row, or neither',
  async (_, request) => {
    const { key } = await world.trader('F');
    const { path, body } = await request();
    const send = () => world.service.send<Body>('POST', `/api/v1/${path}`, { key, body });
    const before = await rows.read();
    await owner.query('ALTER TABLE feed ENABLE TRIGGER refuse_feed');
    const failed = await send();
    await owner.query('ALTER TABLE feed DISABLE TRIGGER refuse_feed');
    expect(failed.status).toBe(500);
    expect(JSON.stringify(failed.body)).not.toMatch(/feed/);
    expect(await rows.read()).toEqual(before);
    expect((await send()).status).toBe(201);
    expect((await rows.read()).feed).toBeGreaterThan(before.feed ?? 0);
  },
);

test('Logged in the same transaction: a refused act leaves no row of any kind', async () => {
  const before = await rows.read();
  expect((await world.ship('F', 'P', 'A 1000', 3)).status).toBe(409);
  expect(await rows.read()).toEqual(before);
});
