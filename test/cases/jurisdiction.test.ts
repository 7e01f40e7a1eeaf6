// Regulators see what the organisations of their jurisdiction see, and along an open case what lies beyond it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SourceRankingView } from '../../src/trace/sources/source-ranking-view.dto.js';
import type { TraceView } from '../../src/trace/trace.dto.js';
import { AccountsService } from '../../src/parties/index.js';
import type { Answer } from '../support/app.js';
import { World, type Body } from './world.js';

let world: World;
let batch: string;
let recall: string | undefined;

/** F and S are in province 37, P is in 11; W is in none that anybody said. Nothing of it is in 44. */
beforeAll(async () => {
  world = await World.start();
  batch = await world.make('F', 'A', '100', { hour: 1 });
  await world.handOver('F', 'P', 'A 40', 5);
  await world.handOver('F', 'S', 'A 10', 10);
  await world.transform('P', 'A 20', 'D 20', 30);
  await world.handOver('P', 'W', 'D 20', 40);
});
afterAll(() => world?.close());

async function get<Answer>(name: string, path: string) {
  const { key } = await world.trader(name);
  return world.service.send<Answer>('GET', path, { key });
}

interface Page {
  readonly items: readonly { readonly id: string; readonly authorPartyId: string }[];
}

/** Who recorded what they are told of, page by page. */
async function authorsOf(name: string, query = ''): Promise<string[]> {
  const names = new Map<string, string>();
  for (const [trader, { partyId }] of world.traders) names.set(partyId, trader);
  const authors: string[] = [];
  const ids = new Set<string>();
  let path: string | undefined = `/api/v1/events?limit=2${query}`;
  while (path !== undefined) {
    const { body, headers }: Answer<Page> = await get<Page>(name, path);
    for (const { id, authorPartyId } of body.items) {
      ids.add(id);
      authors.push(names.get(authorPartyId) ?? authorPartyId);
    }
    path = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
  }
  expect(ids.size).toBe(authors.length);
  return authors.sort();
}

const all = ['F', 'F', 'F', 'P', 'P', 'P', 'S', 'W'];

test('events are those of whom one oversees, each once, on as many pages as it takes', async () => {
  expect(await authorsOf('R37')).toEqual(['F', 'F', 'F', 'P', 'S']);
  expect(await authorsOf('R11')).toEqual(['F', 'P', 'P', 'P', 'W']);
  expect(await authorsOf('R44')).toEqual([]);
  expect(await authorsOf('R')).toEqual(all);
});

test('so are those of a batch, and those that EPCIS asks for', async () => {
  expect(await authorsOf('R37', `&batchId=${batch}`)).toEqual(['F', 'F', 'F', 'P', 'S']);
  expect(await authorsOf('R11', `&batchId=${batch}`)).toEqual(['F', 'P', 'P']);
  expect(await authorsOf('R44', `&batchId=${batch}`)).toEqual([]);
  const count = async (name: string) => {
    type Document = { epcisBody: { queryResults: { resultsBody: { eventList: unknown[] } } } };
    const { body } = await get<Document>(name, '/epcis/events?perPage=100');
    return body.epcisBody.queryResults.resultsBody.eventList.length;
  };
  expect([await count('R37'), await count('R11'), await count('R44')]).toEqual([5, 5, 0]);
});

test('an event is read whole by who oversees its author, and as by a partner by who oversees a partner', async () => {
  const told = new Map<string, unknown>();
  const shipping = await world.shipping('P', 'S', 'D 1', 45);
  await world.capture('P', { ...shipping, 'https://example.com/ns/price': '6.80' });
  for (const name of ['P', 'S', 'R11', 'R37', 'R']) {
    type Events = { readonly items: readonly { readonly event: Body }[] };
    const { body } = await get<Events>(name, '/api/v1/events?limit=100');
    const seen = body.items.filter(({ event }) => event.eventTime === shipping.eventTime);
    told.set(name, seen.map(({ event }) => JSON.stringify(event).includes('6.80')).join());
  }
  const whole = { P: 'true', R11: 'true', R: 'true', S: 'false', R37: 'false' };
  expect(Object.fromEntries(told)).toEqual(whole);
});

async function traced(name: string): Promise<string> {
  const { status, body } = await get<TraceView>(name, `/api/v1/traces?batchId=${batch}`);
  return status === 200
    ? `${body.view} ${body.sources.length + body.holdings.length}`
    : String(status);
}

test('a trace goes as far as the jurisdiction, and says so', async () => {
  expect(await traced('R37')).toMatch(/^jurisdiction/);
  expect(await traced('R11')).toMatch(/^jurisdiction/);
  expect(await traced('R44')).toBe('404');
  expect(await traced('R')).toMatch(/^all/);
});

async function ranked(name: string): Promise<string> {
  const { key } = await world.trader(name);
  const path = '/api/v1/traces/common-sources';
  const asked = { key, body: { cases: [{ batchId: batch }] } };
  const { status, body } = await world.service.send<SourceRankingView>('POST', path, asked);
  if (status !== 200) return String(status);
  const isSure = body.places.some(({ certainShare }) => certainShare === '1');
  return `${body.view} ${isSure ? 'with' : 'without'} certain places`;
}

test('so does a ranking of common sources', async () => {
  expect(await ranked('R37')).toBe('jurisdiction without certain places');
  expect(await ranked('R44')).toBe('422');
  expect(await ranked('R')).toBe('all with certain places');
});

test('a regulator orders recalls of what came through its jurisdiction, and of nothing else', async () => {
  const order = { batchIds: [batch], grade: 2, reason: 'Listeria' };
  const { key } = await world.trader('R44');
  const refused = await world.service.send<Body>('POST', '/api/v1/recalls', { key, body: order });
  expect([refused.status, refused.body.errors]).toMatchObject([422, [{ pointer: '/batchIds/0' }]]);
  const opened = await world.post((await world.trader('R11')).key, '/api/v1/recalls', order);
  recall = String(opened.id);
});

test('along an open case common sources are ranked over all records', async () => {
  expect([await ranked('R11'), await ranked('R37')]).toEqual([
    ...['all with certain places', 'all with certain places'],
  ]);
  expect(await ranked('R44')).toBe('422');
});

test('along an open case those whom it concerns see all of it, and the others nothing', async () => {
  for (const name of ['R11', 'R37', 'R']) {
    expect((await get(name, `/api/v1/recalls/${recall ?? ''}`)).status).toBe(200);
    expect(await traced(name)).toMatch(/^all/);
  }
  expect((await get('R44', `/api/v1/recalls/${recall ?? ''}`)).status).toBe(404);
  expect(await traced('R44')).toBe('404');
  const { key } = await world.trader('R11');
  await world.post(key, `/api/v1/recalls/${recall ?? ''}/close`, { word: 'All found' });
  expect(await traced('R11')).toMatch(/^jurisdiction/);
  expect(await traced('R37')).toMatch(/^jurisdiction/);
});

test('the audit of whom one oversees can be searched, and no other', async () => {
  type Entries = { items: { credential: string | null }[] };
  const credentialOf = async (name: string) => (await world.trader(name)).key.split('_')[1] ?? '';
  const tells = async (name: string, of: string) => {
    const { body } = await get<Entries>(name, `/api/v1/audit?credential=${await credentialOf(of)}`);
    return body.items.length > 0;
  };
  expect(await tells('R37', 'F')).toBe(true);
  expect(await tells('R37', 'P')).toBe(false);
  expect(await tells('R11', 'P')).toBe(true);
  expect(await tells('R44', 'F')).toBe(false);
  expect(await tells('F', 'R37')).toBe(false);
});

test('an account of a regulator needs a jurisdiction, and any other has none', async () => {
  const accounts = world.service.app.get(AccountsService);
  const { key } = await accounts.open({ kind: 'organisation', name: 'Us', roles: ['operator'] });
  const open = async (body: Body) => {
    const account = { name: 'Bureau', kind: 'organisation', ...body };
    const options = { key: key.text, body: account };
    return world.service.send<Body>('POST', '/api/v1/organisations', options);
  };
  const without = await open({ roles: ['regulator'] });
  const foreign = await open({ roles: ['producer'], jurisdiction: '370000' });
  for (const { status, body } of [without, foreign]) {
    expect([status, body.errors]).toMatchObject([422, [{ pointer: '/jurisdiction' }]]);
  }
  const opened = await open({ roles: ['regulator'], jurisdiction: '370200', division: '370200' });
  expect(opened.body).toMatchObject({
    division: '370200',
    jurisdiction: { division: '370200', level: 'prefecture' },
  });
  const firm = await open({ roles: ['producer'], uscc: '91350100M000100Y43' });
  expect(firm.body).toMatchObject({ division: '350100' });
});
