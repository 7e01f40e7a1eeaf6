// Goal: what the guide for co-operatives tells to type works as it stands there, in a real shell, from the first member to the end.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Cooperatives } from '../support/cooperative.js';
import { PlainBrowser } from '../support/plain-browser.js';

const run = promisify(execFile);

let all: Cooperatives;
beforeAll(async () => {
  all = await Cooperatives.start({ roles: new Set(['api', 'public']) });
});
afterAll(() => all?.close());

const guide = readFileSync('docs/guides/co-operatives.md', 'utf8');
const commands = [...guide.matchAll(/```sh\n(.*?)```/gs)].map(([, command = '']) => command);

/** Types a command with these words filled in; only the address of the service is ours. */
async function type(
  command: string | undefined,
  words: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>> {
  let text = String(command).replace('https://trace.example', all.service.url);
  for (const [word, value] of Object.entries(words)) {
    text = text.replaceAll(new RegExp(`\\b${word}\\b`, 'g'), value);
  }
  const { stdout } = await run('sh', ['-c', text]);
  return JSON.parse(stdout) as Record<string, unknown>;
}

test('a farm is registered, acted for, handed over, and ends the mandate', async () => {
  const agent = await all.firm('cooperative');
  const [register, give, act, invite, ...rest] = commands;
  expect(rest).toEqual([]);
  const made = await type(register, { KEY: agent.key });
  const MEMBER = String(made.id);
  const product = await type(act, { KEY: agent.key, MEMBER });
  expect(product.itemCode).toBe('PLUM-R');
  const { code } = await type(invite, { KEY: agent.key, MEMBER });
  const form = { code: String(code), login: 'chen', password: 'the plums are ripe' };
  expect((await new PlainBrowser(all.service.url).post('/join', form)).status).toBe(303);
  await all.done(agent.key, 'DELETE', `/api/v1/mandates/${String(made.mandateId)}`);
  const refused = await all.ask(agent.key, 'GET', '/api/v1/products', { memberId: MEMBER });
  expect(refused.body.code).toBe('no-mandate');
  all.service.clock.advance(1);
  const farm = await all.firm('producer');
  const words = { KEY_OF_THE_FARM: farm.key, COOPERATIVE: agent.partyId };
  expect(await type(give, words)).toMatchObject({ agentPartyId: agent.partyId });
  const members = await all.items(agent.key, '/api/v1/members');
  expect(members).toMatchObject([{ id: farm.partyId }, { id: MEMBER, name: 'Chen, terrace 7' }]);
});
