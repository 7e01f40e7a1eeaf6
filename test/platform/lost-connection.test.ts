import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Database, isUnavailable } from '../../src/platform/database/index.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await cloneDatabase();
});
afterAll(() => test?.drop());

/** Ends sessions from another process, while this one stands still: what they said last is read afterwards at once. */
function terminate(pid: number): void {
  const code = `
    import pg from 'pg';
    const client = new pg.Client({ connectionString: ${JSON.stringify(test.server.ownerUrl)} });
    await client.connect();
    while ((await client.query('SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid = $1',
      [${pid}])).rowCount > 0);
    await client.end();`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code]);
  if (status !== 0) throw new Error(String(stderr));
}

it('a server that ends a session right after its answer costs the next request, not the process', async () => {
  const url = test.server.serviceUrl;
  const database = await Database.open({ url, poolSize: 1 });
  const [{ pid } = { pid: 0 }] = await database.query<{ pid: number }>(
    'SELECT pg_backend_pid() AS pid',
  );
  const answered = database.query<{ one: number }>('SELECT 1 AS one');
  // It gets the connection in the very moment of the answer, before it can listen to what the server says next.
  const next = database.transaction((tx) => tx.query('SELECT 2'));
  next.catch(() => undefined);
  // The pool sends in this tick; nothing is read before the end of it.
  process.nextTick(() => terminate(pid));
  expect(await answered).toEqual([{ one: 1 }]);
  const error: unknown = await next.catch((reason: unknown) => reason);
  expect(isUnavailable(error)).toBe(true);
  expect(await database.query('SELECT 3 AS three')).toEqual([{ three: 3 }]);
  await database.close();
});
