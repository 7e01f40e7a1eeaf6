// What an organisation may see is found by the keys of what is asked for, never by reading all it has ever seen.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type pg from 'pg';
import { selectNamed } from '../../src/activities/naming.store.js';
import { selectSeenEvent } from '../../src/events/index.js';
import {
  selectAmountSent,
  selectCounterparts,
  selectDealings,
} from '../../src/web/desk/desk.store.js';
import { World } from '../cases/world.js';
import { MeasuredReader } from '../support/measured-reader.js';
import type { Reader, Tx } from '../../src/platform/index.js';

let world: World;
let owner: pg.Client;
let shop: Awaited<ReturnType<World['viewer']>>;
let asked: Readonly<Record<string, (reader: Reader) => Promise<unknown>>>;
beforeAll(async () => {
  world = await World.start();
  owner = await world.owner();
  const batchId = await world.make('F', 'A', '10', { hour: 1 });
  const productId = await world.product('loose', 'F', { gtin: undefined });
  const loose = await world.make('F', 'L', '10', { hour: 1, product: 'loose' });
  for (const id of [batchId, loose]) {
    const goods = [{ batchId: id, quantity: { value: '5', unit: 'KGM' } }];
    await world.does('F', 'ship', 2, { toPartyId: (await world.trader('W')).partyId, goods });
  }
  shop = await world.viewer('W');
  const [farm, stranger] = [await world.viewer('F'), await world.viewer('G')];
  const [event] = await world.service.database
    .as({ role: 'fold' })
    .query<{ id: string }>(
      `SELECT event_ref AS id FROM event_item WHERE batch_id = $1 ORDER BY at DESC LIMIT 1`,
      [batchId],
    );
  const named = (by: typeof farm) => (reader: Reader) =>
    selectNamed(reader, {
      organisationId: by.organisationId,
      defaultOf: by.partyId,
      batchIds: [batchId],
      productIds: [productId],
    }).then(({ batches, products }) => [batches.length, products.length]);
  asked = {
    'names, of who has seen them': named(shop),
    'names, of who has not': named(stranger),
    'one event': (reader) => selectSeenEvent(reader, shop, event!.id).then((found) => found?.id),
    'what was sent': (reader) =>
      selectAmountSent(reader, batchId, {
        fromPartyId: farm.partyId,
        toOrganisationId: shop.organisationId,
      }),
  };
});
afterAll(async () => {
  await world?.close();
});

/** Each answer with the pages that it took. */
async function measure() {
  const results: Record<string, { answer: unknown; pages: number }> = {};
  for (const [name, ask] of Object.entries(asked)) {
    const work = async (tx: Tx) => {
      const reader = new MeasuredReader(tx);
      return { answer: await ask(reader), pages: reader.pages };
    };
    // Names are looked up by captures, which see all; the rest by requests.
    const sight = name.startsWith('names') ? { role: 'fold' as const } : shop;
    results[name] = await world.service.database.transaction(work, sight);
  }
  return results;
}

/** Older events of an organisation's, each seen by all, with a product of its own. */
async function history(by: string, events: number): Promise<void> {
  const { organisationId } = await world.viewer(by);
  await owner.query(
    `WITH fresh AS (
       SELECT gen_random_uuid() AS id, n, timestamptz '2020-01-01' + n * interval '1 minute' AS at
       FROM generate_series(1, $1::integer) n
     ), event AS (
       INSERT INTO event (organisation_id, id, event_id, declaration, digest, type, action, at, until,
         time_offset, recorded_at, key_id, author_id, viewers, document)
       SELECT $2, id, 'urn:x:' || n, false, '', 'ObjectEvent', 'OBSERVE',
         at, at, '+00:00', at, '', '', ARRAY(SELECT organisation.id FROM organisation), '{}' FROM fresh
     ), item AS (
       INSERT INTO event_item (event_ref, position, role, is_class, key, product_id, batch_id, at)
       SELECT id, 0, 'object', true, 'urn:x:' || n, gen_random_uuid(), gen_random_uuid(), at FROM fresh
     )
     INSERT INTO event_party (organisation_id, at, event_ref, recorded_at)
     SELECT organisation.id, at, fresh.id, at FROM fresh CROSS JOIN organisation`,
    [events, organisationId],
  );
  await owner.query('VACUUM ANALYZE');
}

test('what is seen is found in as many pages after 20,000 further events as before', async () => {
  await history('P', 2_000);
  const few = await measure();
  await history('P', 20_000);
  const many = await measure();
  expect(few['names, of who has seen them']?.answer).toEqual([1, 1]);
  expect(few['names, of who has not']?.answer).toEqual([0, 0]);
  const answers = (measured: typeof few) =>
    Object.fromEntries(Object.entries(measured).map(([name, { answer }]) => [name, answer]));
  expect(answers(many)).toEqual(answers(few));
  // A tree grows a level now and then; that is one page for each row looked up.
  const grown = Object.keys(many).filter((name) => many[name]!.pages > few[name]!.pages * 1.5 + 20);
  expect(grown).toEqual([]);
});

test('firms to hand goods to are those of the newest 1,000 events', async () => {
  const names = async () => {
    const { database } = world.service;
    const dealings = await selectDealings(database.as(shop), shop.organisationId);
    const parties = await selectCounterparts(database.as({ role: 'trace' }), shop, dealings);
    return parties.map(({ name }) => name);
  };
  await history('C', 1);
  expect(await names()).not.toContain('C');
  await world.handOver('C', 'W', 'A 1', 5);
  expect(await names()).toEqual(['C', 'F', 'P']);
});
