import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HandoffView } from '../../src/handoffs/handoffs.dto.js';
import type { RecallScopeView, RecallView } from '../../src/recalls/recalls.dto.js';
import type { TraceView } from '../../src/trace/trace.dto.js';
import { seedDemo } from '../../src/cli/demo/seed.js';
import { startApp, type TestApp } from '../support/app.js';
import { DemoChain, type ToldBatch, type ToldEvent } from './demo-chain.js';

// What the demo promises, read over the API as its organisations read it.

let service: TestApp;
let chain: DemoChain;
let batches: ToldBatch[];
const events = new Map<string, ToldEvent[]>();
beforeAll(async () => {
  service = await startApp();
  const seeding = seedDemo(service.app);
  // Time goes on while the stories are told, so that what was recorded later is later.
  const ticking = setInterval(() => service.clock.advance(1), 1);
  await seeding.finally(() => clearInterval(ticking));
  chain = await DemoChain.of(service);
  batches = await chain.all<ToldBatch>('/api/v1/batches?limit=200');
  for (const batch of batches) events.set(batch.id, await chain.eventsOf(batch));
});
afterAll(() => service.close());

interface ToldProduct {
  readonly id: string;
  readonly category: string;
  readonly storage: { readonly maxCelsius: string | null } | null;
}

interface ToldComplaint {
  readonly id: string;
  readonly state: string;
  readonly code: string;
  readonly batchId: string | null;
}

const eventsNamed = (is: (told: ToldEvent) => boolean) => [...events.values()].flat().filter(is);
const regulator = () => chain.key('Municipal Market Regulator');

async function passport(code: string) {
  const { body } = await service.send<{ verdict: string }>('GET', `/t/${code}`, {
    headers: { Accept: 'application/json' },
  });
  return body;
}

test('eight organisations and more, of all roles', async () => {
  const roles = await Promise.all(
    [...chain.keys.values()].map(
      async (key) => (await chain.get<{ roles: string[] }>('/api/v1/organisations/me', key)).roles,
    ),
  );
  expect(roles.length).toBeGreaterThanOrEqual(8);
  expect(new Set(roles.flat()).size).toBeGreaterThanOrEqual(8);
});

test('three products that differ: fresh produce, chilled meat, a processed one', async () => {
  const products = await chain.all<ToldProduct>('/api/v1/products');
  const categories = products.map(({ category }) => category);
  for (const category of ['fresh fruit', 'chilled meat', 'fruit nectar']) {
    expect(categories).toContain(category);
  }
});

test('forty batches and more, and no two have the same shape', async () => {
  expect(batches.length).toBeGreaterThanOrEqual(40);
  const alike = new Map<string, string[]>();
  for (const batch of batches) {
    const shape = chain.shapeOf(batch, events.get(batch.id) ?? []);
    alike.set(shape, [...(alike.get(shape) ?? []), batch.number]);
  }
  expect([...alike].filter(([, numbers]) => numbers.length > 1)).toEqual([]);
});

test('all of it happened within the last two weeks, and nothing in the future', () => {
  const now = service.clock.now();
  const ages = eventsNamed(() => true).map(({ event }) => now - Date.parse(event.eventTime));
  expect(Math.min(...ages)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...ages)).toBeLessThan(14 * 86_400_000);
});

describe('among them is', () => {
  test('a shipment recorded on the pallet only', async () => {
    const isPalletOnly = ({ event }: ToldEvent) =>
      event.bizStep === 'shipping' && event.epcList !== undefined && !event.quantityList;
    expect(eventsNamed(isPalletOnly).length).toBeGreaterThan(0);
    const [packed] = batches.filter(({ id }) => events.get(id)?.some(isPalletOnly) === true);
    const told = await chain.goodsOf(`batches/${packed?.id}`);
    expect(told.flatMap(({ holdings }) => holdings)).toContainEqual(
      expect.objectContaining({ batchId: packed?.id, unit: expect.any(String) }),
    );
  });

  test('one shipping of which its two sides are told different things, and others nothing', async () => {
    const own = await chain.get<{ items: ToldEvent[] }>(
      '/api/v1/events?limit=200',
      chain.key('Riverbend Orchard'),
    );
    const shipping = own.items.find(
      ({ event }) => event.bizStep === 'shipping' && event.extensions !== undefined,
    );
    const path = `/api/v1/events/${shipping?.id}`;
    const told = async (name: string) => {
      const answer = await service.send<ToldEvent>('GET', path, { key: chain.key(name) });
      return { status: answer.status, event: answer.body.event };
    };
    const [author, taker, other] = [
      await told('Riverbend Orchard'),
      await told('Corner Market'),
      await told('Lakeside Grocers'),
    ];
    const { extensions, ...shared } = author.event;
    expect(new Set(Object.values(extensions ?? {}))).toEqual(new Set(['6.80 CNY', 'team 3']));
    expect(taker).toEqual({ status: 200, event: shared });
    expect(other.status).toBe(404);
  });

  test('an event recorded after later ones', () => {
    const isLate = (list: readonly ToldEvent[]) =>
      list.some((told, i) => list.slice(i + 1).some((next) => next.recordedAt < told.recordedAt));
    expect([...events.values()].filter(isLate).length).toBeGreaterThan(0);
  });

  test('a correction: an event declared in error, and what happened instead', () => {
    const [declared] = eventsNamed(({ declaration }) => declaration);
    const story = [...events.values()].find((list) => list.some(({ id }) => id === declared?.id));
    const steps = story?.map(({ declaration, event }) => [event.bizStep, declaration]);
    expect(steps).toEqual([
      ['commissioning', false],
      ['shipping', false],
      ['shipping', true],
      ['shipping', false],
      ['receiving', false],
    ]);
  });

  test('a hand-off that only one side recorded, either way round', async () => {
    const handoffs = await chain.all<HandoffView>('/api/v1/handoffs?limit=200');
    const open = handoffs.filter(({ state }) => state === 'open');
    expect(open.some(({ released }) => released === null)).toBe(true);
    expect(open.some(({ taken }) => taken.length === 0)).toBe(true);
  });

  test('a blend: what was drawn from the tank is certainly of both batches that went in', async () => {
    const tank = batches.filter(({ id }) => {
      const steps = events.get(id)?.map(({ event }) => event.bizStep) ?? [];
      return steps.includes('receiving') && steps[3] === 'storing';
    });
    expect(tank).toHaveLength(2);
    const drawn = batches.filter(({ id, code }) =>
      (events.get(id) ?? []).some(
        ({ event }) =>
          event.outputQuantityList?.some(({ epcClass }) => epcClass.endsWith(code)) === true &&
          tank.some((each) =>
            event.inputQuantityList?.some(({ epcClass }) => epcClass.endsWith(each.code)),
          ),
      ),
    );
    expect(drawn).toHaveLength(1);
    const path = `/api/v1/traces?direction=backward&batchId=${drawn[0]?.id}`;
    const { sources } = await chain.get<TraceView>(path, regulator());
    const certain = sources.filter(({ verdict }) => verdict === 'certain');
    expect(certain.map(({ batchId }) => batchId)).toEqual(
      expect.arrayContaining(tank.map(({ id }) => id)),
    );
  });

  test('stock whose batch nobody knows, with what it may be', async () => {
    const [peaches] = (await chain.all<ToldProduct>('/api/v1/products')).filter(
      ({ category }) => category === 'fresh fruit',
    );
    const told = await chain.goodsOf(`products/${peaches?.id}`);
    const lines = told.flatMap(({ holdings }) => holdings);
    const [unnamed, ...others] = lines.filter(({ batchId }) => batchId === null);
    expect(others).toEqual([]);
    expect(unnamed?.placeId).toBeDefined();
    expect(unnamed?.candidates?.length).toBeGreaterThan(1);
    // Where it came from, how much of each batch is left is a range.
    expect(lines.filter(({ range }) => range).length).toBeGreaterThan(0);
  });

  test('an open recall, which the consumer is told at once', async () => {
    const { items } = await chain.get<{ items: RecallView[] }>('/api/v1/recalls', regulator());
    const [open, ...others] = items.filter(({ state }) => state === 'open');
    expect(others).toEqual([]);
    const path = `/api/v1/recalls/${open?.id}`;
    const scope = await chain.get<RecallScopeView>(path, regulator());
    const [stopped] = batches.filter(({ id }) => id === scope.batches[0]?.batchId);
    expect(scope.batches[0]).toMatchObject({ why: 'named', frozen: true });
    expect(await passport(stopped?.code ?? '')).toMatchObject({ verdict: 'recalled' });
    const places = scope.holdings.map(({ where }) => where);
    expect([...new Set(places)].sort()).toEqual(['place', 'transit']);
  });

  test('a closed recall, whose goods came back and were destroyed', async () => {
    const { items } = await chain.get<{ items: RecallView[] }>('/api/v1/recalls', regulator());
    const [closed, ...others] = items.filter(({ state }) => state === 'closed');
    expect(others).toEqual([]);
    expect(closed?.closingWord).toMatch(/destroyed/);
    const path = `/api/v1/recalls/${closed?.id}`;
    const scope = await chain.get<RecallScopeView>(path, regulator());
    const batch = batches.find(({ id }) => id === scope.batches[0]?.batchId);
    expect((await passport(batch?.code ?? '')).verdict).not.toBe('recalled');
    const steps = (events.get(batch?.id ?? '') ?? []).map(({ event }) => event.disposition);
    expect(steps.slice(-3)).toEqual(['returned', 'in_progress', 'destroyed']);
  });

  test('a complaint that waits for its answer, read by the maker of the goods and by no other firm', async () => {
    const { items } = await chain.get<{ items: ToldComplaint[] }>(
      '/api/v1/complaints',
      chain.key('Riverbend Orchard'),
    );
    const [complaint, ...others] = items;
    expect([complaint?.state, others]).toEqual(['received', []]);
    const goods = batches.find(({ id }) => id === complaint?.batchId);
    expect(complaint?.code).toBe(`/t/${goods?.code}`);
    const readers: string[] = [];
    for (const [name, key] of chain.keys) {
      const path = `/api/v1/complaints/${complaint?.id}`;
      const { status } = await service.send('GET', path, { key });
      if (status === 200) readers.push(name);
    }
    expect(readers.sort()).toEqual(['Municipal Market Regulator', 'Riverbend Orchard']);
  });

  test('a load that was warmer on its way than its product may be, and one that was not', async () => {
    const products = await chain.all<ToldProduct>('/api/v1/products');
    const peaks = batches.flatMap(({ id, productId }) => {
      const product = products.find((each) => each.id === productId);
      const limit = Number(product?.storage?.maxCelsius);
      return (events.get(id) ?? []).flatMap(({ event }) =>
        (event.sensorElementList ?? []).map(({ sensorReport }) => {
          expect(sensorReport.every(({ type }) => type === 'Temperature')).toBe(true);
          return Math.max(...sensorReport.map(({ value }) => Number(value))) > limit;
        }),
      );
    });
    expect(peaks.sort()).toEqual([false, true]);
  });
});
