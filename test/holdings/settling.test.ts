// Goal: a fact that comes after more than a capture may read is recorded at once and counts soon; until then whoever
// reads what it touches is told. Nothing is done twice, and nothing is lost by a crash.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { rebuildStateCommand } from '../../src/cli/rebuild-state.js';
import type { HandoffsView } from '../../src/handoffs/handoffs.dto.js';
import type { LogisticUnitView } from '../../src/handoffs/logistic-units.dto.js';
import type { OwnGoodsView } from '../../src/handoffs/own-goods.dto.js';
import { settle } from '../../src/holdings/index.js';
import { SettlingService } from '../../src/holdings/settling.service.js';
import { FeedLoops } from '../../src/log/index.js';
import { Sequencer } from '../../src/log/sequencer.js';
import { Follower } from '../../src/log/follower.js';
import { createLogger, readConfig } from '../../src/platform/index.js';
import type { RecallScopeView } from '../../src/recalls/recalls.dto.js';
import { NoticesService } from '../../src/recalls/notices.service.js';
import type { TraceView } from '../../src/trace/trace.dto.js';
import { batchOf } from '../cases/own-views.js';
import { traceOf } from '../cases/traces.js';
import { World, type Body, type Trader } from '../cases/world.js';
import { documentOf } from '../epcis/repository.js';
import { RowCounts } from '../support/row-counts.js';
import { testServer } from '../support/server.js';

/** Without the feed's own loops: what is put off stays so until a test has it folded. */
let first: World;
beforeAll(async () => {
  first = await World.start({ roles: new Set(['api', 'public']), laterPostings: 2 });
});
afterAll(() => first?.close());

/** F made 100 of A in hour 1, and sold one each in hours 10, 11 and 12. */
let world: World;
beforeEach(async () => {
  world = first.afresh();
  await world.make('F', 'A', '100', { hour: 1 });
  await sellThree();
});

async function sellThree(): Promise<void> {
  for (const hour of [10, 11, 12]) await sell('A 1', hour);
}
const sell = (goods: string, hour: number) =>
  world.does('F', 'sell', hour, { goods: world.goods(goods) });
const declareError = async ({ eventId }: Body) =>
  (await world.tell('F', { activity: 'declare-error', of: String(eventId), reason: 'twice' })).body;
const settleAll = () => world.service.app.get(SettlingService).settle();

/** What balances say of settling: a party's own, and that of the batch, as F reads it. */
async function balancesOf(by: string) {
  const read = async (path: string, { key }: Trader) =>
    (await world.service.send<{ settling?: true }>('GET', `/api/v1/${path}`, { key })).body
      .settling;
  return {
    balance: await read(
      `balances?from=${world.at(0)}&until=${world.at(99)}`,
      await world.trader(by),
    ),
    batchBalance: await read(
      `batches/${world.batches.get('A') ?? ''}/balance`,
      await world.trader('F'),
    ),
  };
}

/** What each kind of answer says of settling. */
async function saying(by = 'F'): Promise<Record<string, true | undefined>> {
  const { service } = world;
  const { key } = await world.trader(by);
  const owner = await world.trader('F');
  const batchId = world.batches.get('A') ?? '';
  const goods = async (of: string) =>
    (await service.send<OwnGoodsView>('GET', `/api/v1/${of}/holdings`, { key })).body.settling;
  const { body } = await service.send<Body>('GET', `/api/v1/batches/${batchId}`, owner);
  service.clock.advance(2_000); // what the door remembers is old by then
  const headers = { Accept: 'application/json' };
  const passport = await service.send<{ settling?: true }>('GET', `/t/${String(body.code)}`, {
    headers,
  });
  return {
    batch: await goods(`batches/${batchId}`),
    product: await goods(`products/${world.products.get('X') ?? ''}`),
    trace: (await traceOf(world, 'F', 'A')).settling,
    ...(await balancesOf(by)),
    passport: passport.body.settling,
  };
}
const settling = {
  ...{ batch: true, product: true, trace: true, passport: true },
  ...{ balance: true, batchBalance: true },
};

/** What a list of hand-offs, and the view of a logistic unit, say of settling. */
async function handoffsSay(by: string): Promise<true | undefined> {
  const { key } = await world.trader(by);
  const { body } = await world.service.send<HandoffsView>('GET', '/api/v1/handoffs', { key });
  return body.settling;
}
async function unitSays(by: string, unit: string): Promise<true | undefined> {
  const { key } = await world.trader(by);
  const path = `/api/v1/logistic-units/${await world.unit(unit)}`;
  const { status, body } = await world.service.send<LogisticUnitView>('GET', path, { key });
  expect(status).toBe(200);
  return body.settling;
}

describe('a fact past the bound', () => {
  test('is worked in after its answer, and what it touches says so until it is', async () => {
    expect(await saying()).toEqual({});
    expect(await sell('A 5', 2)).toMatchObject({ settling: true, breaches: [] });
    expect(await batchOf(world, 'F', 'A')).toEqual(['F: A 97']);
    expect(await saying()).toEqual(settling);
    await settleAll();
    expect(await batchOf(world, 'F', 'A')).toEqual(['F: A 92']);
    expect(await saying()).toEqual({});
  });

  test('is not what comes before a few postings only, however many stand before it', async () => {
    expect((await sell('A 1', 11.5)).settling).toBeUndefined();
    expect(await batchOf(world, 'F', 'A')).toEqual(['F: A 96']);
  });

  test('is nobody else’s concern', async () => {
    await sell('A 5', 2);
    expect(await saying('S')).toEqual({ trace: true, passport: true, batchBalance: true });
    await settleAll();
  });

  test('concerns whom it names, before anything of it is on the way', async () => {
    const { partyId: toPartyId } = await world.trader('S');
    await world.does('F', 'ship', 2, { toPartyId, goods: world.goods('A 5') });
    expect(await saying('S')).toEqual(settling);
    await settleAll();
    expect(await saying('S')).toEqual({});
  });

  test('of goods without a batch concerns every batch that stood there', async () => {
    await sell('X 5', 2);
    expect(await saying()).toEqual(settling);
    await settleAll();
  });

  test('about a logistic unit is told with its code, and of what is in it', async () => {
    await world.pack('F', 'A 10', 'V', 2);
    await world.pack('F', '[V]', 'U', 2.5);
    await settleAll();
    const { partyId: toPartyId } = await world.trader('S');
    for (const hour of [13, 15, 17]) await world.handOver('F', 'F', '[U]', hour);
    await settleAll();
    expect(await saying()).toEqual({});
    const path = `/t/${await world.unit('U')}`;
    const told = async () => {
      world.service.clock.advance(2_000);
      const headers = { Accept: 'application/json' };
      return (await world.service.send<{ settling?: true }>('GET', path, { headers })).body;
    };
    expect((await told()).settling).toBeUndefined();
    await world.does('F', 'ship', 3, { toPartyId, ...(await world.load('[U]')) });
    expect((await told()).settling).toBe(true);
    expect(await saying()).toEqual(settling);
    await settleAll();
    expect((await told()).settling).toBeUndefined();
  });

  test('is told with the hand-offs of both its sides, before it is one of them', async () => {
    const { partyId: toPartyId } = await world.trader('S');
    await sell('A 5', 2);
    expect(await handoffsSay('F')).toBeUndefined();
    await world.does('F', 'ship', 2, { toPartyId, goods: world.goods('A 5') });
    expect([await handoffsSay('F'), await handoffsSay('S')]).toEqual([true, true]);
    expect(await handoffsSay('W')).toBeUndefined();
    await settleAll();
    expect([await handoffsSay('F'), await handoffsSay('S')]).toEqual([undefined, undefined]);
  });

  test('is told with the hand-offs whose event or unit it names, though it does not name their sides', async () => {
    const { partyId: toPartyId } = await world.trader('S');
    const sent = await world.does('F', 'ship', 2, { toPartyId, goods: world.goods('A 5') });
    await settleAll();
    await world.does('F', 'void-shipping', 2.5, { of: String(sent.eventId) });
    expect([await handoffsSay('S'), await handoffsSay('W')]).toEqual([true, undefined]);
    await settleAll();
    expect(await handoffsSay('S')).toBeUndefined();

    await world.pack('F', 'A 10', 'U', 13);
    await world.handOver('F', 'S', '[U]', 14);
    for (const hour of [16, 18]) await world.handOver('S', 'S', '[U]', hour);
    expect(await handoffsSay('F')).toBeUndefined();
    expect(await world.does('W', 'receive', 13.5, await world.load('[U]'))).toMatchObject({
      settling: true,
    });
    expect([await handoffsSay('F'), await handoffsSay('S2')]).toEqual([true, undefined]);
    await settleAll();
  });

  test('about a logistic unit is told with its view, and so is one about what is in it', async () => {
    const says = () => unitSays('F', 'U');
    await world.pack('F', 'A 10', 'U', 2);
    await settleAll();
    expect(await says()).toBeUndefined();
    for (const late of ['A 5', 'X 5']) {
      await sell(late, 2.5);
      expect(await says()).toBe(true);
      await settleAll();
      expect(await says()).toBeUndefined();
    }
    await world.pack('F', '[U]', 'V', 13);
    for (const hour of [14, 15, 16]) await world.handOver('F', 'F', '[V]', hour);
    await settleAll();
    await world.does('F', 'move', 13.5, {
      ...(await world.load('[V]')),
      toPlaceId: await world.place('F', `shed ${world.at(0)}`),
    });
    expect([await says(), await unitSays('F', 'V')]).toEqual([true, true]);
    await settleAll();
  });

  test('does not keep others from what they do meanwhile', async () => {
    await sell('A 5', 2);
    const sale = { activity: 'sell', at: world.at(13), goods: world.goods('A 90') };
    expect((await world.tell('F', sale)).status).toBe(201);
    await settleAll();
    expect(await batchOf(world, 'F', 'A')).toEqual(['F: A 2']);
  });

  test('says so in the answer of a capture document too', async () => {
    const { key } = await world.trader('F');
    const event = await world.shipping('F', 'S', 'A 5', 2);
    const answer = await world.post(key, '/epcis/capture', documentOf([event]) as Body);
    expect(answer.events).toMatchObject([{ settling: true }]);
    await settleAll();
    expect(await batchOf(world, 'F', 'A')).toEqual(['F->S: A 5', 'F: A 92']);
  });

  test('that is withdrawn before it is worked in never counts', async () => {
    const withdrawal = await declareError(await sell('A 5', 2));
    expect(withdrawal.settling).toBeUndefined();
    expect(await saying()).toEqual({});
    await settleAll();
    expect(await batchOf(world, 'F', 'A')).toEqual(['F: A 97']);
  });

  test('about goods in an open recall is worked in at once, by name or in a unit', async () => {
    const { key } = await world.trader('F');
    await world.pack('F', 'A 10', 'U', 13);
    await world.unpack('F', 'A 1', 'U', 14);
    const opened = { batchIds: [world.batches.get('A')], grade: 1, reason: 'Listeria' };
    await world.post(key, '/api/v1/recalls', opened);
    expect((await sell('A 5', 2)).settling).toBeUndefined();
    expect(await batchOf(world, 'F', 'A')).toEqual(['F: A 83', 'U at F: A 9']);
    const inUnit = await world.does('F', 'move', 9, {
      ...(await world.load('[U]')),
      toPlaceId: await world.place('F', `yard ${world.at(0)}`),
    });
    expect(inUnit.settling).toBeUndefined();
  });
});

describe('a batch of which nothing is worked in yet', () => {
  const asked = async (by: string, what: string) => {
    const { key } = await world.trader(by);
    return world.service.send<TraceView>('GET', `/api/v1/traces?${what}`, { key });
  };

  test('is traced as itself, by those whom its record names and by regulators', async () => {
    expect(await sell('N 5', 2)).toMatchObject({ settling: true });
    const label = `what=${encodeURIComponent(world.linkOf('N'))}`;
    const { status, body } = await asked('F', label);
    expect(status).toBe(200);
    const { batchId } = body;
    expect(body).toMatchObject({ settling: true, batches: [{ batchId, verdict: 'certain' }] });
    expect(await asked('R', `batchId=${batchId}`)).toMatchObject({ status, body: { batchId } });
    expect((await asked('S', label)).status).toBe(404);
    const asOf = new Date(world.service.clock.now()).toISOString();
    expect((await asked('F', `${label}&asOf=${asOf}`)).status).toBe(404);
    expect((await asked('F', `batchId=${world.products.get('X') ?? ''}`)).status).toBe(404);
    await settleAll();
    expect((await asked('F', label)).body).toMatchObject({ batches: [{ batchId }] });
    expect((await asked('F', label)).body.settling).toBeUndefined();
  });
});

test('a logistic unit of which nothing is worked in yet is told to those whom its record names', async () => {
  const unit = await world.unit('N');
  const asked = async (by: string) => {
    const { key } = await world.trader(by);
    const path = `/api/v1/logistic-units/${unit}`;
    return world.service.send<LogisticUnitView>('GET', path, { key });
  };
  expect((await asked('F')).status).toBe(404);
  const { partyId: toPartyId } = await world.trader('S');
  const load = { goods: world.goods('A 5'), units: [unit] };
  expect(await world.does('F', 'ship', 2, { toPartyId, ...load })).toMatchObject({
    settling: true,
  });
  const pending = { unit: `/t/${unit}`, contents: [], units: [], settling: true };
  expect(await asked('F')).toMatchObject({ status: 200, body: pending });
  expect(await asked('S')).toMatchObject({ status: 200, body: pending });
  expect((await asked('G')).status).toBe(404);
  await settleAll();
  expect((await asked('F')).body).toMatchObject({ standing: 'transit' });
  expect((await asked('F')).body.settling).toBeUndefined();
});

test('a recall that opens meanwhile tells those to whom the goods turn out to have gone', async () => {
  const { database, random } = world.service;
  const { partyId: toPartyId } = await world.trader('W');
  const { key } = await world.trader('F');
  const notices = world.service.app.get(NoticesService);
  const sequencer = new Sequencer(database, { holder: random.uuid() });
  const follower = new Follower(database, {
    name: 'recall-notices',
    handle: (tx, rows) => notices.follow(tx, rows),
  });
  const noticed = async () => {
    while ((await sequencer.runOnce()) > 0);
    while ((await follower.runOnce()) > 0);
    const path = `/api/v1/recalls/${String(recall.id)}`;
    const { body } = await world.service.send<RecallScopeView>('GET', path, { key });
    return body.notices.map(({ state }) => state);
  };
  await world.does('F', 'ship', 2, { toPartyId, goods: world.goods('A 5') });
  const opened = { batchIds: [world.batches.get('A')], grade: 1, reason: 'Listeria' };
  const recall = await world.post(key, '/api/v1/recalls', opened);
  expect(await noticed()).toEqual([]);
  await settleAll();
  expect(await noticed()).toEqual(['sent']);
  await sequencer.release();
});

test('the withdrawal of a fact that far back is worked in after its answer', async () => {
  const early = await sell('A 5', 1.5);
  await settleAll();
  expect(await declareError(early)).toMatchObject({ settling: true });
  expect(await batchOf(world, 'F', 'A')).toEqual(['F: A 92']);
  expect(await saying()).toEqual(settling);
  await settleAll();
  expect(await batchOf(world, 'F', 'A')).toEqual(['F: A 97']);
});

test('an act past the bound is refused, and nothing of it is stored', async () => {
  const counts = await RowCounts.open(world.service.server.ownerUrl);
  try {
    const before = await counts.read();
    const sale = { activity: 'sell', at: world.at(2), goods: world.goods('A 5') };
    const { status, body } = await world.tell('F', sale);
    expect({ status, type: body.type }).toEqual({
      status: 409,
      type: expect.stringMatching(/too-late-for-act$/),
    });
    expect(await counts.read()).toEqual(before);
  } finally {
    await counts.close();
  }
});

describe('what is put off', () => {
  const folded = async ({ id }: Body) =>
    world.service.database
      .as({ role: 'fold' })
      .query(`SELECT FROM feed WHERE kind = 'event-settled' AND subject = $1`, [id]);

  test('is folded once by two processes', async () => {
    const late = await sell('A 5', 2);
    await Promise.all([settleAll(), settleAll()]);
    expect(await batchOf(world, 'F', 'A')).toEqual(['F: A 92']);
    expect(await folded(late)).toHaveLength(1);
  });

  test('is left as it was by a crash, and folded by the next process that follows the feed', async () => {
    const { database, clock, random } = world.service;
    const late = await sell('A 5', 2);
    const crash = () => {
      throw new Error('killed');
    };
    await expect(settle({ database, clock, random: { uuid: crash } })).rejects.toThrow();
    expect(await batchOf(world, 'F', 'A')).toEqual(['F: A 97']);
    expect(await saying()).toEqual(settling);

    const loops = new FeedLoops({
      database,
      logger: createLogger('silent'),
      roles: new Set(['sequencer', 'jobs']),
      holder: random.uuid(),
    });
    new SettlingService(loops, database, clock, random).onModuleInit();
    await new Promise<void>((resolve) => {
      const handle = async (_: unknown, rows: readonly { kind: string; subject: string }[]) => {
        if (rows.some(({ kind, subject }) => kind === 'event-settled' && subject === late.id))
          resolve();
      };
      loops.follow({ name: 'test', handle });
      loops.onApplicationBootstrap();
    });
    await loops.beforeApplicationShutdown();
    expect(await batchOf(world, 'F', 'A')).toEqual(['F: A 92']);
    expect(await saying()).toEqual({});
  });

  test('is folded before the stored state is verified', async () => {
    const late = await sell('A 5', 2);
    const host = await testServer();
    const said: string[] = [];
    try {
      const server = { ...host, ...world.service.server };
      const say = (line: string) => said.push(line);
      await rebuildStateCommand.run({ config: readConfig({}), server, say }, '--verify');
    } finally {
      await host.stop();
    }
    expect(said).toEqual([expect.stringMatching(/the same rows\.$/)]);
    expect(await folded(late)).toHaveLength(1);
  });
});
