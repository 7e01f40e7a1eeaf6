import { readFile, rm, writeFile } from 'node:fs/promises';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import {
  backup,
  migrate,
  restore,
  withScratchDatabase,
  type DatabaseServer,
} from '../../src/platform/database/index.js';
import type { DatabaseAddress } from '../../src/platform/database/scratch.js';
import { testServer } from '../support/server.js';

/** Rows whose text forms are awkward: COPY's own escapes, its end mark, exact numbers, far instants. */
class Awkward9990000000001 implements MigrationInterface {
  readonly name = 'Awkward9990000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE awkward_child (
        id int PRIMARY KEY, parent int, words text, amount numeric, at timestamptz, document jsonb, bytes bytea,
        tags text[], twice numeric GENERATED ALWAYS AS (amount * 2) STORED
      );
      CREATE TABLE awkward_parent (id int PRIMARY KEY, next int REFERENCES awkward_parent);
      ALTER TABLE awkward_child ADD FOREIGN KEY (parent) REFERENCES awkward_parent;
      INSERT INTO awkward_parent VALUES (1, 2), (2, 1);
    `);
  }

  async down(): Promise<void> {}
}

class Later9990000000002 implements MigrationInterface {
  readonly name = 'Later9990000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE awkward_child ADD later int NOT NULL DEFAULT 7');
  }

  async down(): Promise<void> {}
}

const level = [...migrations, Awkward9990000000001];
const folder = mkdtempSync(path.join(tmpdir(), 'furrow-backup-'));
const file = (name: string) => path.join(folder, name);

async function rowsOf(database: DatabaseAddress, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('backup and restore', () => {
  let server: DatabaseServer;

  beforeAll(async () => {
    server = await testServer();
    await withScratchDatabase(server, async (source) => {
      await migrate(source, level);
      await rowsOf(
        source,
        `INSERT INTO awkward_child VALUES
           (1, 2, E'tab\\tline\\nback\\\\slash \\\\. 农场', 0.1000000000000000000001, 'infinity',
            '{"a": "\\\\.\\nb", "n": 12345678901234567890.10}', '\\x00ff', '{"a,b",NULL,""}'),
           (2, NULL, '\\.', -0.0, '2026-03-29 01:30:00.123456+00', 'null', NULL, NULL);
         INSERT INTO awkward_child (id, words) SELECT n, repeat(n::text, 40) FROM generate_series(3, 20000) n;`,
      );
      await backup(source.ownerUrl, file('first'));
    });
  });

  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('gives back the same rows, table by table', async () => {
    await withScratchDatabase(server, async (target) => {
      const restored = await restore(target, level, file('first'));
      const again = await backup(target.ownerUrl, file('second'));
      expect(again).toEqual(restored);
      expect(again.find(({ table }) => table === 'awkward_child')?.bytes).toBeGreaterThan(500_000);
      const [row] = await rowsOf(target, 'SELECT * FROM awkward_child WHERE id = 1');
      expect(row).toMatchObject({
        words: 'tab\tline\nback\\slash \\. 农场',
        twice: '0.2000000000000000000002',
      });
    });
  });

  it('restores what an older release wrote, then migrates it', async () => {
    await withScratchDatabase(server, async (target) => {
      await restore(target, [...level, Later9990000000002], file('first'));
      expect(await rowsOf(target, 'SELECT DISTINCT later FROM awkward_child')).toEqual([
        { later: 7 },
      ]);
    });
  });

  it('refuses what a newer release wrote', async () => {
    await withScratchDatabase(server, async (target) => {
      await expect(restore(target, migrations, file('first'))).rejects.toThrow(/newer Furrow/);
    });
  });

  it('refuses a database that is in use', async () => {
    await withScratchDatabase(server, async (target) => {
      await migrate(target, level);
      await expect(restore(target, level, file('first'))).rejects.toThrow(/in use already/);
    });
  });

  it('refuses a file with a changed row, or cut off, and keeps nothing of it', async () => {
    const text = gunzipSync(await readFile(file('first')));
    const changed = Buffer.from(text);
    changed.write('农庄', changed.indexOf('农场'));
    await writeFile(file('changed'), gzipSync(changed));
    await writeFile(file('cut'), gzipSync(text.subarray(0, text.length - 20)));
    for (const [name, reason] of [
      ['changed', /not those that were backed up/],
      ['cut', /cut off/],
    ] as const) {
      await withScratchDatabase(server, async (target) => {
        await expect(restore(target, level, file(name))).rejects.toThrow(reason);
        expect(await rowsOf(target, 'SELECT id FROM awkward_child')).toEqual([]);
      });
    }
  });

  it('never overwrites a file, and leaves none where it fails', async () => {
    await expect(backup(server.ownerUrl, file('first'))).rejects.toThrow(/never overwritten/);
    const gone = server.ownerUrl.replace(/\/[^/]*$/, '/no_such_database');
    await expect(backup(gone, file('third'))).rejects.toThrow(/no_such_database/);
    await expect(readFile(file('third'))).rejects.toThrow(/ENOENT/);
  });
});
