import pg from 'pg';
import { DataSource, type Logger, type MigrationInterface } from 'typeorm';
import type { DatabaseServer } from './server.js';
import { ensureRoles } from './roles.js';
import { sqlState, sqlStateOf } from './sqlstate.js';

/** A migration: readable SQL, forward only, in the order of the number that ends its name. */
export type Migration = new () => MigrationInterface;

/** Table in which TypeORM notes what has run. */
export const migrationsTable = 'migration';

/** Table with the one row that a migrating process locks. */
export const controlTable = 'migration_control';

/**
 * Brings the database to the level of this code and returns the names of the migrations it ran. Any number of processes
 * may call it at once: one works, the others wait for it and find nothing left to do. A database that is ahead of this
 * code is refused, since old code would write into a shape it does not know.
 */
export async function migrate(
  server: Pick<DatabaseServer, 'ownerUrl' | 'serviceUrl'>,
  migrations: readonly Migration[],
): Promise<string[]> {
  return holdingTheControlRow(server.ownerUrl, async (owner) => {
    await ensureRoles(owner, decodeURIComponent(new URL(server.serviceUrl).username));
    return runPending(server.ownerUrl, migrations);
  });
}

async function runPending(url: string, migrations: readonly Migration[]): Promise<string[]> {
  const source = new DataSource({
    type: 'postgres',
    url,
    migrations: [...migrations],
    migrationsTableName: migrationsTable,
    migrationsTransactionMode: 'each',
    installExtensions: false,
    logger: silent,
    applicationName: 'furrow migrations',
    extra: { max: 1, options: '-c role=furrow_owner -c timezone=UTC' },
  });
  await source.initialize();
  try {
    await refuseNewerDatabase(source);
    const ran = await source.runMigrations();
    return ran.map((migration) => migration.name);
  } finally {
    await source.destroy();
  }
}

/** TypeORM would print to the console. Its errors travel as exceptions. */
const silent: Logger = {
  logQuery() {},
  logQueryError() {},
  logQuerySlow() {},
  logSchemaBuild() {},
  logMigration() {},
  log() {},
};

async function refuseNewerDatabase(source: DataSource): Promise<void> {
  const known = new Set(source.migrations.map((migration) => migration.name));
  const ran = await migrationsRun((sql) => source.query<{ name: string }[]>(sql));
  const unknown = ran.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new Error(
    `The database is newer than this Furrow: it has ${unknown.join(', ')}. ` +
      'Run the release that made it, or restore a backup that this release wrote.',
  );
}

/** Names of the migrations a database has, oldest first; none where it was never migrated. */
export async function migrationsRun(
  query: (sql: string) => Promise<{ name: string }[]>,
): Promise<string[]> {
  const exists = await query(
    `SELECT 'yes' AS name WHERE to_regclass('${migrationsTable}') IS NOT NULL`,
  );
  if (exists.length === 0) return [];
  const rows = await query(`SELECT name FROM ${migrationsTable} ORDER BY id`);
  return rows.map((row) => row.name);
}

/**
 * Runs `work` while no other process works so or migrates: for what must happen once and has no row of its own to
 * lock. Never migrate inside of it, which would wait for itself.
 */
export async function aloneOn<Result>(
  server: Pick<DatabaseServer, 'ownerUrl'>,
  work: () => Promise<Result>,
): Promise<Result> {
  return holdingTheControlRow(server.ownerUrl, () => work());
}

/**
 * A row lock, because it lives in a transaction: it is gone when its process is, and every PostgreSQL-compatible engine
 * has it (advisory locks they do not all have).
 */
async function holdingTheControlRow<Result>(
  url: string,
  work: (owner: pg.Client) => Promise<Result>,
): Promise<Result> {
  const lock = await connect(url, 'furrow migration lock');
  const owner = await connect(url, 'furrow migrations');
  try {
    await makeControlRow(lock);
    await lock.query('BEGIN');
    await lock.query(`SELECT FROM ${controlTable} FOR UPDATE`);
    return await work(owner);
  } finally {
    await owner.end();
    await lock.end();
  }
}

/** CREATE TABLE IF NOT EXISTS may still collide with another one at the same moment, in three ways; then it exists. */
async function makeControlRow(client: pg.Client): Promise<void> {
  const statements = [
    `CREATE TABLE IF NOT EXISTS ${controlTable} (only_row boolean PRIMARY KEY CHECK (only_row))`,
    `INSERT INTO ${controlTable} VALUES (true) ON CONFLICT DO NOTHING`,
  ];
  for (const statement of statements) {
    await client.query(statement).catch((error: unknown) => {
      if (!collisions.includes(sqlStateOf(error) ?? '')) throw error;
    });
  }
}

const collisions: readonly string[] = [
  sqlState.duplicateTable,
  sqlState.duplicateObject,
  sqlState.uniqueViolation,
];

async function connect(url: string, name: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: name });
  client.on('error', () => undefined); // the statement under way fails and says so
  await client.connect();
  return client;
}
