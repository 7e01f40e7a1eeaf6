// Cases in which goods go from one party to another, told over HTTP and read over HTTP.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { handoffsOf, handoffViews, stateOf } from './own-views.js';
import { batchesIn, sourcesIn, traceOf } from './traces.js';
import { World, type Body } from './world.js';

let service: World;
let world: World;
beforeAll(async () => {
  service = await World.start();
});
beforeEach(() => {
  world = service.another();
});
afterAll(() => service?.close());

const fact = { recorded: 'fact' };
const error = { declarationTime: '2026-11-22T08:00:00+08:00', reason: 'incorrect_data' };

/** Ships 100 A and receives 98; answers the shipping's eventID. */
async function a1(): Promise<string> {
  await world.make('F', 'A', '100', { hour: 1 });
  const { body } = await world.ship('F', 'P', 'A 100', 2);
  await world.receive('P', 'F', 'A 98', 3);
  return String(body.eventId);
}

test('A1 short hand-off', async () => {
  await a1();
  expect(await stateOf(world)).toEqual(['F->P: A 2', 'P: A 98']);
  expect(await handoffsOf(world)).toEqual(['F->P: short 2']);
});

test('A2 receipt first, shipping late', async () => {
  await world.make('F', 'A', '100', { hour: 1 });
  const { body } = await world.receive('P', 'F', 'A 98', 3);
  expect(body.breaches).toMatchObject([{ unaccountedIn: '98', unit: 'KGM' }]);
  expect(await stateOf(world)).toEqual(['F: A 100', 'P: A 98', 'unaccounted in P: A 98']);
  expect(await handoffsOf(world)).toEqual(['F->P: open 98']);
  expect(await handoffViews(world, 'P')).toMatchObject([{ released: null, taken: [{}] }]);
  expect((await world.ship('F', 'P', 'A 100', 2)).body.breaches).toEqual([]);
  expect(await stateOf(world)).toEqual(['F->P: A 2', 'P: A 98']);
  expect(await handoffsOf(world)).toEqual(['F->P: short 2']);
});

test('A3 relayed copy', async () => {
  await world.make('F', 'A', '100', { hour: 1 });
  const shipping = await world.shipping('F', 'P', 'A 100', 2);
  await world.capture('P', shipping);
  await world.receive('P', 'F', 'A 100', 3);
  expect(await stateOf(world)).toEqual(['F: A 100', 'P: A 100', 'unaccounted in P: A 100']);
  await world.capture('F', shipping);
  expect(await stateOf(world)).toEqual(['P: A 100']);
  expect(await handoffsOf(world)).toEqual(['F->P: matched']);
  const { key } = await world.trader('P');
  const path = `/api/v1/events?eventId=${String(shipping.eventID)}`;
  const { body } = await world.service.send<{ items: Body[] }>('GET', path, { key });
  expect(body.items.map(({ authorPartyId }) => authorPartyId).sort()).toEqual(
    [(await world.trader('F')).partyId, (await world.trader('P')).partyId].sort(),
  );
});

test('A4 split by shipping', async () => {
  await world.make('P', 'A', '100', { hour: 1 });
  await world.handOver('P', 'W', 'A 60', 2);
  await world.handOver('P', 'S', 'A 40', 2);
  expect(await stateOf(world)).toEqual(['S: A 40', 'W: A 60']);
  expect(await handoffsOf(world)).toEqual(['P->S: matched', 'P->W: matched']);
  const answer = await traceOf(world, 'R', 'A');
  expect(batchesIn(world, answer)).toEqual(['A certain 100..100']);
  expect(sourcesIn(world, answer)).toEqual([]);
});

test('A8 overdraw', async () => {
  const overdrawn = async () => {
    world = service.another();
    await world.make('F', 'A', '55', { hour: 0 });
    await world.handOver('F', 'W', 'A 30', 0.5);
  };
  const ships = () => world.ship('W', 'S', 'A 50', 5, fact);
  await overdrawn();
  const refused = await world.ship('W', 'S', 'A 50', 5);
  expect(refused.status).toBe(409);
  expect(refused.body).toMatchObject({
    code: 'not-enough-goods',
    shortfalls: [{ available: { value: '30', unit: 'KGM' } }],
  });
  await world.ship('F', 'W', 'A 25', 2, fact);
  expect((await ships()).body.breaches).toMatchObject([{ unaccountedIn: '20' }]);
  expect(await stateOf(world)).toEqual(['F->W: A 25', 'W->S: A 50', 'unaccounted in W: A 20']);
  await world.receive('W', 'F', 'A 25', 3);
  expect(await stateOf(world)).toEqual(['W->S: A 50', 'W: A 5']);

  await overdrawn();
  await ships();
  await world.receive('W', 'F', 'A 25', 3);
  const alone = ['F: A 25', 'W->S: A 50', 'W: A 5', 'unaccounted in W: A 25'];
  expect(await stateOf(world)).toEqual(alone);

  await overdrawn();
  await world.ship('F', 'W', 'A 25', 2, fact);
  await ships();
  await world.receive('W', 'F', 'A 25', 6);
  expect(await stateOf(world)).toEqual(['W->S: A 50', 'W: A 25', 'unaccounted in W: A 20']);
});

test('A12 wrong quantity corrected', async () => {
  const shipped = await a1();
  await world.tell('F', { activity: 'declare-error', of: shipped, reason: 'wrong quantity' });
  await world.ship('F', 'P', 'A 80', 2, fact);
  expect(await stateOf(world)).toEqual(['F: A 20', 'P: A 98', 'unaccounted in P: A 18']);
  expect(await handoffsOf(world)).toEqual(['F->P: over 18']);
  const { key } = await world.trader('F');
  const path = `/api/v1/events?batchId=${world.batches.get('A') ?? ''}`;
  const { body } = await world.service.send<{ items: HistoryLine[] }>('GET', path, { key });
  const shippings = body.items
    .filter(({ event }) => event.bizStep === 'shipping')
    .map(({ declaration, event }) => `${event.quantityList[0]?.quantity} ${declaration}`);
  expect(shippings.sort()).toEqual(['100 false', '100 true', '80 false']);
});

interface HistoryLine {
  readonly declaration: boolean;
  readonly event: {
    readonly bizStep?: string;
    readonly quantityList: readonly { readonly quantity: string }[];
  };
}

describe('A13', () => {
  test('A13 declaration first: its original, a day later, never moves anything, and history shows both', async () => {
    await world.make('F', 'A', '100', { hour: 1 });
    const shipping = await world.shipping('F', 'P', 'A 100', 2);
    await world.capture('F', { ...shipping, errorDeclaration: error });
    expect(await stateOf(world)).toEqual(['F: A 100']);
    world.service.clock.advance(24 * 3_600_000);
    await world.capture('F', shipping);
    expect(await stateOf(world)).toEqual(['F: A 100']);
    expect(await handoffsOf(world)).toEqual([]);
    const { key } = await world.trader('F');
    const path = `/api/v1/events?eventId=${String(shipping.eventID)}`;
    const { body } = await world.service.send<{ items: Body[] }>('GET', path, { key });
    expect(body.items.map(({ declaration }) => declaration).sort()).toEqual([false, true]);
  });

  test("A13 declaration first: a stranger's declaration withdraws only its own copy", async () => {
    await world.make('F', 'A', '100', { hour: 1 });
    const shipping = await world.shipping('F', 'P', 'A 100', 2);
    await world.capture('F', shipping);
    await world.capture('P', shipping);
    await world.capture('P', { ...shipping, errorDeclaration: error });
    expect(await stateOf(world)).toEqual(['F->P: A 100']);
    const { key } = await world.trader('F');
    const path = `/api/v1/events?eventId=${String(shipping.eventID)}`;
    const { body } = await world.service.send<{ items: Body[] }>('GET', path, { key });
    const [farm, stranger] = [await world.trader('F'), await world.trader('P')];
    expect(body.items.map((each) => [each.authorPartyId, each.declaration]).sort()).toEqual(
      [
        [farm.partyId, false],
        [stranger.partyId, false],
        [stranger.partyId, true],
      ].sort(),
    );
  });

  test("A13 declaration first: a stranger's declaration, before or without a copy, leaves the event standing", async () => {
    await world.make('F', 'A', '100', { hour: 1 });
    const shipping = await world.shipping('F', 'P', 'A 100', 2);
    await world.capture('G', { ...shipping, errorDeclaration: error });
    world.service.clock.advance(24 * 3_600_000);
    await world.capture('F', shipping);
    expect(await stateOf(world)).toEqual(['F->P: A 100']);
    const refused = await world.tell('G', {
      activity: 'declare-error',
      of: shipping.eventID,
      reason: 'not mine',
    });
    expect(refused.status).toBe(422);
    expect(await stateOf(world)).toEqual(['F->P: A 100']);
    await world.capture('F', { ...shipping, errorDeclaration: error });
    expect(await stateOf(world)).toEqual(['F: A 100']);
  });
});

describe('A20', () => {
  const voided = (of: string, recorded: 'act' | 'fact') =>
    world.tell('F', { activity: 'void-shipping', of, at: world.at(4), recorded });

  test('A20 void shipping: before a receipt', async () => {
    await world.make('F', 'A', '100', { hour: 1 });
    const { body } = await world.ship('F', 'P', 'A 100', 2);
    expect((await voided(String(body.eventId), 'act')).status).toBe(201);
    expect(await stateOf(world)).toEqual(['F: A 100']);
    expect(await handoffsOf(world)).toEqual(['F->P: cancelled']);
  });

  test('A20 void shipping: after a receipt', async () => {
    const shipped = await a1();
    expect((await voided(shipped, 'act')).status).toBe(409);
    expect(await handoffsOf(world)).toEqual(['F->P: short 2']);
    expect((await voided(shipped, 'fact')).status).toBe(201);
    expect(await stateOf(world)).toEqual(['F: A 100', 'P: A 98', 'unaccounted in P: A 98']);
    expect(await handoffsOf(world)).toEqual(['F->P: disputed']);
  });
});

test('A21 ties', async () => {
  const on = '2026-11-18';
  const at = `${on}T08:00:00+08:00`;
  const steps = [
    () => world.make('F', 'A', '100', { on }),
    () => world.ship('F', 'P', 'A 100', 0, { at, ...fact }),
    () => world.receive('P', 'F', 'A 98', 0, { at }),
  ];
  for (const order of permutations(steps)) {
    world = service.another();
    await world.product('X', 'F');
    for (const step of order) await step();
    expect(await stateOf(world)).toEqual(['F->P: A 2', 'P: A 98']);
    expect(await handoffsOf(world)).toEqual(['F->P: short 2']);
  }
});

test('A22 two open hand-offs', async () => {
  const steps = [
    () => world.ship('F', 'P', 'A 100', 2, fact),
    () => world.ship('F', 'P', 'A 50', 3, fact),
    () => world.receive('P', 'F', 'A 98', 4),
    () => world.receive('P', 'F', 'A 50', 5),
  ];
  for (const order of permutations(steps)) {
    world = service.another();
    await world.make('F', 'A', '150', { hour: 1 });
    for (const step of order) await step();
    expect(await stateOf(world)).toEqual(['F->P: A 2', 'P: A 148']);
    const views = await handoffViews(world, 'P');
    expect(views.map(({ released, state }) => [released?.quantity?.value, state]).sort()).toEqual([
      ['100', 'short'],
      ['50', 'matched'],
    ]);
    expect(await handoffsOf(world)).toEqual(['F->P: matched', 'F->P: short 2']);
  }
});

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((first, i) =>
    permutations(items.filter((_, j) => j !== i)).map((rest) => [first, ...rest]),
  );
}
