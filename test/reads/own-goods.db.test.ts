// What an organisation holds of a product costs what it holds, not what everybody else holds of it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type pg from 'pg';
import { present } from '../../src/kernel/index.js';
import { selectGoods, selectViewer } from '../../src/handoffs/own-goods.store.js';
import { World } from '../cases/world.js';
import { MeasuredReader } from '../support/measured-reader.js';

let world: World;
let owner: pg.Client;
beforeAll(async () => {
  world = await World.start();
  owner = await world.owner();
  await world.make('F', 'A', '100', { hour: 1 });
  await world.pack('F', 'A 10', 'U', 2);
  await world.handOver('F', 'S', '[U]', 3);
  await world.handOver('F', 'S', 'A 20', 3);
  await world.ship('F', 'S', 'A 7', 5);
  await world.pack('F', 'A 4', 'V', 5);
  await world.pack('F', '[V]', 'W', 6);
  await world.ship('F', 'S', '[W]', 7);
  await world.pack('F', 'A 3', 'T', 8);
});
afterAll(async () => {
  await world?.close();
});

async function goodsOf(name: string) {
  const { database } = world.service;
  const { organisationId } = await world.viewer(name);
  const viewer = present(await selectViewer(database.as({ organisationId }), organisationId), name);
  const asked = { product: await world.product('X', 'F'), batch: null };
  return database.transaction(
    async (tx) => {
      const reader = new MeasuredReader(tx);
      const rows = await selectGoods(reader, viewer, asked);
      return { amounts: rows.map(({ kind, amount }) => `${kind} ${amount}`), pages: reader.pages };
    },
    { role: 'trace' },
  );
}

/** Goods of the product at so many places of others, registered or not, and in so many units that stand there. */
async function others(places: number, units: number): Promise<void> {
  await owner.query(
    `WITH place AS (
       SELECT n, CASE n % 2 WHEN 0 THEN '' ELSE '@' END || gen_random_uuid() AS holder FROM generate_series(1, $2::integer) n
     ), unit AS (
       SELECT n, 'urn:x:' || gen_random_uuid() || '~' AS instance, gen_random_uuid()::text AS holder
       FROM generate_series(1, $3::integer) n
     ), standing AS (
       INSERT INTO unit_place (instance, unit, kind, holder, at) SELECT instance, instance, 'place', holder, now() FROM unit
     )
     INSERT INTO holding (holder_kind, holder, product_id, uom, batch_id, owner, book, amount, changed_at)
     SELECT 'place', holder, $1, 'KGM', '', '', 'goods', 1, now() FROM place UNION ALL
     SELECT 'unit', instance, $1, 'KGM', '', '', 'goods', 1, now() FROM unit`,
    [await world.product('X', 'F'), places, units],
  );
  await owner.query('VACUUM ANALYZE');
}

const shop = ['place 20', 'transit 7', 'unit 10', 'unit 4'];

test('own goods are found in as many pages when 20,000 more places of others hold the product', async () => {
  await others(1_000, 10);
  const few = await goodsOf('S');
  await others(20_000, 0);
  const many = await goodsOf('S');
  expect(few.amounts.sort()).toEqual(shop);
  expect(many.amounts.sort()).toEqual(shop);
  expect(many.pages).toBeLessThanOrEqual(few.pages * 1.5 + 20);
});

test('units of others are not loaded, however many hold the product', async () => {
  await others(0, 500);
  expect((await goodsOf('S')).amounts.sort()).toEqual(shop);
  const farm = ['place 56', 'transit 7', 'unit 3', 'unit 4'];
  expect((await goodsOf('F')).amounts.sort()).toEqual(farm);
});

test('goods are found in 20 units around each other; those in a circle of units are nobody’s', async () => {
  const { partyId } = await world.trader('S');
  await owner.query(
    `WITH place AS (
       SELECT id::text FROM location WHERE party_id = $2 AND is_default
     ), nest AS (
       INSERT INTO unit_place (instance, unit, kind, holder, at)
       SELECT 'nest ' || n, 'nest ' || n, CASE n WHEN 20 THEN 'place' ELSE 'unit' END,
         CASE n WHEN 20 THEN place.id ELSE 'nest ' || n + 1 END, now()
       FROM place, generate_series(1, 20) n
     ), circle AS (
       INSERT INTO unit_place (instance, unit, kind, holder, at)
       SELECT 'circle ' || n, 'circle ' || n, 'unit', 'circle ' || 3 - n, now() FROM generate_series(1, 2) n
     )
     INSERT INTO holding (holder_kind, holder, product_id, uom, batch_id, owner, book, amount, changed_at)
     SELECT 'unit', holder, $1, 'KGM', '', '', 'goods', 9, now()
     FROM (VALUES ('nest 1'), ('circle 1')) AS new (holder)`,
    [await world.product('X', 'F'), partyId],
  );
  expect((await goodsOf('S')).amounts.sort()).toEqual([...shop, 'unit 9'].sort());
});
