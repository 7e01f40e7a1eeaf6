import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { outermostOf } from '../../src/holdings/outermost.store.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

let home: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  home = await cloneDatabase({ role: 'furrow_fold' });
  owner = new pg.Client({ connectionString: home.server.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await home?.drop();
});

async function stand(instance: string, kind: string, holder: string | null): Promise<void> {
  await owner.query(
    `INSERT INTO unit_place (instance, unit, kind, holder, at) VALUES ($1, $1, $2, $3, now())`,
    [instance, kind, holder],
  );
}

/** Each by name, with the outermost around it and where that stands. */
async function outermost(...instances: string[]): Promise<Record<string, string>> {
  const found = await outermostOf(home.database, instances);
  return Object.fromEntries(
    [...found].map(([name, { instance, kind, holder }]) => [name, `${instance} ${kind} ${holder}`]),
  );
}

test('a unit that stands alone is the outermost of itself and of all in it', async () => {
  await stand('pallet', 'place', 'dock');
  await stand('box', 'unit', 'pallet');
  await stand('bag', 'unit', 'box');
  await stand('crate', 'transit', 'line');
  await stand('lost', 'gone', null);
  expect(await outermost('bag', 'box', 'pallet', 'crate', 'lost')).toEqual({
    bag: 'pallet place dock',
    box: 'pallet place dock',
    pallet: 'pallet place dock',
    crate: 'crate transit line',
    lost: 'lost gone null',
  });
});

test('it is found however deep a unit lies', async () => {
  for (let n = 1; n < 60; n += 1) await stand(`nest ${n}`, 'unit', `nest ${n + 1}`);
  await stand('nest 60', 'place', 'silo');
  expect(await outermost('nest 1')).toEqual({ 'nest 1': 'nest 60 place silo' });
});

test('there is none around units in a circle, nor around what nobody knows', async () => {
  await stand('egg', 'unit', 'hen');
  await stand('hen', 'unit', 'egg');
  await stand('chick', 'unit', 'hen');
  await stand('orphan', 'unit', 'unheard of');
  expect(await outermost('chick', 'egg', 'orphan', 'unheard of')).toEqual({});
  expect(await outermost()).toEqual({});
});
