import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { cloneDatabase, type TestDatabase } from '../../test/support/database.js';
import { ThirdConnection } from '../../test/support/third-connection.js';
import type { Reader } from '../platform/index.js';
import { AuditTrail, entriesMax } from './audit-trail.js';
import { insertEntries, selectEntries } from './audit.store.js';
import type { AuditEntry } from './entry.js';

let home: TestDatabase;
let everything: Reader;
let third: ThirdConnection;
let organisationId: string;
let trail: AuditTrail;
const logged: string[] = [];
beforeAll(async () => {
  home = await cloneDatabase();
  const { query } = home.everything;
  everything = { query, named: (_, sql, parameters) => query(sql, parameters) };
  third = await ThirdConnection.open(home.server.ownerUrl);
  organisationId = home.random.uuid();
  trail = new AuditTrail(
    home.database,
    pino({ level: 'error' }, { write: (line) => logged.push(line) }),
  );
});
afterAll(async () => {
  await third?.close();
  await home?.drop();
});

function anEntry(more: Partial<AuditEntry> = {}): AuditEntry {
  home.clock.advance(1);
  return {
    ...{
      id: home.random.uuid(),
      organisationId,
      at: new Date(home.clock.now()),
      credential: 'key',
    },
    ...{ action: 'parties.read', method: 'GET', route: '/api/v1/parties', subject: null },
    ...{ status: 200, address: '192.0.2.1', onBehalfOf: null, agent: null, ...more },
  };
}

async function stored(): Promise<string[]> {
  const page = { before: undefined, limit: 100_000 };
  return (await selectEntries(everything, [organisationId], {}, page)).map(({ id }) => id);
}

/** Keeps every entry from being written until it is opened. */
async function closed(): Promise<() => Promise<void>> {
  await third.query('BEGIN');
  await third.query('LOCK TABLE audit_entry IN EXCLUSIVE MODE');
  return () => third.query('ROLLBACK');
}

test('an entry is stored as it is, once, however often it is sent', async () => {
  const entry = anEntry({ subject: 'a "quoted" \\ 农场' });
  await trail.record(entry, 'usual');
  await trail.record(entry, 'required');
  const page = { before: undefined, limit: 2 };
  expect(await selectEntries(everything, [organisationId], {}, page)).toEqual([entry]);
});

test('entries of one turn are one statement, and so are those that come while another is written', async () => {
  const { database } = home;
  const record = (count: number) =>
    Array.from({ length: count }, () => trail.record(anEntry(), 'usual'));
  const before = database.statementsSent;
  await Promise.all(record(100));
  expect(database.statementsSent - before).toBe(1);
  const open = await closed();
  const first = record(1);
  await third.sees(1, first[0]!);
  const others = record(100);
  await open();
  await Promise.all([...first, ...others]);
  expect(database.statementsSent - before).toBe(3);
});

test('durable is on disk when it is said to be stored', async () => {
  const [{ at } = { at: '' }] = await home.database.query<{ at: string }>(
    'SELECT pg_current_wal_insert_lsn()::text AS at',
  );
  await trail.record(anEntry(), 'durable');
  const [{ isOnDisk } = { isOnDisk: false }] = await home.database.query<{ isOnDisk: boolean }>(
    'SELECT pg_current_wal_flush_lsn() > $1::pg_lsn AS "isOnDisk"',
    [at],
  );
  expect(isOnDisk).toBe(true);
});

test('an entry that the database refuses is in the log alone, and costs no other', async () => {
  const [good, bad, late] = [anEntry(), anEntry({ status: 1_000_000 }), anEntry()];
  const outcomes = await Promise.allSettled(
    [good, bad, late].map((each) => trail.record(each, 'usual')),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  const ids = await stored();
  expect([good, bad, late].map(({ id }) => ids.includes(id))).toEqual([true, false, true]);
  expect(logged.filter((line) => line.includes(bad.id))).toHaveLength(1);
});

test('while the database is away nobody waits, and what can wait is stored once it is back', async () => {
  const open = await closed();
  const [usual, required] = [anEntry(), anEntry({ action: 'traces.read' })];
  const recorded = Promise.allSettled([
    trail.record(usual, 'usual'),
    trail.record(required, 'required'),
  ]);
  await third.sees(1, recorded);
  await third.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  expect((await recorded).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(trail.behind).toBe(1);
  await open();
  await trail.record(anEntry(), 'usual');
  const ids = await stored();
  expect([usual, required].map(({ id }) => ids.includes(id))).toEqual([true, false]);
  expect(trail.behind).toBe(0);
});

test('an end in good order waits for what was not stored yet', async () => {
  const ending = new AuditTrail(home.database, pino({ level: 'silent' }));
  const entry = anEntry();
  const recorded = ending.record(entry, 'usual');
  await ending.onApplicationShutdown();
  expect(await stored()).toContain(entry.id);
  await recorded;
});

test(`no more than ${entriesMax} entries wait, others are in the log alone`, async () => {
  const open = await closed();
  const first = trail.record(anEntry(), 'usual');
  await third.sees(1, first);
  const many = Promise.allSettled(
    Array.from({ length: entriesMax + 1 }, () => trail.record(anEntry(), 'usual')),
  );
  expect(trail.behind).toBe(entriesMax);
  await open();
  const outcomes = await many;
  const reason = expect.objectContaining({ message: expect.stringContaining('too many') });
  expect(outcomes.at(-1)).toEqual({ status: 'rejected', reason });
  // What was late is stored all the same.
  await first.catch(() => undefined);
  await trail.record(anEntry(), 'usual').catch(() => undefined);
  await trail.onApplicationShutdown();
  expect(trail.behind).toBe(0);
  expect((await stored()).length).toBeGreaterThan(entriesMax);
});

test('a page of one among many is read without the many', async () => {
  const { database } = home;
  const other = home.random.uuid();
  const rows = Array.from({ length: 3_000 }, (_, i) =>
    anEntry({ organisationId: i % 3 === 0 ? organisationId : other, subject: `S${i % 1000}` }),
  );
  await insertEntries(database, rows, { durable: false });
  const page = { before: undefined, limit: 3 };
  const both = await selectEntries(everything, [organisationId, other], {}, page);
  expect(both.map(({ id }) => id)).toEqual(
    rows
      .slice(-3)
      .map(({ id }) => id)
      .reverse(),
  );
  const found = await selectEntries(everything, [other], { subject: 'S7' }, page);
  expect(found.map(({ subject }) => subject)).toEqual(['S7', 'S7', 'S7'].slice(0, found.length));
  expect(found).toHaveLength(2);
});
