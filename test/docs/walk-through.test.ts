// Goal: what the readme tells a newcomer to type works as it stands there, in a real shell.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seedDemo } from '../../src/cli/demo/seed.js';
import { startApp, type TestApp } from '../support/app.js';

const run = promisify(execFile);

let service: TestApp;
beforeAll(async () => {
  service = await startApp();
  await seedDemo(service.app);
});
afterAll(() => service?.close());

interface Told {
  readonly status: number;
  readonly body: { readonly id: string; readonly code?: string; readonly detail?: string };
}

/** The commands of the readme's walk-through, in order. */
function commandsOfReadme(): string[] {
  const [, section = ''] = readFileSync('README.md', 'utf8').split('## Walk through');
  const [, shell = ''] = /```sh\n(.*?)```/s.exec(section) ?? [];
  return shell.split(/\n\n/).map((command) => command.trim());
}

/** Types a command; only the port is ours, and curl is asked for the status besides. */
async function type(command: string): Promise<Told> {
  const { stdout } = await run('sh', [
    '-c',
    `curl() { command curl -w '\\n%{http_code}' "$@"; }
${command.replace('localhost:3000', new URL(service.url).host)}`,
  ]);
  const [, body = '', status = ''] = /^(.*)\n(\d+)$/s.exec(stdout) ?? [];
  return { status: Number(status), body: JSON.parse(body) as Told['body'] };
}

test('the walk-through makes a product and a batch, and may not sell more than there is', async () => {
  const [product = '', batch = '', sale = '', ...rest] = commandsOfReadme();
  expect(rest).toEqual([]);
  const registered = await type(product);
  expect(registered).toEqual({
    status: 201,
    body: expect.objectContaining({ id: expect.any(String) }),
  });
  const made = await type(batch.replaceAll('PRODUCT', registered.body.id));
  expect(made).toEqual({ status: 201, body: expect.objectContaining({ id: expect.any(String) }) });
  expect(made.body.code).toEqual(expect.any(String));
  const refused = await type(sale.replaceAll('BATCH', made.body.id));
  expect(refused.status).toBe(409);
  expect(refused.body.detail).toContain('60');
});
