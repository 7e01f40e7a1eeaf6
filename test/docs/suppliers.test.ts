// Goal: what the guide to bring suppliers in tells to type works as it stands there, in a real shell.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Cooperatives } from '../support/cooperative.js';
import { Guide } from '../support/guide.js';
import { PlainBrowser } from '../support/plain-browser.js';

let all: Cooperatives;
beforeAll(async () => {
  all = await Cooperatives.start({ roles: new Set(['api', 'public']) });
});
afterAll(() => all?.close());

test('a supplier is brought in, listed, given a new code, and joins', async () => {
  const guide = new Guide('docs/guides/suppliers.md', all.service.url);
  expect(guide.length).toBe(3);
  const { key: KEY } = await all.firm('retailer');
  const { id } = await guide.type(0, { KEY });
  const listed = await guide.type(1, { KEY });
  expect(listed.items).toMatchObject([{ id, status: 'invited' }]);
  const { code } = await guide.type(2, { KEY, SUPPLIER: String(id) });
  const form = { code: String(code), login: 'li-na', password: 'the pears are ripe' };
  expect((await new PlainBrowser(all.service.url).post('/join', form)).status).toBe(303);
  expect(await all.items(KEY, '/api/v1/suppliers')).toMatchObject([{ id, status: 'joined' }]);
});
