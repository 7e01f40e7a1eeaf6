import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { migrationsRun } from '../migrate.js';
import { copyOut } from './copy.js';
import { formatName, tableEnd, type Manifest, type TableSummary } from './format.js';
import { openPlainSession } from './session.js';
import { copyTarget, tablesInOrder } from './tables.js';

/**
 * Writes every row as of one moment to a new file, while the service goes on. The file appears under its name only when
 * it is complete and on disk. The embedded PostgreSQL brings no pg_dump, hence our own.
 */
export async function backup(ownerUrl: string, file: string): Promise<TableSummary[]> {
  if (await exists(file)) throw new Error(`${file} exists: backups are never overwritten`);
  const client = await openPlainSession(ownerUrl, 'furrow backup');
  const part = `${file}.part`;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const summaries: TableSummary[] = [];
    await pipeline(
      Readable.from(content(client, summaries)),
      createGzip(),
      createWriteStream(part),
    );
    await sync(part, 'r+');
    await rename(part, file);
    await sync(path.dirname(path.resolve(file)), 'r');
    return summaries;
  } finally {
    await rm(part, { force: true });
    await client.end();
  }
}

async function* content(
  client: pg.Client,
  summaries: TableSummary[],
): AsyncGenerator<string | Buffer> {
  const { rows } = await client.query<{ server: string; taken: Date }>(
    `SELECT current_setting('server_version') AS server, now() AS taken`,
  );
  const manifest: Manifest = {
    format: formatName,
    takenAt: rows[0]?.taken.toISOString() ?? '',
    postgres: rows[0]?.server ?? '',
    migrations: await migrationsRun(
      async (sql) => (await client.query<{ name: string }>(sql)).rows,
    ),
  };
  yield line(manifest);
  for (const table of await tablesInOrder(client)) {
    yield line(table);
    const digest = createHash('sha256');
    let bytes = 0;
    for await (const chunk of copyOut(client, `COPY ${copyTarget(client, table)} TO STDOUT`)) {
      digest.update(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      yield chunk as Buffer;
    }
    const summary = { table: table.name, bytes, sha256: digest.digest('hex') };
    summaries.push(summary);
    yield `${tableEnd}\n`;
    yield line(summary);
  }
  yield line({ tables: summaries.length });
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** A file's rows and, of its directory, its name: both must outlive a power cut. */
async function sync(place: string, flags: 'r' | 'r+'): Promise<void> {
  const handle = await open(place, flags);
  await handle.sync();
  await handle.close();
}
