// Invariant 5 of the design, for what makes batches: their ids, numbers and codes are part of the answer.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { World, type Body } from '../cases/world.js';
import { RowCounts } from '../support/row-counts.js';

let service: World;
let world: World;
let counts: RowCounts;
let eventId: string;
beforeAll(async () => {
  service = await World.start();
  counts = await RowCounts.open(service.service.server.ownerUrl);
});
beforeEach(async () => {
  world = service.another();
  eventId = `urn:uuid:${world.service.random.uuid()}`;
  await world.product('X', 'F');
});
afterAll(async () => {
  await counts?.close();
  await service?.close();
});

async function post(path: string, body: Body) {
  const { key } = await world.trader('F');
  return world.service.send<Body>('POST', path, { key, body });
}

const kilos = (value: string) => ({ value, unit: 'KGM' });

describe('a batch that is registered under an eventId', () => {
  const registers = (more: Body = {}) =>
    post('/api/v1/batches', {
      productId: world.products.get('X'),
      quantity: kilos('40'),
      eventId,
      ...more,
    });

  test.each([undefined, 'N-1'])(
    'Same request, same answer: numbered %p, its repeat is the same batch and makes nothing',
    async (number) => {
      const said = number === undefined ? {} : { number };
      const first = await registers(said);
      expect(first.status).toBe(201);
      const before = await counts.read();
      const productId = String(world.products.get('X')).toUpperCase();
      world.service.clock.advance(36 * 3_600_000);
      const again = await registers({ ...said, productId });
      expect([again.status, again.body]).toEqual([200, first.body]);
      expect(await counts.read()).toEqual(before);
    },
  );

  test.each([undefined, 'N-1'])(
    'Same request, same answer: numbered %p, twenty at once are one batch',
    async (number) => {
      const before = await counts.read();
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => registers(number === undefined ? {} : { number })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([
        ...Array.from({ length: 19 }, () => 200),
        201,
      ]);
      const [first] = answers;
      for (const { body } of answers) expect(body).toEqual(first?.body);
      const after = await counts.read();
      const made = ['batch', 'code', 'code_run', 'event'].map(
        (table) => (after[table] ?? 0) - (before[table] ?? 0),
      );
      expect(made).toEqual([1, 1, 1, 1]);
    },
  );

  test.each([
    ['/quantity', { quantity: kilos('41') }],
    ['/number', { number: 'N-2' }],
    ['/bestBefore', { bestBefore: '2027-01-01' }],
    ['/at', { at: '2026-11-20T08:00:00+08:00' }],
    ['/making', { making: 'harvest' }],
  ] as [string, Body][])(
    'Same request, same answer: another %s under the id is refused, and nothing is stored',
    async (pointer, other) => {
      await registers();
      const before = await counts.read();
      const refused = await registers(other);
      expect(refused.status).toBe(409);
      expect(refused.body).toMatchObject({ code: 'event-differs', errors: [{ pointer }] });
      expect(await counts.read()).toEqual(before);
    },
  );

  test('Same request, same answer: a batch of another product is another request', async () => {
    await registers();
    const productId = await world.product('Y', 'F');
    const refused = await registers({ productId });
    expect(refused.body).toMatchObject({
      code: 'event-differs',
      errors: [{ pointer: '/productId' }],
    });
  });

  test('Same request, same answer: the id of an event that made no batch stands for that event', async () => {
    await world.make('F', 'A', '10', { hour: 1 });
    await world.trader('P');
    await world.ship('F', 'P', 'A 4', 2, { eventId });
    const before = await counts.read();
    const refused = await registers({ number: 'N-3' });
    expect(refused.body).toMatchObject({ code: 'event-differs', errors: [{ pointer: '/number' }] });
    expect(await counts.read()).toEqual(before);
  });

  test('a number that another batch has is refused as ever', async () => {
    await registers({ number: 'N-1' });
    const taken = await registers({ number: 'N-1', eventId: 'urn:x:another' });
    expect(taken.body).toMatchObject({ code: 'batch-number-taken', suggestion: 'N-2' });
  });
});

describe.each(['split', 'transform'])('what comes out of a %s under an eventId', (activity) => {
  const tells = (more: Body = {}) =>
    post('/api/v1/events', {
      activity,
      goods: world.goods('A 30'),
      outputs: [
        { productId: world.products.get('X'), quantity: kilos('10') },
        { productId: world.products.get('X'), number: 'OUT-2', quantity: kilos('20') },
      ],
      eventId,
      ...more,
    });
  beforeEach(() => world.make('F', 'A', '100', { hour: 1 }));

  test('Same request, same answer: a repeat names the same batches and codes and makes nothing', async () => {
    const first = await tells();
    expect(first.status).toBe(201);
    expect(first.body.batches).toHaveLength(2);
    const before = await counts.read();
    world.service.clock.advance(3_600_000);
    const again = await tells();
    expect([again.status, again.body]).toEqual([200, { ...first.body, repeated: true }]);
    expect(await counts.read()).toEqual(before);
  });

  test('Same request, same answer: twenty at once make two batches', async () => {
    const before = await counts.read();
    const answers = await Promise.all(Array.from({ length: 20 }, () => tells()));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const [first] = answers;
    for (const { status, body } of answers) {
      expect([200, 201]).toContain(status);
      expect(body.batches).toEqual(first?.body.batches);
    }
    expect((await counts.read()).batch).toBe((before.batch ?? 0) + 2);
  });

  test('Same request, same answer: other outputs under the id are refused at their place', async () => {
    await tells();
    const before = await counts.read();
    const output = (more: Body) => ({
      productId: world.products.get('X'),
      quantity: kilos('10'),
      ...more,
    });
    const pointerOf = async (...outputs: Body[]) => {
      const { status, body } = await tells({ outputs });
      const [{ pointer }] = body.errors as [{ pointer: string }];
      return [status, pointer];
    };
    const second = output({ number: 'OUT-2', quantity: kilos('20') });
    expect(await pointerOf(output({}), { ...second, number: 'OUT-3' })).toEqual([
      409,
      '/outputs/1/number',
    ]);
    expect(await pointerOf(output({}), second, output({}))).toEqual([409, '/outputs/2']);
    expect(await pointerOf(output({}))).toEqual([409, '/outputQuantityList']);
    expect(await counts.read()).toEqual(before);
  });
});
