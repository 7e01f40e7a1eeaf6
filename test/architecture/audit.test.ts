// Goal: `npm run audit` fails on what is known and only on that. Method: it asks a registry of this test, over HTTP, which
// knows of a hole, of a small one, of none, or has no advisories at all.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

let registry: Server | undefined;
/** npm remembers what it was told of a hole, so each test has its own memory. */
let cache: string;
beforeEach(async () => {
  cache = await mkdtemp(path.join(tmpdir(), 'furrow-audit-'));
});
afterEach(async () => {
  registry?.close();
  registry = undefined;
  await rm(cache, { recursive: true });
});

/** The address of a registry that knows this of luxon, which we run; undefined: it has no advisories. */
async function registryThatSays(severity: string | undefined, known: boolean): Promise<string> {
  const hole = { id: 1, url: 'https://advisories.example/1', title: 'a hole', severity };
  const advisories = known ? { luxon: [{ ...hole, vulnerable_versions: '*' }] } : {};
  const versions = { '3.7.2': { name: 'luxon', version: '3.7.2' } };
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      if (request.method === 'POST' && severity === undefined) response.writeHead(405).end();
      else if (request.method === 'POST') response.end(JSON.stringify(advisories));
      else response.end(JSON.stringify({ name: 'luxon', versions }));
    });
  }).listen(0, '127.0.0.1');
  registry = server;
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function audit(address: string): Promise<{ code: number; said: string }> {
  const env = {
    ...process.env,
    npm_config_registry: address,
    npm_config_cache: cache,
    npm_config_noproxy: '127.0.0.1',
  };
  return new Promise((resolve) => {
    const asked = execFile('node', ['test/support/audit.mjs'], { env }, (_error, out, err) =>
      resolve({ code: asked.exitCode ?? -1, said: out + err }),
    );
  });
}

describe('the audit of dependencies', () => {
  test.each(['high', 'critical'])('fails on a hole of grade %s and names it', async (severity) => {
    const { code, said } = await audit(await registryThatSays(severity, true));
    expect(said).toContain(`${severity}: luxon`);
    expect(code).toBe(1);
  });

  test('passes a lesser one, which it names', async () => {
    const { code, said } = await audit(await registryThatSays('moderate', true));
    expect(said).toContain('moderate: luxon');
    expect(code).toBe(0);
  });

  test('passes when nothing is known', async () => {
    const { code, said } = await audit(await registryThatSays('high', false));
    expect([code, said]).toEqual([0, 'audit: nothing known of grade high or worse\n']);
  });

  test('says that it was not done where the registry has no advisories, or is not there', async () => {
    const without = await audit(await registryThatSays(undefined, false));
    expect(without.said).toMatch(/^audit: NOT DONE, the registry could not be asked: .*405/);
    const nobody = await audit('http://127.0.0.1:9');
    expect(nobody.said).toMatch(/^audit: NOT DONE, the registry could not be asked: /);
    expect([without.code, nobody.code]).toEqual([0, 0]);
  });
});
