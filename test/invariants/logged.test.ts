// Invariant 10 of the design.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { World, type Body } from '../cases/world.js';
import { codeOf, complaintsOf, sendReport } from '../complaints/consumer.js';
import { documentOf } from '../epcis/repository.js';
import { person } from '../recalls/people.js';
import { RowCounts } from '../support/row-counts.js';
import { alertOf } from '../walls/scenery.js';

let world: World;
let owner: pg.Client;
let rows: RowCounts;
beforeAll(async () => {
  // Without jobs, which would write rows in between.
  world = await World.start({ roles: new Set(['api', 'public']) });
  owner = new pg.Client({ connectionString: world.service.server.ownerUrl });
  await owner.connect();
  await owner.query(`
    CREATE FUNCTION refuse_feed() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'the feed is out of order'; END $$;
    CREATE TRIGGER refuse_feed BEFORE INSERT ON feed FOR EACH ROW EXECUTE FUNCTION refuse_feed();
    ALTER TABLE feed DISABLE TRIGGER refuse_feed`);
  rows = await RowCounts.open(world.service.server.ownerUrl);
  await world.make('F', 'A', '100', { hour: 1 });
  await world.trader('P');
});
afterAll(async () => {
  await rows?.close();
  await owner?.end();
  await world?.close();
});

interface Request {
  readonly path: string;
  readonly body?: unknown;
  readonly method?: 'PATCH' | 'PUT' | 'DELETE';
  readonly by?: string;
}

/** Each kind of write that makes or changes a record, as F makes it unless another is named. */
const writes: [string, () => Promise<Request>][] = [
  ['a party', async () => ({ path: 'api/v1/parties', body: { name: 'Zhang', kind: 'person' } })],
  ['a change of a party', async () => change('parties', (await world.trader('F')).partyId)],
  ['a place', async () => ({ path: 'api/v1/locations', body: await field() })],
  ['a change of a place', async () => change('locations', (await world.trader('F')).placeId)],
  [
    'a product',
    async () => ({ path: 'api/v1/products', body: { name: 'Y', itemCode: 'y', unit: 'KGM' } }),
  ],
  ['a change of a product', async () => change('products', world.products.get('X') ?? '')],
  [
    'a code of another scheme',
    async () => ({ path: 'api/v1/external-identifiers', body: organicMark(1) }),
  ],
  ['the taking back of one', takenBack],
  ['a batch', async () => ({ path: 'api/v1/batches', body: await batch('B') })],
  ['codes', async () => ({ path: `${codesOf('A')}`, body: { kind: 'item', count: 2 } })],
  [
    'an activation of codes',
    async () => ({ path: `${codesOf('A')}/activations`, body: { codes: await items() } }),
  ],
  [
    'a voiding of codes',
    async () => ({
      path: `${codesOf('A')}/voidings`,
      body: { codes: await items(), reason: 'spoiled' },
    }),
  ],
  [
    'a blocking of codes',
    async () => ({
      path: `${codesOf('A')}/blockings`,
      body: { codes: await activeItems(), reason: 'seen twice' },
    }),
  ],
  [
    'a consumption of codes',
    async () => ({ path: `${codesOf('A')}/consumptions`, body: { codes: await activeItems() } }),
  ],
  [
    'a run of codes that a job issues',
    async () => ({ path: `${codesOf('A')}`, body: { kind: 'item', count: 10_001 } }),
  ],
  [
    'the giving up of one',
    async () => ({ path: `api/v1/code-runs/${await largeRun()}/cancellation` }),
  ],
  [
    'a company prefix',
    async () => ({ path: 'api/v1/company-prefixes', body: { prefix: nextPrefix() } }),
  ],
  ['SSCCs', async () => ({ path: 'api/v1/ssccs', body: { count: 2, prefix: await somePrefix() } })],
  ['unit codes', async () => ({ path: 'api/v1/logistic-units/codes', body: { count: 2 } })],
  ['a shipping', async () => ({ path: 'api/v1/events', body: await shipping() })],
  [
    'a capture document',
    async () => ({
      path: 'epcis/capture',
      body: documentOf([await world.shipping('F', 'P', 'A 1', 3)]),
    }),
  ],
  ['a declaration of error', async () => ({ path: 'api/v1/events', body: await declaration() })],
  ['a drill', async () => ({ path: 'api/v1/drills' })],
  ['a recall', async () => ({ path: 'api/v1/recalls', body: await recallOf('R1') })],
  [
    'a draft of a recall',
    async () => ({ path: 'api/v1/recall-drafts', body: await recallOf('R6') }),
  ],
  ['a change of one', () => aboutDraft('R7', { method: 'PUT' })],
  ['the discarding of one', () => aboutDraft('R8', { method: 'DELETE' })],
  ['the first signature of one', () => aboutDraft('R9', {}, 2)],
  ['the last signature of one', () => aboutDraft('R10', {})],
  ['the signature after an emergency', () => signedAfterwards()],
  [
    'settings of recalls',
    async () => ({ method: 'PUT', path: 'api/v1/recall-settings', body: { signatures: 1 } }),
  ],
  ['a widening', () => widening()],
  ['a takeover', async () => ({ ...(await about('R13', 'takeover', because)), by: 'R' })],
  ['a request for more time', async () => (await moreTime('R14')).asked],
  ['what is said to it', async () => (await moreTime('R15')).decided()],
  ['a release', () => about('R2', 'release', () => ({ batchIds: [idOf('R2')] }))],
  ['an acknowledgement', async () => ({ ...(await about('R3', 'acknowledge')), by: 'P' })],
  [
    'an answer to a recall',
    async () => ({ ...(await about('R26', 'answers', () => ({ kind: 'received' }))), by: 'P' }),
  ],
  ['a report of a destruction', () => about('R27', 'disposals', () => planOf('R27'))],
  ['the completion of a relabelling', completion],
  ['how a holder was told', async () => about('R29', 'tellings', await toldOf('P'))],
  ['a check', () => about('R30', 'checks', () => ({ level: 'A' }))],
  ['what it found', found],
  ['a public notice', () => about('R5', 'public-notice', () => ({}))],
  ['a note that a complaint was seen', () => aboutComplaint('acknowledgement')],
  ['an answer to one', () => aboutComplaint('answer', { words: 'Sorry' })],
  ['the closing of one', () => aboutComplaint('closing', { words: 'Paid back' })],
  [
    'the taking back of who reported one',
    async () => ({
      method: 'DELETE',
      path: `api/v1/complaint-receipts/${await number()}/reporter`,
    }),
  ],
  [
    'a print order',
    async () => ({ path: `api/v1/code-runs/${await runOf('A')}/print-orders`, body: {} }),
  ],
  ['a link of a product', async () => ({ path: linksOf('X'), body: link })],
  [
    'the removal of one',
    async () => ({ method: 'DELETE', path: `${linksOf('X')}/${await aLink()}` }),
  ],
  [
    'settings of looks',
    async () => ({
      ...{ method: 'PUT', path: `api/v1/products/${world.products.get('X') ?? ''}/scan-settings` },
      body: { markets: ['CN'] },
    }),
  ],
  [
    'a note that an alert was seen',
    async () => ({
      path: `api/v1/scan-alerts/${await alertOf(world, idOf('A'))}/acknowledgement`,
    }),
  ],
  ['a closing', () => about('R4', 'close', () => ({ word: 'all found' }))],
];

const organicMark = (n: number) => ({
  ...{ scheme: 'organic', value: String(n).padStart(17, '9') },
  productId: world.products.get('X'),
});

async function takenBack(): Promise<Request> {
  const { key } = await world.trader('F');
  const { id } = await world.post(key, '/api/v1/external-identifiers', organicMark(2));
  return { method: 'DELETE', path: `api/v1/external-identifiers/${String(id)}` };
}

const idOf = (name: string) => world.batches.get(name) ?? '';
const codesOf = (name: string) => `api/v1/batches/${idOf(name)}/codes`;

function change(collection: string, id: string): Request {
  return { method: 'PATCH', path: `api/v1/${collection}/${id}`, body: { name: 'another' } };
}

async function items(): Promise<unknown> {
  const { key } = await world.trader('F');
  return (await world.post(key, `/${codesOf('A')}`, { kind: 'item', count: 2 })).codes;
}

async function activeItems(): Promise<unknown> {
  const { key } = await world.trader('F');
  const codes = await items();
  await world.post(key, `/${codesOf('A')}/activations`, { codes });
  return codes;
}

let prefixes = 0;
const nextPrefix = () => `950000${(prefixes += 1)}`;

async function somePrefix(): Promise<string> {
  const prefix = nextPrefix();
  await world.post((await world.trader('F')).key, '/api/v1/company-prefixes', { prefix });
  return prefix;
}

async function declaration(): Promise<Body> {
  const { body } = await world.ship('F', 'P', 'A 1', 4);
  return { activity: 'declare-error', of: body.eventId, reason: 'never left' };
}

/** A batch of its own, some of it at P: what a recall stops, no other write needs. */
async function recallOf(name: string): Promise<Body> {
  await world.make('F', name, '10', { hour: 1 });
  await world.handOver('F', 'P', `${name} 4`, 2);
  return { batchIds: [idOf(name)], grade: 1, reason: 'Listeria' };
}

async function about(name: string, what: string, body?: () => Body): Promise<Request> {
  const { key } = await world.trader('F');
  const { id } = await world.post(key, '/api/v1/recalls', await recallOf(name));
  return { path: `api/v1/recalls/${String(id)}/${what}`, ...(body && { body: body() }) };
}

const because = () => ({ reason: 'Grave' });

async function widening(): Promise<Request> {
  const { batchIds } = await recallOf('R12b');
  return about('R12', 'widen', () => ({ batchIds, ...because() }));
}

/** F asks for more time, and R decides. */
async function moreTime(
  name: string,
): Promise<{ asked: Request; decided: () => Promise<Request> }> {
  const { key } = await world.trader('F');
  await world.trader('R');
  const { path } = await about(name, 'extensions');
  await world.post(key, `/${path.replace('extensions', 'public-notice')}`, {});
  const day = new Date(world.service.clock.now() + 60 * 86_400_000).toISOString().slice(0, 10);
  const asked = { path, body: { until: day, ...because() } };
  const decided = async () => {
    const { extensions } = await world.post(key, `/${path}`, asked.body);
    const [{ id } = { id: '' }] = extensions as { id: string }[];
    return { path: `${path}/${id}/decision`, body: { granted: true }, by: 'R' };
  };
  return { asked, decided };
}

/** About a draft of F's, which asks for so many signatures. */
async function aboutDraft(
  name: string,
  to: Omit<Request, 'path'>,
  signatures = 1,
): Promise<Request> {
  const { key } = await world.trader('F');
  await world.service.send('PUT', '/api/v1/recall-settings', { key, body: { signatures } });
  const words = await recallOf(name);
  const { id, writtenAt } = await world.post(key, '/api/v1/recall-drafts', words);
  const path = `api/v1/recall-drafts/${String(id)}`;
  if (to.method === 'DELETE') return { path, ...to };
  if (to.method === 'PUT') return { path, ...to, body: { ...words, grade: 2 } };
  return { path: `${path}/signature`, body: { writtenAt } };
}

/** F signs what another of its people opened. */
async function signedAfterwards(): Promise<Request> {
  const { key } = await world.trader('F');
  const other = await (await person(world, 'F')).makeKey();
  await world.service.send('PUT', '/api/v1/recall-settings', { key, body: { signatures: 2 } });
  const order = { ...(await recallOf('R11')), emergency: true };
  const { id } = await world.post(other, '/api/v1/recalls', order);
  await world.service.send('PUT', '/api/v1/recall-settings', { key, body: { signatures: 1 } });
  return { path: `api/v1/recalls/${String(id)}/signature` };
}

const quantity = { value: '1', unit: 'KGM' };
const planOf = (name: string, what = 'destroy') => ({
  ...{ batchId: idOf(name), what, quantity, place: 'The kiln', at: '2126-12-01T09:00:00Z' },
});

async function completion(): Promise<Request> {
  const { key } = await world.trader('F');
  const { path } = await about('R28', 'disposals');
  const { disposals } = await world.post(key, `/${path}`, planOf('R28', 'relabel'));
  const [report] = disposals as { id: string }[];
  return { path: `${path}/${report!.id}/completion`, body: { quantity } };
}

async function found(): Promise<Request> {
  const { key } = await world.trader('F');
  const { path } = await about('R31', 'checks');
  const [check] = (await world.post(key, `/${path}`, { level: 'A' })).checks as { id: string }[];
  const { partyId } = await world.trader('P');
  const body = { partyId, heard: true, acted: true, foundGoods: false };
  return { path: `${path}/${check!.id}/outcomes`, body };
}

async function toldOf(name: string): Promise<() => Body> {
  const { partyId } = await world.trader(name);
  return () => ({ partyId, means: 'visit' });
}

async function aboutComplaint(what: string, body?: Body): Promise<Request> {
  await sendReport(world.service, { code: await codeOf(world, 'F', 'A') });
  const [complaint] = await complaintsOf(world, 'F');
  return { path: `api/v1/complaints/${String(complaint!.id)}/${what}`, ...(body && { body }) };
}

/** Of a complaint that tells who reported it. */
async function number(): Promise<string> {
  const code = await codeOf(world, 'F', 'A');
  return String((await sendReport(world.service, { code, contact: '13800000000' })).body.number);
}

async function runOf(name: string): Promise<string> {
  const { key } = await world.trader('F');
  return String((await world.post(key, `/${codesOf(name)}`, { kind: 'item', count: 2 })).runId);
}

async function largeRun(): Promise<string> {
  const { key } = await world.trader('F');
  const codes = { kind: 'item', count: 10_001 };
  return String((await world.post(key, `/${codesOf('A')}`, codes)).runId);
}

const link = { linkType: 'gs1:pip', href: 'https://x.example/', title: 'A page' };
const linksOf = (product: string) => `api/v1/products/${world.products.get(product) ?? ''}/links`;

async function aLink(): Promise<string> {
  const { key } = await world.trader('F');
  return String((await world.post(key, `/${linksOf('X')}`, link)).id);
}

async function field(): Promise<Body> {
  const { partyId } = await world.trader('F');
  return { name: 'field', partyId, kind: 'field', timeZone: 'Asia/Shanghai' };
}

async function batch(number: string): Promise<Body> {
  const productId = world.products.get('X');
  return { productId, number, quantity: { value: '1', unit: 'KGM' } };
}

async function shipping(): Promise<Body> {
  const { partyId } = await world.trader('P');
  return { activity: 'ship', toPartyId: partyId, goods: world.goods('A 1') };
}

test.each(writes)(
  'Logged in the same transaction: %s and its feed row, or neither',
  async (_, request) => {
    const { path, body, method = 'POST', by = 'F' } = await request();
    const { key } = await world.trader(by);
    const send = () => world.service.send<Body>(method, `/${path}`, { key, body });
    const before = await rows.read();
    await owner.query('ALTER TABLE feed ENABLE TRIGGER refuse_feed');
    const failed = await send();
    await owner.query('ALTER TABLE feed DISABLE TRIGGER refuse_feed');
    expect(failed.status).toBe(500);
    expect(JSON.stringify(failed.body)).not.toMatch(/feed/);
    expect(await rows.read()).toEqual(before);
    expect((await send()).status).toBeLessThan(300);
    expect((await rows.read()).feed).toBeGreaterThan(before.feed ?? 0);
  },
);

test('Logged in the same transaction: a refused act leaves no row of any kind', async () => {
  const before = await rows.read();
  expect((await world.ship('F', 'P', 'A 1000', 3)).status).toBe(409);
  expect(await rows.read()).toEqual(before);
});
