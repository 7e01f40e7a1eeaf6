import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Lookup, PassportStore } from '../../src/lookup/index.js';
import { createLogger, Database } from '../../src/platform/index.js';
import { openRecallSql } from '../../src/recalls/index.js';
import { World } from '../cases/world.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.close());

it('while the database is away, what was known is said with its age and nothing is called unknown', async () => {
  const { clock, server } = world.service;
  const database = await Database.open({
    url: server.serviceUrl,
    entities: [],
    role: 'furrow_public',
  });
  const lookup = new Lookup({
    store: new PassportStore(database, openRecallSql),
    clock,
    logger: createLogger('silent'),
    publicUrl: 'https://trace.example',
  });
  const { key } = await world.trader('F');
  const id = await world.make('F', 'A', '10', { hour: 1 });
  const batch = await world.service.send<{ code: string }>('GET', `/api/v1/batches/${id}`, { key });
  const verdictOf = async (code: string) =>
    (await lookup.answer({ by: 'code', key: `/t/${code}`, code }, '192.0.2.1')).passport;
  const { code } = batch.body;
  expect(await verdictOf(code)).toMatchObject({ verdict: 'recorded-no-hop' });
  expect(await verdictOf('7K3M9QTX2WP4H8CX')).toMatchObject({ verdict: 'unknown' });

  const known = new Date(clock.now()).toISOString();
  await database.close();
  clock.advance(60_000);
  expect(await verdictOf(code)).toMatchObject({
    verdict: 'recorded-no-hop',
    asKnownAt: known.replace('Z', '+00:00'),
  });
  expect(await verdictOf('7K3M9QTX2WP4H8CX')).toEqual({
    verdict: 'unavailable',
    code: '7K3M9QTX2WP4H8CX',
  });
});
