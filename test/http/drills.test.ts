// Mock recalls: what they find, who reads them, and the nightly ones.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { placeOf } from '../../src/drills/drill.js';
import type { DrillView, FirmGradeView } from '../../src/drills/drills.dto.js';
import { DrillsService } from '../../src/drills/drills.service.js';
import { NightlyDrills } from '../../src/drills/nightly-drills.js';
import { World, type Body } from '../cases/world.js';
import { RowCounts } from '../support/row-counts.js';

let service: World;
let world: World;
beforeAll(async () => {
  // Without jobs, which would write rows in between.
  service = await World.start({ roles: new Set(['api', 'public']) });
});
beforeEach(() => {
  world = service.another();
});
afterAll(() => service?.close());

async function drill(trader: string) {
  const { key } = await world.trader(trader);
  world.service.clock.advance(1); // Ids of one moment have no order.
  return world.service.send<DrillView & Body>('POST', '/api/v1/drills', { key });
}

async function drillsOf(trader: string, query = ''): Promise<DrillView[]> {
  const { key } = await world.trader(trader);
  const path = `/api/v1/drills${query}`;
  const { body } = await world.service.send<{ items: DrillView[] }>('GET', path, { key });
  return body.items;
}

const fact = { recorded: 'fact' };

test('a drill traces a batch both ways as its firm sees it, and tells how much of it is traced', async () => {
  await world.make('F', 'A', '100', { hour: 1 });
  await world.handOver('F', 'P', 'A 60', 2);
  await world.transform('P', 'A 60', 'D 60', 5);
  await world.handOver('P', 'S', 'D 20', 8);
  const { status, body } = await drill('P');
  expect(status).toBe(201);
  expect(body).toMatchObject({
    ...{ batchId: world.batches.get('D'), candidates: 1, batches: 1, sources: 1, isWhole: true },
    balance: { unit: 'KGM', recorded: '60', unaccountedIn: '0', unaccounted: '0' },
    ...{ partyId: (await world.trader('P')).partyId, tracedPerMille: 1000, grade: 'A' },
    cites: [{ pack: 'industry-drills', rule: 'drill-grades', confirmed: false }],
  });
  expect(body.holdings).toBeGreaterThanOrEqual(2);
  expect(body.night).toBeUndefined();
  const far = await drill('F');
  expect(far.body).toMatchObject({ batchId: world.batches.get('A'), sources: 0 });
});

test.each([
  ['a count that finds less', 'A 95', 'count', { unaccounted: '5' }, 950, 'C'],
  ['a sale of more than there was', 'A 125', 'sell', { unaccountedIn: '25' }, 800, 'D'],
  ['all that was made is sold', 'A 100', 'sell', { unaccounted: '0' }, 1000, 'A'],
])('%s shows in share and grade', async (_, goods, activity, balance, tracedPerMille, grade) => {
  await world.make('F', 'A', '100', { hour: 1 });
  await world.does('F', activity, 2, { goods: world.goods(goods) });
  expect((await drill('F')).body).toMatchObject({ balance, tracedPerMille, grade });
});

test('a batch whose making was declared in error is not drawn', async () => {
  const { key } = await world.trader('F');
  await world.make('F', 'A', '10', { hour: 1 });
  const id = await world.make('F', 'B', '10', { hour: 1 });
  const path = `/api/v1/events?batchId=${id}`;
  const { body } = await world.service.send<{ items: { eventId: string }[] }>('GET', path, { key });
  const of = body.items[0]?.eventId;
  const wrong = { activity: 'declare-error', of, reason: 'never made' };
  expect(await world.tell('F', wrong)).toMatchObject({ status: 201 });
  for (let n = 0; n < 4; n += 1) {
    const drawn = { candidates: 1, batchId: world.batches.get('A') };
    expect(await drill('F')).toMatchObject({ status: 201, body: drawn });
  }
});

test('which batch is drawn follows from the seed, and the history keeps it', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1) ids.push(await world.make('F', `A${n}`, '10', { hour: 1 }));
  const drawn = new Set<string>();
  for (let n = 0; n < 8; n += 1) {
    const { body } = await drill('F');
    expect(body.candidates).toBe(5);
    expect(body.batchId).toBe(ids.sort()[placeOf(body.seed, 5)]);
    drawn.add(body.batchId);
  }
  expect(drawn.size).toBeGreaterThan(1);
  const kept = await drillsOf('F');
  expect(kept).toHaveLength(8);
  expect(kept.map(({ id }) => id)).toEqual(
    kept
      .map(({ id }) => id)
      .sort()
      .reverse(),
  );
});

test('its firm and who oversees it read a drill; to others it is as one that does not exist', async () => {
  await world.make('F', 'A', '100', { hour: 1 }); // in province 37
  const { id, partyId } = (await drill('F')).body;
  for (const [trader, status] of [
    ['F', 200],
    ['R', 200],
    ['R37', 200],
    ['R11', 404],
    ['P', 404],
  ] as const) {
    const { key } = await world.trader(trader);
    const read = await world.service.send('GET', `/api/v1/drills/${id}`, { key });
    const listed = await drillsOf(trader, `?partyId=${partyId}`);
    expect([trader, read.status, listed.length]).toEqual([trader, status, status === 200 ? 1 : 0]);
  }
});

test('a firm stands by its latest drill, and by how many had which grade', async () => {
  await world.make('F', 'A', '100', { hour: 1 });
  await world.make('S', 'B', '100', { hour: 1, product: 'Y' });
  const [farm, shop] = [(await world.trader('F')).partyId, (await world.trader('S')).partyId];
  await drill('S');
  await drill('F');
  await world.does('F', 'count', 2, { goods: world.goods('A 95') });
  const last = (await drill('F')).body;
  const standing = async (trader: string) => {
    const { key } = await world.trader(trader);
    const path = '/api/v1/drill-grades?limit=200';
    const { body } = await world.service.send<{ items: FirmGradeView[] }>('GET', path, { key });
    return body.items.filter(({ partyId }) => partyId === farm || partyId === shop);
  };
  const ofFarm = {
    ...{ partyId: farm, grade: 'C', drillId: last.id, startedAt: last.startedAt },
    counts: { A: 1, B: 0, C: 1, D: 0 },
  };
  expect(await standing('F')).toEqual([ofFarm]);
  expect(await standing('R11')).toEqual([]); // they are in province 37
  const all = await standing('R37');
  expect(all).toHaveLength(2);
  expect(all).toContainEqual(ofFarm);
  const counts = { A: 1, B: 0, C: 0, D: 0 };
  expect(all).toContainEqual(expect.objectContaining({ partyId: shop, grade: 'A', counts }));
});

test('a drill freezes nothing and tells nobody: it adds its row, and one of the feed', async () => {
  await world.make('F', 'A', '100', { hour: 1 });
  await world.handOver('F', 'P', 'A 60', 2);
  await drill('F'); // The key is remembered from here on.
  const rows = await RowCounts.open(world.service.server.ownerUrl);
  try {
    const before = await rows.read();
    await drill('F');
    const after = await rows.read();
    const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
    expect(changed.filter((table) => !table.startsWith('audit')).sort()).toEqual(['drill', 'feed']);
  } finally {
    await rows.close();
  }
  expect((await world.ship('F', 'P', 'A 10', 9)).status).toBe(201);
});

test('who has no batch is told what to do', async () => {
  const { status, body } = await drill('F');
  expect([status, body.code]).toEqual([409, 'nothing-to-drill']);
});

test('a nightly drill is made for each firm once a night, within its hour only', async () => {
  await world.make('F', 'A', '100', { hour: 1 });
  await world.make('P', 'B', '100', { hour: 1, product: 'Y' });
  await world.trader('S');
  const { app, database, clock, logger } = world.service;
  const drills = app.get(DrillsService);
  const nightly = () =>
    new NightlyDrills({ drills, database, clock, logger, roles: new Set(), hour: 13 });
  const night = async (jobs = nightly()) => {
    while ((await jobs.step()) === 'more');
  };
  const made = async () =>
    (await Promise.all(['F', 'P', 'S'].map((name) => drillsOf(name)))).map((all) =>
      all.map((each) => each.night),
    );
  clock.set('2026-11-24T04:59:59Z'); // 12:59 in China
  await night();
  expect(await made()).toEqual([[], [], []]);
  clock.set('2026-11-24T05:00:00Z');
  await night();
  await night(); // another process, or this one after a restart
  const once = ['2026-11-24'];
  expect(await made()).toEqual([once, once, []]);
  const { organisationId, partyId } = await world.trader('F');
  const firm = { organisationId, partyId, roles: [], scopes: ['read' as const], credential: '' };
  expect(await drills.makeNightly(firm, '2026-11-24')).toBeUndefined(); // two at the same time
  clock.set('2026-11-24T06:00:00Z');
  await night();
  clock.set('2026-11-25T05:30:00Z');
  await night();
  const twice = ['2026-11-25', '2026-11-24'];
  expect(await made()).toEqual([twice, twice, []]);
  const drillOnDemand = await drill('F');
  expect(drillOnDemand.status).toBe(201);
  expect(await world.ship('F', 'S', 'A 1', 9, fact)).toMatchObject({ status: 201 });
});
