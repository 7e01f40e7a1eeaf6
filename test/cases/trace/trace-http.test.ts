// Cases of the design about tracing, told over HTTP and asked over HTTP.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
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

interface Range {
  least: string;
  most: string;
  unit: string;
}
interface Trace {
  view: string;
  batches: { batchId: string; verdict: string; dose?: Range }[];
  holdings: {
    batchId: string | null;
    verdict: string;
    quantity: { value: string };
    suspect: Range;
    where: { kind: string; placeId?: string; handoffId?: string; unit?: string };
    eventRefs: string[];
  }[];
  sources: {
    batchId: string;
    verdict: string;
    dose?: Range;
    makings: { at: { placeId?: string } }[];
  }[];
}

async function trace(by: string, batch: string, more = ''): Promise<Trace> {
  const { key } = await world.trader(by);
  const path = `/api/v1/traces?batchId=${world.batches.get(batch) ?? batch}${more}`;
  const { status, body } = await world.service.send<Trace>('GET', path, { key });
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}

const nameOf = (id: string | null) =>
  [...world.batches].find(([, known]) => known === id)?.[0] ?? '?';

function found({ holdings }: Trace): string[] {
  return holdings
    .filter(({ quantity, verdict }) => quantity.value !== '0' || verdict === 'cleared')
    .map(({ batchId, verdict, quantity, where }) => {
      const place = [...world.places].find(([, id]) => id === where.placeId)?.[0];
      return `${verdict} ${place ?? where.kind}: ${nameOf(batchId)} ${quantity.value}`;
    })
    .sort();
}

async function soonAfter<Result>(work: () => Promise<Result>): Promise<Result> {
  world.service.clock.advance(1000);
  return work();
}

test('B1 positive sample', async () => {
  await world.make('F', 'A', '100', { hour: 1 });
  await world.handOver('F', 'S1', 'A 40', 2);
  expect(found(await trace('R', 'A'))).toEqual(['certain F: A 60', 'certain S1: A 40']);
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

test('C1 dose, and C13 backward', async () => {
  await world.make('P', 'A', '60', { hour: 1 });
  await world.make('P', 'B', '40', { hour: 1 });
  const loss = { reason: 'trimmings', quantity: { value: '5', unit: 'KGM' } };
  await world.transform('P', 'A 60, B 40', 'D 95', 2, { loss });
  await world.handOver('P', 'S', 'D 95', 3);
  const { batches } = await trace('R', 'A');
  const d = batches.find(({ batchId }) => batchId === world.batches.get('D'));
  expect(d).toMatchObject({ verdict: 'certain', dose: { least: '55', most: '60', unit: 'KGM' } });
  const { sources } = await trace('R', 'D', '&direction=backward');
  expect(sources.map(({ batchId, verdict }) => `${nameOf(batchId)} ${verdict}`).sort()).toEqual([
    'A certain',
    'B certain',
  ]);
  const [made] = sources.flatMap(({ makings }) => makings);
  expect(made?.at.placeId).toBe(world.places.get('P'));
});

test('C2 container on, content off', async () => {
  await world.make('P', 'A', '10', { hour: 1 });
  await world.make('P', 'B', '5', { hour: 1 });
  await world.pack('P', 'A 10, B 5', 'U', 2);
  await world.handOver('P', 'W', '[U]', 3);
  await world.unpack('W', 'A 10', 'U', 5);
  await world.handOver('W', 'S', '[U]', 6);
  expect(found(await trace('R', 'A'))).toEqual(['certain W: A 10', 'cleared S: B 5']);
  expect(found(await trace('R', 'B'))).toEqual(['certain S: B 5']);
});

test('C3 shipped inside', async () => {
  await world.make('W', 'A', '10', { hour: 1 });
  await world.pack('W', 'A 10', 'U', 2);
  await world.handOver('W', 'S', '[U]', 3);
  const answer = await trace('R', 'A');
  expect(found(answer)).toEqual(['certain S: A 10']);
  const inShop = answer.holdings.find(({ where }) => where.unit !== undefined);
  expect(inShop?.eventRefs).toHaveLength(4);
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
  await world.transform('P', 'A 50', 'D 50', 4);
  expect(found(await trace('R', 'A'))).toEqual(['certain P: D 50', 'certain transit: A 100']);
});

test('C12 a late event widens what a trace finds at once', async () => {
  await world.make('W', 'A', '30', { hour: 1 });
  expect(found(await trace('R', 'A'))).toEqual(['certain W: A 30']);
  await world.handOver('W', 'S2', 'A 30', 2);
  expect(found(await trace('R', 'A'))).toEqual(['certain S2: A 30']);
});

test('C16 no conversion', async () => {
  await world.make('P', 'A', '60', { hour: 1 });
  await world.transform('P', 'A 60', 'D 200 H87', 2);
  const { batches } = await trace('R', 'A');
  const d = batches.find(({ batchId }) => batchId === world.batches.get('D'));
  expect(d).toMatchObject({ verdict: 'certain', dose: { least: '0', most: '60', unit: 'KGM' } });
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
