import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AuditEntryView } from '../../src/audit/audit.dto.js';
import { runCommand } from '../../src/cli/commands.js';
import { withScratchDatabase } from '../../src/platform/database/index.js';
import { startApp, type TestApp } from '../support/app.js';
import { compileSources } from '../support/compiled.js';
import { PlainBrowser } from '../support/plain-browser.js';

// The first account of an installation comes from the command line, as a process beside the service. That processes of their
// own are safe beside each other is tried with processes; what the commands do, without: each loads longer than it works.

let service: TestApp;
let compiled: string;
beforeAll(async () => {
  [service, compiled] = await Promise.all([startApp(), compileSources(['src', 'migrations'])]);
});
afterAll(async () => {
  await service?.close();
  if (compiled) await rm(compiled, { recursive: true, force: true });
});

interface Ended {
  readonly code: number;
  readonly output: string;
}

async function cli(words: readonly string[], url = service.server.ownerUrl): Promise<Ended> {
  let output = '';
  const hear = (text: string) => {
    output += text;
  };
  const env = { DATABASE_URL: url };
  return { code: await runCommand(words, { env, say: hear, complain: hear }), output };
}

function cliProcess(words: readonly string[]) {
  return new Promise<Ended>((resolve) => {
    const child = execFile(
      process.execPath,
      ['src/cli/main.js', ...words],
      { cwd: compiled, env: { DATABASE_URL: service.server.ownerUrl } },
      (_, out, err) => resolve({ code: child.exitCode ?? -1, output: out + err }),
    );
  });
}

const keyIn = (output: string) => /^fk_\w+$/m.exec(output)?.[0];
const organisationIn = (output: string) => /organisation ([0-9a-f-]{36})/.exec(output)?.[1] ?? '';

async function openAccount(key: string | undefined): Promise<number> {
  const body = { kind: 'organisation', name: 'Farm', roles: ['producer'] };
  return (await service.send('POST', '/api/v1/organisations', { key, body })).status;
}

test('the first operator is opened once, and its key opens accounts', async () => {
  const tries = await Promise.all(
    [0, 1].map(() => cliProcess(['create-operator', 'North Registry'])),
  );
  expect(tries.map(({ code }) => code).sort()).toEqual([0, 1]);
  const opened = tries.find(({ code }) => code === 0)?.output ?? '';
  const refused = tries.find(({ code }) => code === 1)?.output ?? '';
  expect(opened).toMatch(/^Opened the operator "North Registry", organisation [0-9a-f-]{36}\.$/m);
  expect(await openAccount(keyIn(opened))).toBe(201);

  // Whoever lost the key learns how to get another; the refusal itself bears none.
  const operator = organisationIn(opened);
  expect(refused).toContain(`npm run cli -- issue-key ${operator}`);
  expect(keyIn(refused)).toBeUndefined();
  const issued = await cli(['issue-key', operator]);
  expect(issued.code).toBe(0);
  expect(keyIn(issued.output)).not.toBe(keyIn(opened));
  expect(await openAccount(keyIn(issued.output))).toBe(201);

  const another = await cli(['create-operator', 'South Registry', '--another']);
  expect(another.code).toBe(0);
  expect(organisationIn(another.output)).not.toBe(operator);
  expect(await openAccount(keyIn(another.output))).toBe(201);
});

test('what the operator does at the command line is in the audit of whom it is about', async () => {
  const opened = await cli(['create-operator', 'Seen Registry', '--another']);
  const issued = await cli(['issue-key', organisationIn(opened.output)]);
  const key = keyIn(issued.output);
  const { body } = await service.send<{ items: AuditEntryView[] }>(
    'GET',
    '/api/v1/audit?credential=cli',
    { key },
  );
  const idOf = (output: string) => keyIn(output)?.split('_')[1];
  expect(body.items).toEqual([
    {
      ...{ id: expect.any(String), at: expect.any(String) },
      ...{ credential: 'cli', action: 'issue-key', subject: idOf(issued.output) },
    },
    {
      ...{ id: expect.any(String), at: expect.any(String) },
      ...{ credential: 'cli', action: 'create-operator', subject: idOf(opened.output) },
    },
  ]);
});

test('a key is made for an organisation that is named by its party, too', async () => {
  const opened = await cli(['create-operator', 'Party Registry', '--another']);
  const me = (key: string | undefined) =>
    service.send<{ id: string; partyId: string }>('GET', '/api/v1/organisations/me', { key });
  const { body } = await me(keyIn(opened.output));
  const issued = await cli(['issue-key', body.partyId]);
  expect((await me(keyIn(issued.output))).body.id).toBe(body.id);
});

test('a code that somebody was invited with lets nobody in once the operator has let in by hand', async () => {
  const opened = await cli(['create-operator', 'Handed Registry', '--another']);
  const key = keyIn(opened.output);
  const invited = { key, body: { name: 'Ann', role: 'owner' } };
  const { body } = await service.send<{ code: string }>('POST', '/api/v1/invitations', invited);
  await cli(['issue-key', organisationIn(opened.output)]);
  const fields = { code: body.code, login: 'ann@handed.example', password: 'the pears are ripe' };
  expect((await new PlainBrowser(service.url).post('/join', fields)).status).toBe(422);
});

test('a database that nobody has migrated is brought up first', async () => {
  const host = { ...service.server, stop: () => Promise.resolve() };
  const answer = await withScratchDatabase(host, ({ ownerUrl }) =>
    cli(['create-operator', '北方登记处'], ownerUrl),
  );
  expect(answer).toEqual({ code: 0, output: expect.stringMatching(/"北方登记处"/) });
});

test.each([
  [['create-operator', ' '], 1, /one line of at most 200/],
  [['create-operator', 'a\u001b[2J'], 1, /one line of at most 200/],
  [['create-operator', '--another'], 2, /^Usage/],
  [['create-operator', 'A', '--other'], 2, /^Usage/],
  [['create-operator', '--name', 'A'], 2, /^Usage/],
  [['create-operator', 'A', '--another', 'B'], 2, /^Usage/],
  [['rebuild-state', 'now'], 2, /^Usage/],
  [['issue-key', 'me'], 1, /no organisation "me"/],
  [['issue-key', '0190a4f0-8c2e-7d31-b8a4-5f0c1e2d3a4b'], 1, /no organisation "0190/],
])('%j is refused and does nothing', async (words, code, output) => {
  expect(await cli(words)).toEqual({ code, output: expect.stringMatching(output) });
});
