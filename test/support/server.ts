import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { migrations } from '../../migrations/index.js';
import { startEmbedded } from '../../src/platform/database/embedded/embedded.js';
import {
  createLogger,
  migrate,
  sqlState,
  sqlStateOf,
  withDatabaseName,
  type DatabaseServer,
} from '../../src/platform/index.js';

/** A database of one test, on the server of this run. */
export type TestServer = Pick<DatabaseServer, 'ownerUrl' | 'serviceUrl'> & {
  readonly name: string;
};

/** DATABASE_URL, or the embedded server of this run, which the first caller starts and the others join. */
export async function testServer(): Promise<DatabaseServer> {
  const url = process.env.DATABASE_URL;
  if (url) return { ownerUrl: url, serviceUrl: url, stop: () => Promise.resolve() };
  return startEmbedded({
    dataDirectory: process.env.FURROW_TEST_DATA ?? '.data/test',
    durable: false,
    keepRunning: true,
    logger: createLogger('silent'),
    onLost: () => undefined,
  });
}

/** Makes a database (a copy of the migrated template, or an empty one) and runs `work` with a way to drop it. */
export async function createDatabase(
  server: DatabaseServer,
  content: 'migrated' | 'empty',
): Promise<TestServer> {
  const template = content === 'migrated' ? await migratedTemplate(server) : 'template0';
  const name = `furrow_test_${randomBytes(6).toString('hex')}`;
  await withOwner(server, (owner) => createFrom(owner, name, template));
  return onDatabase(server, name);
}

export async function dropDatabase(server: DatabaseServer, name: string): Promise<void> {
  await withOwner(server, (owner) => owner.query(`DROP DATABASE ${name} WITH (FORCE)`));
}

/** Named after the text of the migrations, so that a server that outlives this run never serves an older shape. */
async function migratedTemplate(server: DatabaseServer): Promise<string> {
  const digest = createHash('sha256');
  for (const Migration of migrations) digest.update(String(Migration));
  const name = `furrow_template_${digest.digest('hex').slice(0, 12)}`;
  await withOwner(server, async (owner) => {
    const ready = 'SELECT FROM pg_database WHERE datname = $1 AND datistemplate';
    if ((await owner.query(ready, [name])).rowCount !== 0) return;
    // Two workers may both come here: each step is harmless the second time.
    await owner.query(`CREATE DATABASE ${name} TEMPLATE template0`).catch((error: unknown) => {
      const state = sqlStateOf(error);
      if (state !== sqlState.duplicateDatabase && state !== sqlState.uniqueViolation) throw error;
    });
    await migrate(onDatabase(server, name), migrations);
    await owner.query(`ALTER DATABASE ${name} WITH IS_TEMPLATE true`);
  });
  return name;
}

/** A template cannot be copied while the other worker is still looking at it, which it only does at the beginning. */
async function createFrom(owner: pg.Client, name: string, template: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await owner.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
      return;
    } catch (error) {
      if (sqlStateOf(error) !== sqlState.objectInUse || tries === 10) throw error;
      await pause(50 * tries);
    }
  }
}

function onDatabase(server: DatabaseServer, name: string): TestServer {
  return {
    name,
    ownerUrl: withDatabaseName(server.ownerUrl, name),
    serviceUrl: withDatabaseName(server.serviceUrl, name),
  };
}

async function withOwner<Result>(
  server: DatabaseServer,
  work: (owner: pg.Client) => Promise<Result>,
): Promise<Result> {
  const owner = new pg.Client({ connectionString: withDatabaseName(server.ownerUrl, 'postgres') });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}
