// Invariant 2 of the design.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type pg from 'pg';
import { World } from '../cases/world.js';

let world: World;
let owner: pg.Client;
beforeAll(async () => {
  world = await World.start();
  owner = await world.owner();
  await world.make('F', 'A', '100', { hour: 1 });
});
afterAll(async () => {
  await world?.close();
});

const changes = [
  'UPDATE event SET digest = digest',
  'DELETE FROM event',
  'TRUNCATE event',
  'UPDATE event_item SET quantity = quantity',
  'DELETE FROM event_item',
  'UPDATE audit_entry SET status = 200',
  'DELETE FROM audit_entry',
  'TRUNCATE audit_entry',
];

test.each(changes)('Append only: the database refuses %s to its own owner', async (sql) => {
  await expect(owner.query(sql)).rejects.toThrow(/append only/);
});

test.each(changes)('Append only: the service is not even allowed to %s', async (sql) => {
  for (const role of ['app', 'fold'] as const) {
    const attempt = world.service.database.transaction((tx) => tx.query(sql), { role });
    await expect(attempt).rejects.toThrow(/permission denied|append only/);
  }
});

test.each([
  ...['feed', 'claim', 'posting', 'flow', 'unit_move'],
  ...['event_party', 'event_term', 'event_thing', 'event_word'],
])('Append only: no role of the service removes rows of %s', async (table) => {
  for (const role of ['app', 'fold'] as const) {
    const attempt = world.service.database.transaction((tx) => tx.query(`DELETE FROM ${table}`), {
      role,
    });
    await expect(attempt).rejects.toThrow(/permission denied/);
  }
});

test.each([
  ...['app', 'fold'].map((role) => [role, 'event_party SET recorded_at = recorded_at'] as const),
  ...['app', 'fold'].map((role) => [role, 'event_thing SET key = key'] as const),
  ['app', 'event_party SET history = false'],
] as const)('Append only: %s may not UPDATE %s', async (role, change) => {
  const attempt = world.service.database.transaction((tx) => tx.query(`UPDATE ${change}`), {
    role: role as 'app' | 'fold',
  });
  await expect(attempt).rejects.toThrow(/permission denied/);
});

test('Append only: a correction leaves the event as it was, beside its declaration', async () => {
  const { key } = await world.trader('F');
  const shipped = await world.ship('F', 'P', 'A 10', 2);
  const read = async () =>
    (
      await world.service.send<{ event: object }>(
        'GET',
        `/api/v1/events/${String(shipped.body.id)}`,
        { key },
      )
    ).body;
  const before = await read();
  const { body } = await world.tell('F', {
    activity: 'declare-error',
    of: String(shipped.body.eventId),
    reason: 'never left',
  });
  expect(body.id).not.toBe(shipped.body.id);
  expect(await read()).toEqual(before);
});
