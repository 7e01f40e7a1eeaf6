import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startEmbedded } from '../../src/platform/database/embedded/embedded.js';
import { chooseIdentity } from '../../src/platform/database/embedded/identity.js';
import { findPostmaster } from '../../src/platform/database/embedded/postmaster.js';
import type { DatabaseServer } from '../../src/platform/database/index.js';
import { createLogger } from '../../src/platform/logging.js';
import { compileSources, runUntilLine } from '../support/compiled.js';

/**
 * Goal: whatever happened to the processes before, the next start finds its data. Method: one prepared cluster, copied
 * for each test; real servers, killed for real.
 */
describe('the embedded database', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'furrow-embedded-'));
  const prepared = path.join(folder, 'prepared');
  const servers: DatabaseServer[] = [];
  let compiled = '';

  beforeAll(async () => {
    // Others than root must be able to enter.
    await rm(folder, { recursive: true }).then(() => mkdir(folder, { mode: 0o755 }));
    await Promise.all([start(prepared), start(prepared)]);
    await stopAll();
    compiled = await compileSources(['src/kernel', 'src/platform/database']);
  });
  afterEach(stopAll);
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    if (compiled) await rm(compiled, { recursive: true, force: true });
  });

  async function start(dataDirectory: string): Promise<DatabaseServer> {
    const server = await startEmbedded({
      dataDirectory,
      durable: false,
      logger: createLogger('silent'),
      onLost: () => undefined,
    });
    servers.push(server);
    return server;
  }

  async function stopAll(): Promise<void> {
    for (const server of servers.splice(0)) await server.stop();
  }

  /** A data directory of its own, as after a clean stop. */
  function copyOf(name: string): string {
    const copy = path.join(folder, name);
    cpSync(prepared, copy, { recursive: true, preserveTimestamps: true });
    return copy;
  }

  const postmaster = (dataDirectory: string) =>
    findPostmaster(path.join(dataDirectory, 'postgres'));

  /** What another process of ours does: start or join, say so, and leave when its input ends. */
  const another = (dataDirectory: string) => `
    import { startEmbedded } from './src/platform/database/embedded/embedded.js';
    const server = await startEmbedded({
      dataDirectory: ${JSON.stringify(dataDirectory)},
      durable: false,
      logger: { warn() {}, info() {} },
      onLost: () => undefined,
    });
    console.log(server.ownerUrl);
    process.stdin.on('end', async () => { await server.stop(); process.exit(0); }).resume();`;

  async function leave(child: Awaited<ReturnType<typeof runUntilLine>>['child']): Promise<void> {
    const left = once(child, 'exit');
    child.stdin?.end();
    await left;
  }

  it('is made at the first start, by one of two that start at once, with its passwords private', () => {
    const passwords = path.join(prepared, 'postgres', 'furrow-passwords.json');
    expect(statSync(passwords).mode & 0o777).toBe(0o600);
    expect(existsSync(path.join(prepared, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  it('keeps its rows over a stop and a start, and listens on loopback only', async () => {
    const data = copyOf('restart');
    await execute(await start(data), 'CREATE TABLE kept AS SELECT 1 AS n');
    await stopAll();
    expect(postmaster(data)).toBeUndefined();
    const server = await start(data);
    expect(await execute(server, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
    expect(await execute(server, 'SHOW listen_addresses')).toEqual([
      { listen_addresses: '127.0.0.1' },
    ]);
  });

  it('is shared: whoever comes later joins, and only the last to leave stops it', async () => {
    const data = copyOf('shared');
    const server = await start(data);
    const first = postmaster(data);
    const { child, line } = await runUntilLine(compiled, another(data));
    expect(line).toBe(server.ownerUrl);
    await leave(child);
    expect(postmaster(data)).toEqual(first);
    expect(await execute(server, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);

    const second = await runUntilLine(compiled, another(data));
    await stopAll();
    expect(postmaster(data)).toEqual(first);
    await leave(second.child);
    expect(postmaster(data)).toBeUndefined();
  });

  it('is joined when the process that started it was killed', async () => {
    const data = copyOf('orphan');
    const { child } = await runUntilLine(compiled, another(data));
    const orphan = postmaster(data);
    const killed = once(child, 'exit');
    child.kill('SIGKILL');
    await killed;
    await start(data);
    expect(postmaster(data)).toEqual(orphan);
    await stopAll();
    expect(postmaster(data)).toBeUndefined();
  });

  it('is started again on the same port when it was killed, with every committed row', async () => {
    const data = copyOf('killed');
    const server = await start(data);
    await execute(server, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n');
    const first = postmaster(data);
    process.kill(first?.pid ?? 0, 'SIGKILL');
    const rows = await untilAnswered(() => execute(server, 'SELECT count(*)::int AS n FROM kept'));
    expect(rows).toEqual([{ n: 1000 }]);
    expect(postmaster(data)?.pid).not.toBe(first?.pid);
    expect(postmaster(data)?.port).toBe(first?.port);
  });

  it('is started again when it was killed while it started again', async () => {
    const data = copyOf('killed-again');
    const server = await start(data);
    await execute(server, 'CREATE TABLE kept AS SELECT 1 AS n');
    const killed = new Set<number>();
    for (let times = 0; times < 3; times += 1) {
      const { pid } = await untilAnswered(async () => {
        const found = postmaster(data);
        if (found === undefined || killed.has(found.pid)) throw new Error('no server yet');
        return found;
      }, 1);
      process.kill(pid, 'SIGKILL');
      killed.add(pid);
    }
    expect(await untilAnswered(() => execute(server, 'SELECT n FROM kept'))).toEqual([{ n: 1 }]);
  });

  it('recovers at the next start when everything was killed', async () => {
    const data = copyOf('both-killed');
    const { child, line } = await runUntilLine(compiled, another(data));
    await query(line, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n');
    const killed = once(child, 'exit');
    child.kill('SIGKILL');
    process.kill(postmaster(data)?.pid ?? 0, 'SIGKILL');
    await killed;
    const server = await start(data);
    expect(await execute(server, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 1000 }]);
  });

  it('is not misled by a lock file whose process id now belongs to another program', async () => {
    const data = copyOf('stale');
    writeFileSync(
      path.join(data, 'postgres', 'postmaster.pid'),
      `${process.pid}\n${data}\n0\n5432\n`,
    );
    expect(await execute(await start(data), 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('refuses data of another major version, and says what to do', async () => {
    const data = copyOf('older');
    writeFileSync(path.join(data, 'postgres', 'PG_VERSION'), '14\n');
    await expect(start(data)).rejects.toThrow(/PostgreSQL 14; .* backup .* restore/s);
    expect(postmaster(data)).toBeUndefined();
  });

  it('quotes the last words of a server that will not start', async () => {
    const data = copyOf('broken');
    writeFileSync(path.join(data, 'postgres', 'postgresql.conf'), 'no_such_setting = 1\n');
    await expect(start(data)).rejects.toThrow(/could not be started .*no_such_setting/s);
  });

  it('runs for a normal user, and for root without the rights of root', async () => {
    const data = path.join(folder, 'other-user');
    if (process.getuid?.() !== 0) {
      expect(chooseIdentity(data).description).toBe('the user of this process');
      return;
    }
    await mkdir(data);
    expect(chooseIdentity(data, () => true).description).toContain('namespace');
    const fallback = chooseIdentity(data, () => false);
    fallback.own(data);
    expect(statSync(data).uid).toBe(65_534);
    const { child } = await runUntilLine(compiled, another(data), { uid: 65_534, gid: 65_534 });
    await leave(child);
    // Root takes over what a normal user made, and leaves it that user's.
    const server = await start(data);
    expect(await execute(server, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    const status = readFileSync(`/proc/${postmaster(data)?.pid}/status`, 'utf8');
    expect(status).toMatch(/^Uid:\s+65534\s/m);
  });
});

const execute = (server: DatabaseServer, sql: string) => query(server.ownerUrl, sql);

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows as unknown[];
  } finally {
    await client.end();
  }
}

/** Asks again until the server is back; the test's own time limit says how long that may take. */
async function untilAnswered<Result>(
  ask: () => Promise<Result>,
  pauseMilliseconds = 100,
): Promise<Result> {
  for (const deadline = Date.now() + 20_000; ;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause(pauseMilliseconds);
    }
  }
}
