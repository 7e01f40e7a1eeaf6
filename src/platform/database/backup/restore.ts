import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { migrate, migrationsRun, type Migration } from '../migrate.js';
import type { DatabaseServer } from '../server.js';
import { copyIn } from './copy.js';
import { formatName, tableEnd, type Ending, type Manifest, type TableSummary } from './format.js';
import { LineReader } from './lines.js';
import { openPlainSession } from './session.js';
import { copyTarget, type Table } from './tables.js';

/**
 * Brings a backup into an empty database: its migrations up to the level of the backup, its rows in one transaction, then
 * the migrations that came later. So a newer Furrow restores what an older one wrote. Digests are compared on the way.
 */
export async function restore(
  server: Pick<DatabaseServer, 'ownerUrl' | 'serviceUrl'>,
  migrations: readonly Migration[],
  file: string,
): Promise<TableSummary[]> {
  const reader = new LineReader(file);
  const manifest = await readManifest(reader);
  const client = await openPlainSession(server.ownerUrl, 'furrow restore');
  try {
    await refuseUsedDatabase(client);
    await migrate(server, upTo(manifest, migrations));
    await client.query('BEGIN');
    const summaries = await loadTables(client, reader);
    await client.query('COMMIT');
    await migrate(server, migrations);
    return summaries;
  } finally {
    await client.end();
  }
}

async function readManifest(reader: LineReader): Promise<Manifest> {
  const manifest = JSON.parse(await reader.line()) as Manifest;
  if (manifest.format !== formatName) {
    throw new Error(`this is not a backup that this Furrow can read: ${String(manifest.format)}`);
  }
  return manifest;
}

/** A database in which a service has ever started is in use: what it holds must not be mixed with a backup. */
async function refuseUsedDatabase(client: pg.Client): Promise<void> {
  const ran = await migrationsRun(async (sql) => (await client.query<{ name: string }>(sql)).rows);
  if (ran.length === 0) return;
  throw new Error(
    'This database is in use already: restore goes into an empty one. Stop the service and set FURROW_DATA_DIR to a ' +
      'new directory (or DATABASE_URL to a new database), then restore again.',
  );
}

function upTo(manifest: Manifest, migrations: readonly Migration[]): Migration[] {
  const level = new Set(manifest.migrations);
  const known = migrations.filter((Each) => level.has(new Each().name ?? Each.name));
  if (known.length === level.size) return known;
  throw new Error('The backup was written by a newer Furrow: restore it with that release.');
}

async function loadTables(client: pg.Client, reader: LineReader): Promise<TableSummary[]> {
  const summaries: TableSummary[] = [];
  for (;;) {
    const next = JSON.parse(await reader.line()) as Table | Ending;
    if ('tables' in next) {
      if (next.tables === summaries.length) return summaries;
      throw new Error(`the file has ${summaries.length} of ${next.tables} tables`);
    }
    summaries.push(await loadTable(client, reader, next));
  }
}

async function loadTable(
  client: pg.Client,
  reader: LineReader,
  table: Table,
): Promise<TableSummary> {
  await emptyTable(client, client.escapeIdentifier(table.name));
  const digest = createHash('sha256');
  let bytes = 0;
  async function* measured(): AsyncGenerator<Buffer> {
    for await (const chunk of reader.linesUntil(tableEnd)) {
      digest.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  const target = copyIn(client, `COPY ${copyTarget(client, table)} FROM STDIN`);
  await pipeline(Readable.from(measured()), target);
  const loaded = { table: table.name, bytes, sha256: digest.digest('hex') };
  const written = JSON.parse(await reader.line()) as TableSummary;
  if (loaded.sha256 !== written.sha256)
    throw new Error(`the rows of ${table.name} are not those that were backed up`);
  return loaded;
}

/**
 * Some migrations put a first row into a table; the backup has that row as it became. Append-only tables refuse a DELETE
 * even where it would find nothing, so only tables with rows are asked.
 */
async function emptyTable(client: pg.Client, name: string): Promise<void> {
  const { rowCount } = await client.query(`SELECT FROM ${name} LIMIT 1`);
  if (rowCount !== 0) await client.query(`DELETE FROM ${name}`);
}
