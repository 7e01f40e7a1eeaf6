// Goal: who works for an organisation is told to nobody outside it. Method: staff with names and logins that can be told from
// everything else act and are acted on; then others, regulators and consumers ask every list and page for anything of them.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rules } from '../http/who-may.js';
import { World } from '../cases/world.js';
import { PlainBrowser } from '../support/plain-browser.js';

const name = 'Unlikely Zhao Xiaomei';
const login = 'unlikely.zhao@farm.example';
const password = 'the pears are ripe';
const told = /Unlikely|unlikely\.zhao|Xiaomei/i;

let world: World;
let ids: Readonly<Record<string, string>>;
let personId: string;
let code: string;
beforeAll(async () => {
  world = await World.start();
  const { key } = await world.trader('F');
  for (const trader of ['P', 'S', 'R']) await world.trader(trader);
  const { code: joining } = await world.post(key, '/api/v1/invitations', { name, role: 'owner' });
  const browser = new PlainBrowser(world.service.url);
  await browser.post('/join', { code: String(joining), login, password });
  await world.post(key, '/api/v1/invitations', { name: `${name} 2`, role: 'viewer' });
  const batch = await harvest(browser);
  await world.handOver('F', 'P', 'A 40', 5);
  await world.post(key, '/api/v1/recalls', { batchIds: [batch], grade: 2, reason: 'A test' });
  const people = await world.service.send<{ items: { id: string; login: string }[] }>(
    'GET',
    '/api/v1/people',
    { key },
  );
  personId = people.body.items[0]!.id;
  expect(people.body.items[0]!.login).toBe(login);
  ids = await idsOf(key, batch);
});
afterAll(() => world?.close());

/** A batch that the person registers on the page: its event is under their id. */
async function harvest(browser: PlainBrowser): Promise<string> {
  const { placeId } = await world.trader('F');
  const product = await world.product('X', 'F');
  const { text } = await browser.open('/desk/batches/new');
  const made = await browser.post('/desk/batches', {
    formId: /name="formId" value="([^"]+)"/.exec(text)?.[1] ?? '',
    ...{ product, making: 'harvest', quantity: '200', unit: 'KGM', number: 'A' },
    ...{ place: placeId, day: '2026-11-15' },
  });
  const id = String(made.location).split('/').at(-1) ?? '';
  world.adopt('A', id, 'X');
  return id;
}

/** Things of the farm that routes name. */
async function idsOf(key: string, batch: string): Promise<Record<string, string>> {
  const first = async (path: string) =>
    (
      await world.service.send<{ items: Record<string, string>[] }>('GET', `/api/v1/${path}`, {
        key,
      })
    ).body.items[0] ?? {};
  const { partyId, placeId } = await world.trader('F');
  code = String(
    (await world.service.send<{ code: string }>('GET', `/api/v1/batches/${batch}`, { key })).body
      .code,
  );
  return {
    batches: batch,
    parties: partyId,
    locations: placeId,
    products: String((await first('products')).id),
    events: String((await first('events')).id),
    recalls: String((await first('recalls')).id),
    people: personId,
  };
}

/** Every list and everything of the farm's that can be asked for, as text. */
async function readAll(trader: string): Promise<{ readonly text: string; readonly paths: number }> {
  const { key } = await world.trader(trader);
  const texts: string[] = [];
  for (const route of Object.keys(rules).filter((each) => each.startsWith('GET '))) {
    const [, pattern = ''] = route.split(' ');
    const kind = pattern.split('/')[3] ?? '';
    const path = pattern.replace(/\{\w+\}/, ids[kind] ?? 'AAAAAAAAAAAA');
    const queries: Readonly<Record<string, string>> = {
      '/api/v1/traces': `?batchId=${ids.batches}`,
      '/api/v1/balances': '?from=2026-01-01T00:00:00Z&until=2026-12-31T00:00:00Z',
    };
    const query = queries[pattern] ?? '';
    const { status, headers, body } = await world.service.send('GET', `${path}${query}`, { key });
    texts.push(JSON.stringify([status, [...headers], body]));
  }
  return { text: texts.join('\n'), paths: texts.length };
}

test('its own owners are told, so that there is something to keep back', async () => {
  const { text } = await readAll('F');
  expect(text).toMatch(told);
  expect(text).toContain(login);
});

describe.each([
  ['a partner', 'P'],
  ['a stranger', 'S'],
  ['a regulator of the whole country', 'R'],
])('%s', (_, trader) => {
  test('is told no name and no login by any list or page', async () => {
    const { text, paths } = await readAll(trader);
    expect(paths).toBeGreaterThan(20);
    expect(text).not.toMatch(told);
  });
});

test('a regulator finds what was done in the audit, under an id and without a name', async () => {
  const { key } = await world.trader('R');
  const { body } = await world.service.send<{ items: { name?: string; credential: string }[] }>(
    'GET',
    `/api/v1/audit?credential=person/${personId}`,
    { key },
  );
  expect(body.items.length).toBeGreaterThan(0);
  for (const entry of body.items) {
    expect([entry.credential, entry.name]).toEqual([`person/${personId}`, undefined]);
  }
});

test('a consumer is told neither a name nor an id, in no form of the answer', async () => {
  for (const path of [`/t/${code}`, new URL(world.linkOf('A')).pathname]) {
    for (const Accept of ['text/html', 'application/json', 'application/linkset+json']) {
      const { body, headers } = await world.service.send('GET', path, { headers: { Accept } });
      const text = JSON.stringify([[...headers], body]);
      expect(text).not.toMatch(told);
      expect(text).not.toContain(personId);
    }
  }
});
