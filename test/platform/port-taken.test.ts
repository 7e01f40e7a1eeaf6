// Goal: whoever starts a second service on a port reads why it does not start. Method: the service as npm start ends in,
// with a database of its own, on a port that this process holds.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { compileSources } from '../support/compiled.js';

let compiled: string;
let data: string;

beforeAll(async () => {
  compiled = await compileSources(['src', 'migrations']);
  data = await mkdtemp(path.join(tmpdir(), 'furrow-port-'));
  await chmod(data, 0o755);
});
afterAll(async () => {
  for (const folder of [compiled, data]) if (folder) await rm(folder, { recursive: true });
});

it('a port that is taken is the one thing that a start complains of', async () => {
  const holder = createServer().listen(0);
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  const env = { PORT: String(port), FURROW_DATA_DIR: data, LOG_LEVEL: 'warn' };
  const ended = await new Promise<{ code: number | null; lines: string[] }>((resolve) => {
    const child = execFile(
      process.execPath,
      ['src/main.js'],
      { cwd: compiled, env },
      (_, out, err) => resolve({ code: child.exitCode, lines: (out + err).trim().split('\n') }),
    );
  });
  holder.close();
  expect(ended.code).toBe(1);
  expect(ended.lines).toHaveLength(1);
  expect(JSON.parse(ended.lines[0] ?? '')).toMatchObject({
    level: 'fatal',
    msg: `port ${port} is taken by another program: stop it, or set PORT to a free one`,
  });
});
