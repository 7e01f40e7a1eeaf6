// Row security keeps the plans of the statements asked most, and lets them look at hardly more pages.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type pg from 'pg';
import { selectKeyHolder } from '../../src/access/access.store.js';
import { selectOwnBatches } from '../../src/batches/batches.store.js';
import { selectSeenEvent, selectSeenEvents } from '../../src/events/index.js';
import { selectGoods, selectViewer } from '../../src/handoffs/own-goods.store.js';
import { present } from '../../src/kernel/index.js';
import { PassportStore } from '../../src/lookup/passport.store.js';
import type { Database, Reader } from '../../src/platform/index.js';
import { recallSql } from '../../src/recalls/index.js';
import { World } from '../cases/world.js';
import { MeasuredReader } from '../support/measured-reader.js';

type Sight = Parameters<Database['as']>[0];

let world: World;
let owner: pg.Client;
const asked = new Map<
  string,
  { readonly sight: Sight; readonly ask: (reader: Reader) => Promise<unknown> }
>();

beforeAll(async () => {
  world = await World.start();
  owner = await world.owner();
  for (let i = 0; i < 60; i += 1) {
    await world.make('F', `A${i}`, '100', { hour: 1 });
    await world.ship('F', 'P', `A${i} 10`, 2, { recorded: 'fact' });
  }
  await world.receive('P', 'F', 'A7 10', 3);
  // What others wrote, so that it would be dear to read it all.
  await owner.query(
    `INSERT INTO claim (ref, event_id, author, at, until, claim, recorded_at)
     SELECT gen_random_uuid(), 'urn:x:' || n, '', now(), now(), '{}', now() FROM generate_series(1, 20000) n`,
  );
  await owner.query(
    `INSERT INTO event (organisation_id, id, event_id, declaration, digest, type, action, at, until,
       time_offset, recorded_at, key_id, author_id, viewers, document)
     SELECT other, id, 'urn:x:' || id, false, '', 'ObjectEvent', 'OBSERVE', now(), now(), '+00:00', now(), '', '',
       ARRAY[other], '{}'
     FROM (SELECT gen_random_uuid() AS id, gen_random_uuid() AS other FROM generate_series(1, 20000)) fresh`,
  );
  await owner.query('VACUUM ANALYZE');
  const [farm, shop] = [await world.viewer('F'), await world.viewer('P')];
  const all = { before: undefined, limit: 50 };
  const newest = { conditions: [], after: undefined, limit: 50 };
  const { database } = world.service;
  const [event] = await selectSeenEvents(database.as(shop), shop, newest);
  const product = await world.product('X', 'F');
  const [batch] = await selectOwnBatches(database.as(farm), farm.organisationId, all);
  const viewer = present(await selectViewer(database.as(farm), farm.organisationId), 'the farm');
  const keyId = (await world.trader('F')).key.split('_')[1] ?? '';
  const say = (name: string, sight: Sight, ask: (reader: Reader) => Promise<unknown>) =>
    asked.set(name, { sight, ask });
  say('a look-up', { role: 'public' }, (reader) =>
    new PassportStore(reader, recallSql).ofCode(batch?.code ?? ''),
  );
  say('whose key it is', { role: 'gate' }, (reader) => selectKeyHolder(reader, keyId));
  say('a page of events', shop, (reader) => selectSeenEvents(reader, shop, newest));
  say('one event', shop, (reader) => selectSeenEvent(reader, shop, event?.id ?? ''));
  say('a page of batches', farm, (reader) => selectOwnBatches(reader, farm.organisationId, all));
  say('own goods', { role: 'trace' }, (reader) =>
    selectGoods(reader, viewer, { product, batch: null }),
  );
});
afterAll(() => world?.close());

/** Whoever owns the tables sees past their policies. */
const pastThem: Reader = {
  query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
    (await owner.query(sql, [...parameters])).rows as Row[],
  named: async (_, sql, parameters) => (await owner.query(sql, [...(parameters ?? [])])).rows,
};

test.each([
  ...['a look-up', 'whose key it is', 'a page of events'],
  ...['one event', 'a page of batches', 'own goods'],
])('%s', async (name) => {
  const { sight, ask } = present(asked.get(name), name);
  const answer = await ask(pastThem);
  expect(answer).toBeTruthy();
  const without = new MeasuredReader(pastThem);
  await ask(without);
  await world.service.database.transaction(async (tx) => {
    // A session reads catalogues for what it is asked first.
    expect(await ask(tx)).toEqual(answer);
    const within = new MeasuredReader(tx);
    await ask(within);
    expect(within.plans).toEqual(without.plans);
    expect(within.pages).toBeLessThanOrEqual(without.pages * 1.15);
  }, sight);
});
