import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { Lookup, PassportStore, RecalledBook } from '../../src/lookup/index.js';
import { RecalledFollowing } from '../../src/lookup/recalled/recalled-following.js';
import { RecalledStore } from '../../src/lookup/recalled/recalled.store.js';
import { createLogger, Database } from '../../src/platform/index.js';
import { recallSql } from '../../src/recalls/index.js';
import { Looks } from '../../src/scans/index.js';
import { World } from '../cases/world.js';
import { breakableWay } from '../support/breakable-way.js';

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

it('who asks a second after a reading began does not wait for that one', async () => {
  const { database, verdictOf, code } = await aLookup('SLOW');
  const before = database.statementsSent;
  const first = verdictOf(code);
  world.service.clock.advance(1_000);
  await Promise.all([first, verdictOf(code), verdictOf(code)]);
  expect(database.statementsSent - before).toBe(2);
  await database.close();
});

it('while the database is away, what was known is said with its age and nothing is called unknown', async () => {
  const { clock, server } = world.service;
  const way = await breakableWay(server.serviceUrl);
  const { database, verdictOf, code } = await aLookup('AWAY', way.url);
  expect(await verdictOf(code)).toMatchObject({ verdict: 'recorded-no-hop' });
  expect(await verdictOf('7K3M9QTX2WP4H8CX')).toMatchObject({ verdict: 'unknown' });

  const known = new Date(clock.now()).toISOString();
  await way.break();
  clock.advance(60_000);
  expect(await verdictOf(code)).toMatchObject({
    verdict: 'recorded-no-hop',
    asKnownAt: known.replace('Z', '+00:00'),
  });
  expect(await verdictOf('7K3M9QTX2WP4H8CX')).toEqual({
    verdict: 'unavailable',
    code: '7K3M9QTX2WP4H8CX',
  });
  await database.close();
});

it('while the database is away a Digital Link leads to our page, and no number is called unregistered', async () => {
  const way = await breakableWay(world.service.server.serviceUrl);
  const { database, lookup } = await aLookup('LINKED', way.url);
  const gtin = world.linkOf('X').split('/').at(-1) ?? '';
  const asked = (batch: string) =>
    lookup.answer({ by: 'thing', key: `/01/${gtin}/10/${batch}`, gtin, batch }, nobody);
  const known = await asked('LINKED');
  expect([known.verdict, known.entity?.levels[0].mustWarn]).toEqual(['recorded-no-hop', false]);
  expect((await asked('NONE')).verdict).toBe('unregistered');
  await way.break();
  world.service.clock.advance(60_000);
  const last = await asked('LINKED');
  expect(last.passport).toHaveProperty('asKnownAt');
  expect(last.entity?.levels.map(({ mustWarn }) => mustWarn)).toEqual([true, false]);
  expect((await asked('NONE')).verdict).toBe('unavailable');
  await database.close();
});

it('a read that fails while the database is there never serves an old answer', async () => {
  const { database, verdictOf, code } = await aLookup('REFUSED');
  const { clock, server } = world.service;
  expect(await verdictOf(code)).toMatchObject({ verdict: 'recorded-no-hop' });
  clock.advance(60_000);
  const owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  await owner.query('REVOKE SELECT ON recall FROM furrow_public');
  const refused = await verdictOf(code);
  await owner.query('GRANT SELECT ON recall TO furrow_public');
  await owner.end();
  expect(refused).toEqual({ verdict: 'unavailable', code });
  expect(await verdictOf(code)).toMatchObject({ verdict: 'recorded-no-hop' });
  await database.close();
});

/** Whose looks do not count. */
const nobody = { sender: '192.0.2.1', agent: '', isLook: () => false };

/** A lookup with connections of its own, and the code of a batch. */
async function aLookup(number: string, url = world.service.server.serviceUrl) {
  const { clock } = world.service;
  const database = await Database.open({
    url,
    role: 'furrow_public',
  });
  const publicUrl = 'https://trace.example';
  const store = new PassportStore(database, recallSql);
  const logger = createLogger('silent');
  const recalled = new RecalledBook(publicUrl);
  await new RecalledFollowing({
    ...{ book: recalled, recalled: new RecalledStore(database, recallSql), passports: store },
    ...{ clock, logger, publicUrl },
  }).step();
  const lookup = new Lookup({
    ...{ store, recalled, clock, logger, publicUrl },
    looks: world.service.app.get(Looks, { strict: false }),
  });
  const { key } = await world.trader('F');
  const id = await world.make('F', number, '10', { hour: 1 });
  const batch = await world.service.send<{ code: string }>('GET', `/api/v1/batches/${id}`, { key });
  const verdictOf = async (code: string) =>
    (await lookup.answer({ by: 'code', key: `/t/${code}`, code }, nobody)).passport;
  return { database, lookup, verdictOf, code: batch.body.code };
}
