import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withScratchDatabase, type DatabaseServer } from '../../src/platform/database/index.js';
import { compileSources } from '../support/compiled.js';
import { testServer } from '../support/server.js';

describe('the operator’s commands', () => {
  let compiled: string;
  let server: DatabaseServer;

  beforeAll(async () => {
    server = await testServer();
    compiled = await compileSources(['src', 'migrations']);
  });
  afterAll(async () => {
    await server?.stop();
    if (compiled) await rm(compiled, { recursive: true, force: true });
  });

  function cli(words: string[], environment: Record<string, string>) {
    return new Promise<{ code: number; output: string }>((resolve) => {
      const options = { cwd: compiled, env: environment };
      const child = execFile(
        process.execPath,
        ['src/cli/main.js', ...words],
        options,
        (_, out, err) => resolve({ code: child.exitCode ?? -1, output: out + err }),
      );
    });
  }

  it('migrate, back up and restore, and refuse to restore over data', async () => {
    const file = path.join(compiled, 'all.backup');
    await withScratchDatabase(server, async (source) => {
      const on = { DATABASE_URL: source.ownerUrl };
      expect(await cli(['migrate'], on)).toEqual({
        code: 0,
        output: expect.stringMatching(/^Ran Platform/),
      });
      expect(await cli(['backup', file], on)).toEqual({
        code: 0,
        output: expect.stringMatching(/^Wrote/),
      });
    });
    await withScratchDatabase(server, async (target) => {
      const on = { DATABASE_URL: target.ownerUrl };
      expect(await cli(['restore', file], on)).toEqual({
        code: 0,
        output: expect.stringMatching(/^Restored/),
      });
      expect(await cli(['restore', file], on)).toEqual({
        code: 1,
        output: expect.stringMatching(/in use already/),
      });
    });
  });

  it('explain themselves where they are not understood, without touching a database', async () => {
    const on = { DATABASE_URL: 'postgres://127.0.0.1:1/none' };
    const answers = await Promise.all([cli(['no-such-command'], on), cli(['backup'], on)]);
    for (const { code, output } of answers) {
      expect(code).toBe(2);
      expect(output).toMatch(/^Usage: npm run cli -- <command>\n.*\n {2}backup <file> /s);
    }
  });

  it('say what is wrong with the settings', async () => {
    const { code, output } = await cli(['migrate'], { DATABASE_URL: 'sqlite://x', PORT: 'x' });
    expect(code).toBe(1);
    expect(output).toMatch(/DATABASE_URL is not an address/);
    expect(output).toMatch(/PORT is "x"/);
  });
});
