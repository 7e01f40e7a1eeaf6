// What SQL reads in the names of holders is what was written there.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  isUnregisteredSql,
  partyInNameSql,
  sendingEventSql,
  unitOfSql,
} from '../../src/holdings/holder-names.sql.js';
import {
  instanceOf,
  lineId,
  partyInName,
  sendingEvent,
  unitOf,
  unregisteredPlace,
} from '../../src/holdings/model/keys.js';
import { derivedId } from '../../src/kernel/index.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

let home: TestDatabase;
beforeAll(async () => {
  home = await cloneDatabase();
});
afterAll(() => home.drop());

async function answered(sql: (name: string) => string, name: string): Promise<unknown> {
  const [row] = await home.database
    .as({ role: 'fold' })
    .query<{ answer: unknown }>(`SELECT ${sql('$1::text')} AS answer`, [name]);
  return row?.answer;
}

const place = derivedId('place');
const party = derivedId('party');
const unit = 'https://example.org/00/pallet';

test.each([
  ['registered', place, null],
  ['the only one of a party that registered none', unregisteredPlace(party).id, party],
  ['of a key', unregisteredPlace(party, 'urn:x:dock').id, party],
  ['of a key with the mark in it', unregisteredPlace(party, 'mailto:dock@farm.example').id, party],
])('a place %s', async (_, name, expected) => {
  expect(partyInName(name)).toBe(expected);
  expect(await answered(isUnregisteredSql, name)).toBe(expected !== null);
  expect(await answered(partyInNameSql, name)).toBe(expected ?? name);
});

test.each([
  ['first', unit],
  ['later', instanceOf(unit, derivedId('event'), 3)],
])('the %s instance of a unit', async (_, instance) => {
  expect(unitOf(instance)).toBe(unit);
  expect(await answered(unitOfSql, instance)).toBe(unit);
});

test('a line on its way', async () => {
  const line = lineId(derivedId('event'), 12);
  expect(sendingEvent(line)).toBe(derivedId('event'));
  expect(await answered(sendingEventSql, line)).toBe(derivedId('event'));
});

test('unregistered places of a party have an index on just this text', async () => {
  const plan = await home.database.transaction(async (tx) => {
    await tx.query('SET LOCAL enable_seqscan = off');
    return tx.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN SELECT FROM holding
       WHERE ${isUnregisteredSql('holder')} AND ${partyInNameSql('holder')} = $1 AND product_id = $2`,
      [party, 'X'],
    );
  });
  expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('holding_unregistered');
});
