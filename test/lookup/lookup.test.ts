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

it('many readers of one code at once cost one statement', async () => {
  const { database, verdictOf, code } = await aLookup('CROWD');
  const before = database.statementsSent;
  await Promise.all(Array.from({ length: 20 }, () => verdictOf(code)));
  expect(database.statementsSent - before).toBe(1);
  await database.close();
});

it('while the database is away, what was known is said with its age and nothing is called unknown', async () => {
  const { database, verdictOf, code } = await aLookup('AWAY');
  const { clock } = world.service;
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

/** A lookup with connections of its own, and the code of a batch. */
async function aLookup(number: string) {
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
  const id = await world.make('F', number, '10', { hour: 1 });
  const batch = await world.service.send<{ code: string }>('GET', `/api/v1/batches/${id}`, { key });
  const verdictOf = async (code: string) =>
    (await lookup.answer({ by: 'code', key: `/t/${code}`, code }, '192.0.2.1')).passport;
  return { database, verdictOf, code: batch.body.code };
}
