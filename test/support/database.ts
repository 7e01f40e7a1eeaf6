import pg from 'pg';
import { Database, type DatabaseServer, type Reader } from '../../src/platform/database/index.js';
import { dropDatabase, type DatabaseAddress } from '../../src/platform/database/scratch.js';
import type { DatabaseOptions } from '../../src/platform/database/database.js';
import { Random } from '../../src/platform/random.js';
import { TestClock } from './clock.js';
import { createMigratedDatabase, testServer } from './server.js';

/** A migrated database of one test file, with the time and chance its code is given. */
export interface TestDatabase {
  readonly server: DatabaseAddress;
  readonly database: Database;
  /** Every row of every table, as whoever owns them reads and writes them. */
  readonly everything: Pick<Reader, 'query'>;
  readonly clock: TestClock;
  readonly random: Random;
  /** Call in afterAll: fails if a transaction or connection leaked, then drops the database. */
  drop(): Promise<void>;
}

/** A fresh migrated database: call in beforeAll, once per file. */
export async function cloneDatabase(
  options: Partial<Omit<DatabaseOptions, 'url'>> = {},
): Promise<TestDatabase> {
  const host = await testServer();
  try {
    return await cloneOn(host, options);
  } catch (error) {
    await host.stop();
    throw error;
  }
}

async function cloneOn(
  host: DatabaseServer,
  options: Partial<Omit<DatabaseOptions, 'url'>>,
): Promise<TestDatabase> {
  const server = await createMigratedDatabase(host);
  const database = await Database.open({ ...options, url: server.serviceUrl });
  const clock = new TestClock();
  return {
    server,
    database,
    everything: { query: (sql, parameters) => askOwner(server.ownerUrl, sql, parameters) },
    clock,
    random: new Random(clock),
    drop: async () => {
      const leaked = database.connectionsInUse;
      await database.close();
      await dropDatabase(host, server.name);
      await host.stop();
      if (leaked > 0) throw new Error(`${leaked} connections were not given back`);
    },
  };
}

async function askOwner<Row>(url: string, sql: string, parameters: readonly unknown[] = []) {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // the statement under way fails and says so
  await client.connect();
  try {
    return (await client.query(sql, [...parameters])).rows as Row[];
  } finally {
    await client.end();
  }
}
