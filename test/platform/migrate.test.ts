import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import {
  aloneOn,
  Database,
  migrate,
  withScratchDatabase,
  type DatabaseServer,
} from '../../src/platform/database/index.js';
import { asOwner } from '../../src/platform/database/scratch.js';
import { withDatabaseName } from '../../src/platform/database/server.js';
import { testServer } from '../support/server.js';

class Newer9990000000001 implements MigrationInterface {
  readonly name = 'Newer9990000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE newer (id int)');
  }

  async down(): Promise<void> {}
}

class Broken9990000000002 implements MigrationInterface {
  readonly name = 'Broken9990000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE half (id int); SELECT 1 / 0;');
  }

  async down(): Promise<void> {}
}

describe('migrations', () => {
  let server: DatabaseServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server?.stop());

  it('hold back whatever else must happen alone, and that holds back its like', async () => {
    await withScratchDatabase(server, async (scratch) => {
      const inside: string[] = [];
      const turns: string[][] = [];
      const alone = (name: string) =>
        aloneOn(scratch, async () => {
          inside.push(name);
          await asOwner(server, (owner) => owner.query('SELECT 1'));
          turns.push([...inside]);
          inside.splice(inside.indexOf(name), 1);
        });
      await Promise.all([alone('first'), alone('second'), alone('third')]);
      expect(turns.map((each) => each.length)).toEqual([1, 1, 1]);
    });
  });

  it('run once when twenty processes start at the same time', async () => {
    await withScratchDatabase(server, async (scratch) => {
      const runs = await Promise.all(
        Array.from({ length: 20 }, () => migrate(scratch, migrations)),
      );
      const working = runs.filter((ran) => ran.length > 0);
      expect(working).toEqual([migrations.map((Each) => new Each().name)]);
    });
  });

  it('stand in the order of their numbers, under names of the same number', () => {
    const numbers = migrations.map((Each) => Number(/\d{13}$/.exec(new Each().name ?? '')?.[0]));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(new Set(numbers).size).toBe(migrations.length);
    for (const Each of migrations) expect(new Each().name).toBe(Each.name);
  });

  it('refuse a database that is newer than the code', async () => {
    await withScratchDatabase(server, async (scratch) => {
      await migrate(scratch, [...migrations, Newer9990000000001]);
      await expect(migrate(scratch, migrations)).rejects.toThrow(
        /newer than this Furrow.*Newer999/,
      );
    });
  });

  it('leave nothing of the one that fails, and can be run again', async () => {
    await withScratchDatabase(server, async (scratch) => {
      await expect(migrate(scratch, [...migrations, Broken9990000000002])).rejects.toThrow(
        /division by zero/,
      );
      expect(await migrate(scratch, [...migrations, Newer9990000000001])).toEqual([
        'Newer9990000000001',
      ]);
    });
  });

  it('work for a login that is no superuser but owns the database and may create roles', async () => {
    await withScratchDatabase(server, async (scratch) => {
      await withLogin(server, scratch.name, 'CREATEROLE', async (url) => {
        await asOwner(server, async (owner) => {
          const login = owner.escapeIdentifier(new URL(url).username);
          await owner.query(`ALTER DATABASE ${scratch.name} OWNER TO ${login}`);
          // On a server where the roles exist already, an administrator has to lend them.
          await owner.query(
            `GRANT furrow_owner, furrow_app, furrow_fold, furrow_trace, furrow_gate, furrow_keeper,
               furrow_public TO ${login} WITH ADMIN OPTION`,
          );
        });
        await migrate({ ownerUrl: url, serviceUrl: url }, migrations);
        const database = await Database.open({ url });
        expect(await database.query('SELECT current_user AS user')).toEqual([
          { user: 'furrow_app' },
        ]);
        await database.close();
      });
    });
  });

  it('say what an administrator must do where the login may not', async () => {
    await withScratchDatabase(server, async (scratch) => {
      await withLogin(server, scratch.name, 'NOCREATEROLE', async (url) => {
        await allowTables(scratch.ownerUrl, new URL(url).username);
        await expect(migrate({ ownerUrl: url, serviceUrl: url }, migrations)).rejects.toThrow(
          /let an administrator run once.*GRANT furrow_owner TO/s,
        );
      });
    });
  });
});

async function allowTables(ownerUrl: string, login: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(`GRANT CREATE ON SCHEMA public TO ${login}`);
  await client.end();
}

/** Runs `work` with the address of a new login, and removes the login after. */
async function withLogin(
  server: DatabaseServer,
  database: string,
  rights: string,
  work: (url: string) => Promise<void>,
): Promise<void> {
  const url = new URL(withDatabaseName(server.ownerUrl, database));
  url.username = `login_${database}`;
  url.password = 'secret';
  await asOwner(server, (owner) =>
    owner.query(`CREATE ROLE ${url.username} LOGIN ${rights} PASSWORD 'secret'`),
  );
  try {
    await work(url.href);
  } finally {
    const client = new pg.Client({ connectionString: withDatabaseName(server.ownerUrl, database) });
    await client.connect();
    await client.query(`REASSIGN OWNED BY ${url.username} TO CURRENT_USER`);
    await client.query(`DROP OWNED BY ${url.username}; DROP ROLE ${url.username}`);
    await client.end();
  }
}
