import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Tx } from '../platform/index.js';
import { cloneDatabase, type TestDatabase } from '../../test/support/database.js';
import type { Actor } from '../access/index.js';
import { wholeDay } from '../kernel/index.js';
import type { Batch, BatchRegistration } from './batch.js';
import { BatchesService } from './batches.service.js';
import { KnownBatches } from './known-batches.service.js';
import { lockExclusive, lockShared } from './known-batches.store.js';
import { selectBatches } from './batches.store.js';

let test: TestDatabase;
let batches: BatchesService;
let known: KnownBatches;
let producer: Actor;

beforeAll(async () => {
  test = await cloneDatabase({ role: 'furrow_fold' });
  batches = new BatchesService(test.database, test.clock, test.random);
  known = new KnownBatches(test.clock, test.random);
  producer = anActor();
});
afterAll(() => test.drop());

describe('registering a batch', () => {
  it('gives back what was said, and nothing of it to another organisation', async () => {
    const said = aRegistration({ number: 'ABC1', bestBefore: '2026-12-02' });
    const batch = await register(said);
    expect(batch).toMatchObject({
      productId: said.productId,
      number: 'ABC1',
      organisationId: producer.organisationId,
      quantity: '12.500',
      unit: 'KGM',
      madeFrom: new Date('2026-11-22T16:00:00Z'),
      madeUntil: new Date('2026-11-23T16:00:00Z'),
      madeOffset: '+08:00',
      bestBefore: '2026-12-02',
      code: null,
    });
    expect(await batches.get(producer, batch.id)).toEqual(batch);
    await expect(batches.get(anActor(), batch.id)).rejects.toMatchObject({ status: 404 });
    expect(await batches.list(anActor(), { before: undefined, limit: 10 })).toEqual([]);
  });

  it('refuses a number already used and suggests the next free one', async () => {
    const { productId } = await register(aRegistration({ number: 'L-01' }));
    await register(aRegistration({ productId, number: 'L-02' }));
    await expect(register(aRegistration({ productId, number: 'L-01' }))).rejects.toMatchObject({
      kind: { code: 'batch-number-taken', status: 409 },
      members: { suggestion: 'L-03' },
      errors: [{ pointer: '/number' }],
    });
  });

  it('lets two products have the same number, and tells numbers apart by case', async () => {
    const { productId } = await register(aRegistration({ number: 'a1' }));
    await register(aRegistration({ productId, number: 'A1' }));
    await register(aRegistration({ number: 'a1' }));
  });

  it('refuses what is no batch number, naming the member', async () => {
    await expect(register(aRegistration({ number: 'ÄÖ' }))).rejects.toMatchObject({
      status: 422,
      errors: [{ pointer: '/number' }],
    });
  });

  it('numbers by the day of the place when no number is said', async () => {
    const first = await register(aRegistration({}));
    expect(first.number).toBe('2026-11-23-01');
    const { productId } = first;
    expect((await register(aRegistration({ productId }))).number).toBe('2026-11-23-02');
  });

  it('gives many who ask at once a number each', async () => {
    const productId = test.random.uuid();
    const made = await Promise.all(
      Array.from({ length: 12 }, () => register(aRegistration({ productId }))),
    );
    const numbers = made.map((batch) => batch.number).sort();
    expect(numbers).toEqual(
      Array.from({ length: 12 }, (_, i) => `2026-11-23-${String(i + 1).padStart(2, '0')}`),
    );
  });

  it('of two who ask for the same number at once refuses one', async () => {
    const productId = test.random.uuid();
    const outcomes = await Promise.allSettled(
      [1, 2].map(() => register(aRegistration({ productId, number: 'X' }))),
    );
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('adopts a batch that events have only mentioned', async () => {
    const name = { productId: test.random.uuid(), number: 'M-1' };
    const [mentioned] = await test.database.transaction((tx) => known.mention(tx, [name]));
    const batch = await register(aRegistration(name));
    expect(batch.id).toBe(mentioned?.id);
    await expect(register(aRegistration(name))).rejects.toMatchObject({ status: 409 });
  });

  it('writes down the code once', async () => {
    const batch = await register(aRegistration({}));
    await test.database.transaction(
      (tx) => batches.recordCode(tx, batch, '7K3M9QTX2WPA'),
      producer,
    );
    await test.database.transaction(
      (tx) => batches.recordCode(tx, batch, '000000000000'),
      producer,
    );
    expect((await batches.get(producer, batch.id)).code).toBe('7K3M9QTX2WPA');
  });

  it('lists an organisation its own, newest first, a page at a time', async () => {
    const other = anActor();
    const made: Batch[] = [];
    for (let i = 0; i < 5; i++) {
      test.clock.advance(1);
      made.unshift(await register(aRegistration({}), other));
    }
    const first = await batches.list(other, { before: undefined, limit: 3 });
    const second = await batches.list(other, { before: first.at(-1)?.id, limit: 3 });
    expect([...first, ...second].map((batch) => batch.id)).toEqual(made.map((batch) => batch.id));
  });
});

describe('batches named by events', () => {
  it('are found in the order they were named, whoever registered them', async () => {
    const batch = await register(aRegistration({ number: 'N' }));
    const unheard = { productId: batch.productId, number: 'n' };
    const found = await known.find(test.database, [unheard, batch, batch]);
    expect(found.map((each) => each?.id)).toEqual([undefined, batch.id, batch.id]);
    expect(found[1]?.organisationId).toBe(producer.organisationId);
    expect(await known.find(test.database, [])).toEqual([]);
  });

  it('are noted when never heard of, once, by one statement', async () => {
    const productId = test.random.uuid();
    const names = ['a', 'b', 'a'].map((number) => ({ productId, number }));
    const first = await test.database.transaction(async (tx) => {
      const before = test.database.statementsSent;
      const mentioned = await known.mention(tx, names);
      expect(test.database.statementsSent - before).toBe(1);
      return mentioned;
    });
    expect(first[0]).toEqual(first[2]);
    expect(first[0]?.organisationId).toBeNull();
    const again = await test.database.transaction((tx) => known.mention(tx, names));
    expect(again).toEqual(first);
    expect(await selectBatches(test.database, [first[0]?.id ?? ''])).toEqual([]);
  });

  it('have one row however many mention them at once, in whatever order', async () => {
    const productId = test.random.uuid();
    const names = Array.from({ length: 20 }, (_, i) => ({ productId, number: `${i}` }));
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        test.database.transaction(async (tx) => {
          const mentioned = await known.mention(tx, i % 2 === 0 ? names : names.toReversed());
          return mentioned.map((batch) => batch.id).sort();
        }),
      ),
    );
    for (const ids of answers) expect(ids).toEqual(answers[0]);
    expect(new Set(answers[0]).size).toBe(20);
  });
});

describe('a locked batch', () => {
  it('may be moved by several acts at once, and frozen only when they are through', async () => {
    const { id } = await register(aRegistration({}));
    await test.database.transaction(async (act) => {
      await lockShared(act, [id]);
      await test.database.transaction((other) => lockShared(other, [id]));
      await expect(lockWithoutWaiting(lockExclusive, id)).rejects.toThrow('lock timeout');
    });
    await test.database.transaction(async (recall) => {
      await lockExclusive(recall, [id]);
      await expect(lockWithoutWaiting(lockShared, id)).rejects.toThrow('lock timeout');
    });
  });
});

function lockWithoutWaiting(
  lock: (tx: Tx, ids: readonly string[]) => Promise<unknown>,
  id: string,
): Promise<void> {
  return test.database.transaction(async (tx) => {
    await tx.query(`SET LOCAL lock_timeout = '1ms'`);
    await lock(tx, [id]);
  });
}

function register(registration: BatchRegistration, actor: Actor = producer): Promise<Batch> {
  return test.database.transaction((tx) => batches.register(tx, actor, registration), actor);
}

function aRegistration(said: Partial<BatchRegistration>): BatchRegistration {
  const day = wholeDay('2026-11-23', '+08:00');
  return {
    productId: test.random.uuid(),
    makerPartyId: test.random.uuid(),
    quantity: { value: '12.500', unit: 'KGM' },
    made: { ...day, offsetMinutes: 480 },
    bestBefore: null,
    originLocationId: null,
    ...said,
  };
}

function anActor(): Actor {
  return {
    organisationId: test.random.uuid(),
    partyId: test.random.uuid(),
    roles: ['producer'],
    scopes: ['read', 'write'],
    credential: 'test',
  };
}
