// Goal: what the guide for co-operatives tells to type works as it stands there, in a real shell, from the first member to the end.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Cooperatives } from '../support/cooperative.js';
import { Guide } from '../support/guide.js';
import { PlainBrowser } from '../support/plain-browser.js';

let all: Cooperatives;
beforeAll(async () => {
  all = await Cooperatives.start({ roles: new Set(['api', 'public']) });
});
afterAll(() => all?.close());

test('a farm is registered, acted for, handed over, and ends the mandate', async () => {
  const agent = await all.firm('cooperative');
  const guide = new Guide('docs/guides/co-operatives.md', all.service.url);
  expect(guide.length).toBe(4);
  const [register, give, act, invite] = [0, 1, 2, 3] as const;
  const made = await guide.type(register, { KEY: agent.key });
  const MEMBER = String(made.id);
  const product = await guide.type(act, { KEY: agent.key, MEMBER });
  expect(product.itemCode).toBe('PLUM-R');
  const { code } = await guide.type(invite, { KEY: agent.key, MEMBER });
  const form = { code: String(code), login: 'chen', password: 'the plums are ripe' };
  expect((await new PlainBrowser(all.service.url).post('/join', form)).status).toBe(303);
  await all.done(agent.key, 'DELETE', `/api/v1/mandates/${String(made.mandateId)}`);
  const refused = await all.ask(agent.key, 'GET', '/api/v1/products', { memberId: MEMBER });
  expect(refused.body.code).toBe('no-mandate');
  all.service.clock.advance(1);
  const farm = await all.firm('producer');
  const words = { KEY_OF_THE_FARM: farm.key, COOPERATIVE: agent.partyId };
  expect(await guide.type(give, words)).toMatchObject({ agentPartyId: agent.partyId });
  const members = await all.items(agent.key, '/api/v1/members');
  expect(members).toMatchObject([{ id: farm.partyId }, { id: MEMBER, name: 'Chen, terrace 7' }]);
});
