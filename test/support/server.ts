import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { migrations } from '../../migrations/index.js';
import { startEmbedded } from '../../src/platform/database/embedded/embedded.js';
import { createLogger } from '../../src/platform/logging.js';
import {
  asOwner,
  createDatabase,
  databaseAddress,
  type DatabaseAddress,
} from '../../src/platform/database/scratch.js';
import {
  migrate,
  sqlState,
  sqlStateOf,
  type DatabaseServer,
} from '../../src/platform/database/index.js';

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

/** A new copy of the migrated template. */
export async function createMigratedDatabase(server: DatabaseServer): Promise<DatabaseAddress> {
  const template = await migratedTemplate(server);
  for (let tries = 1; ; tries += 1) {
    try {
      return await createDatabase(server, template);
    } catch (error) {
      // It cannot be copied while the other worker still migrates it, which happens only once.
      if (sqlStateOf(error) !== sqlState.objectInUse || tries === 10) throw error;
      await pause(50 * tries);
    }
  }
}

/** Named after the text of the migrations, so that a server that outlives this run never serves an older shape. */
async function migratedTemplate(server: DatabaseServer): Promise<string> {
  const digest = createHash('sha256');
  for (const Migration of migrations) digest.update(String(Migration));
  const name = `furrow_template_${digest.digest('hex').slice(0, 12)}`;
  await asOwner(server, async (owner) => {
    const ready = 'SELECT FROM pg_database WHERE datname = $1 AND datistemplate';
    if ((await owner.query(ready, [name])).rowCount !== 0) return;
    // Two workers may both come here: each step is harmless the second time.
    await owner.query(`CREATE DATABASE ${name} TEMPLATE template0`).catch((error: unknown) => {
      const state = sqlStateOf(error);
      if (state !== sqlState.duplicateDatabase && state !== sqlState.uniqueViolation) throw error;
    });
    await migrate(databaseAddress(server, name), migrations);
    await owner.query(`ALTER DATABASE ${name} WITH IS_TEMPLATE true`);
  });
  return name;
}
