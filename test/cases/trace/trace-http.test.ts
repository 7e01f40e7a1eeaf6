// Cases about tracing, told over HTTP and asked over HTTP.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { EventView } from '../../../src/activities/events.dto.js';
import type { TraceView } from '../../../src/trace/trace.dto.js';
import { handoffsOf, stateOf } from '../own-views.js';
import {
  batchesIn,
  found as foundIn,
  reached,
  sourcesIn,
  traceOf,
  traceOfLabel,
} from '../traces.js';
import { World, type Body } from '../world.js';

let service: World;
let world: World;
beforeAll(async () => {
  service = await World.start();
});
beforeEach(() => {
  world = service.another();
});
afterAll(() => service?.close());

const trace = (by: string, batch: string, more?: string) => traceOf(world, by, batch, more);
const found = (answer: TraceView) => foundIn(world, answer);

/** The business steps of the events that a finding rests on, first to last, as those who may see them read them. */
async function stepsOf(eventRefs: readonly string[]): Promise<string[]> {
  const steps = new Map<string, string>();
  for (const { key } of world.traders.values()) {
    for (const ref of eventRefs.filter((each) => !steps.has(each))) {
      const path = `/api/v1/events/${ref}`;
      const { status, body } = await world.service.send<EventView>('GET', path, { key });
      if (status === 200) steps.set(ref, String(body.event.bizStep));
    }
  }
  return eventRefs.map((ref) => steps.get(ref) ?? 'hidden');
}

async function soonAfter<Result>(work: () => Promise<Result>): Promise<Result> {
  world.service.clock.advance(1000);
  return work();
}

test('B1 positive sample', async () => {
  await world.make('F', 'A', '100', { hour: 1 });
  await world.handOver('F', 'S1', 'A 40', 2);
  // The sample is taken after the shipping and found positive later still: neither is when the hazard came in.
  await world.does('F', 'sample', 5, { goods: world.goods('A 1'), reason: 'positive' });
  const answer = await trace('R', 'A');
  expect(found(answer)).toEqual(['certain F: A 59', 'certain S1: A 40']);
  expect(answer.gone).toMatchObject([
    { as: 'sampled', verdict: 'certain', quantity: { value: '1' } },
  ]);
});

test('B6 asOf', async () => {
  await world.make('F', 'A', '100', { hour: 1 });
  const shipped = await world.shipping('F', 'P', 'A 100', 2);
  await world.capture('F', shipped);
  await world.receive('P', 'F', 'A 98', 3);
  const before = new Date(world.service.clock.now()).toISOString();
  await soonAfter(async () => {
    const declared = new Date(world.service.clock.now() - 1).toISOString();
    const errorDeclaration = { declarationTime: declared, reason: 'incorrect_data' };
    await world.capture('F', { ...shipped, errorDeclaration });
    await world.capture('F', await world.shipping('F', 'P', 'A 80', 2));
  });
  expect(found(await trace('R', 'A'))).toEqual(['certain F: A 20', 'certain P: A 98']);
  expect(found(await trace('R', 'A', `&asOf=${encodeURIComponent(before)}`))).toEqual([
    'certain P: A 98',
    'certain transit: A 2',
  ]);
});

/** 60 A and 40 B make 95 D, whose maker sends it to S. */
async function c1(): Promise<void> {
  await world.make('F', 'A', '60', { hour: 1 });
  await world.handOver('F', 'P', 'A 60', 2);
  await world.make('P', 'B', '40', { hour: 1, product: 'Y' });
  const loss = { reason: 'trimmings', quantity: { value: '5', unit: 'KGM' } };
  await world.transform('P', 'A 60, B 40', 'D 95', 4, { loss });
  await world.handOver('P', 'S', 'D 95', 5);
}

test('C1 dose', async () => {
  await c1();
  const answer = await trace('R', 'A');
  expect(batchesIn(world, answer)).toContain('D certain 55..60');
  expect(found(answer)).toEqual(['certain S: D 95']);
});

test('C13 backward', async () => {
  await c1();
  const { sources } = await trace('R', 'D', '&direction=backward');
  const makers = sources.map(({ batchId, verdict, makings }) => [
    [...world.batches].find(([, id]) => id === batchId)?.[0],
    verdict,
    makings.map(({ partyId, at }) => [partyId, at.placeId]),
  ]);
  const [farm, works] = [await world.trader('F'), await world.trader('P')];
  expect(makers.sort()).toEqual([
    ['A', 'certain', [[farm.partyId, farm.placeId]]],
    ['B', 'certain', [[works.partyId, works.placeId]]],
  ]);
});

test("C13 backward from an item: its batch's sources", async () => {
  await c1();
  const { key } = await world.trader('P');
  const path = `/api/v1/batches/${world.batches.get('D') ?? ''}/codes`;
  const { codes } = await world.post(key, path, { kind: 'item', count: 1 });
  const [item = ''] = codes as string[];
  const gtin = world.gtinOf('D').padStart(14, '0');
  for (const label of [item, `https://any.example/01/${gtin}/21/${item}`]) {
    const answer = await traceOfLabel(world, 'R', label, '&direction=backward');
    expect(answer.batchId).toBe(world.batches.get('D'));
    expect(sourcesIn(world, answer)).toEqual(['A certain 55..60', 'B certain 35..40']);
  }
});

test('C2 container on, content off', async () => {
  await world.make('P', 'A', '10', { hour: 1 });
  await world.make('P', 'B', '5', { hour: 1 });
  await world.pack('P', 'A 10, B 5', 'U', 2);
  await world.handOver('P', 'W', '[U]', 3);
  await world.unpack('W', 'A 10', 'U', 5);
  await world.handOver('W', 'S', '[U]', 6);
  const ofA = await trace('R', 'A');
  expect(found(ofA)).toEqual(['certain W: A 10', 'cleared S: B 5']);
  expect(reached(world, ofA)).toContain('certain P: A 0');
  const ofB = await trace('R', 'B');
  expect(found(ofB)).toEqual(['certain S: B 5']);
  expect(reached(world, ofB)).toContain('certain P: B 0');
  // B was at W, in the unit alone: the way there is in the evidence of what stands at S.
  const inShop = ofB.holdings.find(({ where }) => where.placeId === world.places.get('S'));
  const shared = ['commissioning', 'packing', 'shipping', 'receiving'];
  const alone = ['unpacking', 'shipping', 'receiving'];
  expect(await stepsOf(inShop?.eventRefs ?? [])).toEqual([...shared, ...alone]);
});

test('C3 shipped inside', async () => {
  await world.make('W', 'A', '10', { hour: 1 });
  await world.pack('W', 'A 10', 'U', 2);
  await world.handOver('W', 'S', '[U]', 3);
  const answer = await trace('R', 'A');
  expect(found(answer)).toEqual(['certain S: A 10']);
  const inShop = answer.holdings.find(({ where }) => where.unit !== undefined);
  const evidence = ['commissioning', 'packing', 'shipping', 'receiving'];
  expect(await stepsOf(inShop?.eventRefs ?? [])).toEqual(evidence);
});

test('C4 inferred, one way', async () => {
  await world.make('F', 'A', '10', { hour: 1 });
  await world.pack('F', 'A 10', 'U', 2);
  await world.handOver('F', 'W', '[U]', 3);
  await world.handOver('W', 'S', 'A 5', 5);
  expect(found(await trace('R', 'A'))).toEqual(['certain S: A 5', 'certain W: A 5']);
});

test('C8 named input without receipt', async () => {
  await world.make('F', 'A', '100', { hour: 1 });
  await world.ship('F', 'P', 'A 100', 2);
  await world.make('F', 'B', '80', { hour: 1 });
  await world.handOver('F', 'P', 'B 80', 2);
  const { body } = await world.transform('P', 'A 50', 'D 50', 4);
  expect(body.breaches).toMatchObject([{ unaccountedIn: '50', unit: 'KGM' }]);
  const answer = await trace('R', 'A');
  expect(batchesIn(world, answer)).toContain('D certain 50..50');
  expect(found(answer)).toEqual(['certain P: D 50', 'certain transit: A 100']);
  expect(await stateOf(world)).toEqual([
    'F->P: A 100',
    'P: B 80',
    'P: D 50',
    'unaccounted in P: A 50',
  ]);
  expect(await handoffsOf(world)).toEqual(['F->P: matched', 'F->P: open 100']);
});

test('C9 rework', async () => {
  const { key } = await world.trader('P');
  const [D0, D1, D2] = ['D0', 'D1', 'D2'];
  // Registered before, with a little of each made later, so that the three can name each other.
  await world.make('P', D2, '1', { hour: 9 });
  await world.make('P', D0, '1', { hour: 9 });
  await world.make('P', D1, '1', { hour: 9 });
  for (const [from, to, hour] of [
    [D2, D0, 1],
    [D0, D1, 2],
    [D1, D2, 3],
  ] as const) {
    expect((await world.transform('P', `${from} 5`, `${to} 5`, hour)).status).toBe(201);
  }
  const answer = await trace('R', D1);
  expect(answer.cutForward).toBeUndefined();
  const verdicts = answer.batches.map(({ batchId, verdict, doubt, impossibleEventRefs }) => [
    [...world.batches].find(([, id]) => id === batchId)?.[0],
    verdict,
    doubt?.missing,
    impossibleEventRefs.length,
  ]);
  expect(verdicts.sort()).toEqual([
    [D0, 'possible', 'time', 1],
    [D1, 'certain', undefined, 0],
    [D2, 'certain', undefined, 0],
  ]);
  const path = `/api/v1/batches/${world.batches.get(D2) ?? ''}/holdings`;
  const { body } = await world.service.send<Body>('GET', path, { key });
  expect(body.unaccountedIn).toMatchObject([{ quantity: { value: '5' } }]);
});

test('C11 outside a recall a declared error takes a batch out of what a trace finds', async () => {
  await world.make('P', 'A', '60', { hour: 1 });
  const { body } = await world.transform('P', 'A 60', 'D 60', 2);
  expect(batchesIn(world, await trace('R', 'A'))).toEqual(['A certain 60..60', 'D certain 60..60']);
  const error = { activity: 'declare-error', of: body.eventId, reason: 'another batch' };
  expect((await world.tell('P', error)).status).toBe(201);
  expect(batchesIn(world, await trace('R', 'A'))).toEqual(['A certain 60..60']);
});

test('C12 a late event widens what a trace finds at once', async () => {
  await world.make('W', 'A', '30', { hour: 1 });
  expect(found(await trace('R', 'A'))).toEqual(['certain W: A 30']);
  await world.handOver('W', 'S2', 'A 30', 2);
  expect(found(await trace('R', 'A'))).toEqual(['certain S2: A 30']);
});

test('C16 no conversion', async () => {
  await world.make('P', 'A', '60', { hour: 1 });
  const { status, body } = await world.transform('P', 'A 60', 'D 200 H87', 2);
  expect([status, body]).toMatchObject([201, { balance: 'unit-mismatch', breaches: [] }]);
  expect(await stateOf(world)).toEqual(['P: D 200']);
  const answer = await trace('R', 'A');
  expect(batchesIn(world, answer)).toContain('D certain 0..60');
  expect(answer.batches.at(-1)?.dose?.unit).toBe('KGM');
});

test('a trace past its bounds says which bound cut it, and where, in either direction', async () => {
  const steps = 70;
  await world.make('P', 'D0', '1', { hour: 1 });
  for (let step = 1; step <= steps; step += 1) {
    const { status } = await world.transform('P', `D${step - 1} 1`, `D${step} 1`, 1 + step);
    expect(status).toBe(201);
  }
  const answer = await trace('R', `D${steps / 2}`, '&direction=both');
  expect([answer.cutForward, answer.cutBackward]).toEqual([undefined, undefined]);
  // With a bound of its own the books are read, though all of it is in memory.
  const forward = await trace('R', 'D0', '&depth=64');
  expect(forward.cutForward).toMatchObject({ by: 'depth' });
  expect(forward.batches).toHaveLength(Number(forward.cutForward?.at));
  const backward = await trace('R', `D${steps}`, '&direction=backward');
  expect(backward.cutBackward).toMatchObject({ by: 'depth' });
  expect(backward.sources.length).toBeLessThan(steps);
});

test('an organisation traces over the events that it may see, and clears nothing', async () => {
  await world.make('F', 'A', '100', { hour: 1 });
  await world.handOver('F', 'P', 'A 100', 2);
  await world.handOver('P', 'S', 'A 100', 4);
  const answer = await trace('F', 'A');
  expect(answer.view).toBe('own');
  expect(found(answer)).toEqual(['certain P: A 100']);
  expect(found(await trace('S', 'A'))).toEqual(['certain S: A 100']);
});

test('a batch that one may not see is answered as one that does not exist', async () => {
  await world.make('F', 'A', '100', { hour: 1 });
  const { key } = await world.trader('W');
  const ask = (id: string, more = '') =>
    world.service.send<Body>('GET', `/api/v1/traces?batchId=${id}${more}`, { key });
  const hidden = await ask(String(world.batches.get('A')));
  const unknown = await ask('01900000-0000-7000-8000-000000000000');
  expect([hidden.status, unknown.status]).toEqual([404, 404]);
  expect(hidden.body.detail).toBe(unknown.body.detail);
  expect((await ask('A')).status).toBe(422);
  expect((await ask(String(world.batches.get('A')), '&asOf=2999-01-01T00:00:00Z')).status).toBe(
    422,
  );
});

test('goods at a place that nobody registered are told with the party whose it is', async () => {
  await world.make('P', 'A', '30', { hour: 1 });
  const { eventID: _id, ...shipping } = await world.shipping('P', 'S', 'A 30', 2);
  await world.capture('P', shipping);
  const readPoint = { id: 'urn:x:back@door' };
  await world.capture('S', { ...shipping, bizStep: 'receiving', readPoint });
  const { partyId } = await world.trader('S');
  const { holdings } = await trace('R', 'A');
  const there = holdings.filter(({ quantity }) => quantity.value === '30');
  expect(there.map(({ where }) => where)).toEqual([{ kind: 'place', partyId }]);
});
