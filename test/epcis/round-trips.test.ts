// Goal: what a capture costs does not grow with what it holds. Round trips are counted, since time is no measure here.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { checkDigit } from '../../src/identifiers/check-digit.js';
import { Repository, type Organisation } from './repository.js';

let repository: Repository;
beforeAll(async () => {
  // Without the feed's own loops, whose statements are nobody's request.
  repository = await Repository.start({ roles: new Set(['api']) });
});
afterAll(() => repository?.close());

/** An answer waits until the audit has its entry, which may share the statement of others'. */
const entry = 1;

/** Answers of the database that are waited for; the key was seen a moment ago and is not looked up. */
async function roundTrips(work: () => Promise<unknown>): Promise<number> {
  const { database } = repository.service;
  const before = database.roundTrips;
  await work();
  return database.roundTrips - before;
}

test('a document of 500 events takes at most 8 round trips and its entry of the audit', async () => {
  const organisation = await repository.organisation('maker');
  await repository.events(organisation);
  const events = Array.from({ length: 500 }, (_each, n) => ({
    type: 'ObjectEvent',
    eventTime: new Date(Date.UTC(2026, 10, 20, 0, n)).toISOString(),
    eventTimeZoneOffset: '+08:00',
    action: 'ADD',
    bizStep: 'commissioning',
    readPoint: { id: `https://id.gs1.org/414/0614141000005/254/dock-${n}` },
    quantityList: [
      { epcClass: `https://id.gs1.org/01/09520123456788/10/B${n}`, quantity: 10, uom: 'KGM' },
      { epcClass: `https://id.gs1.org/01/00614141073467/10/B${n}`, quantity: 10, uom: 'KGM' },
    ],
    destinationList: [{ type: 'owning_party', destination: `urn:x:party:${n}` }],
  }));
  let status = 0;
  const sent = await roundTrips(async () => {
    ({ status } = await repository.capture(organisation, ...events));
  });
  expect(status).toBe(202);
  expect(sent).toBeLessThanOrEqual(8 + entry);
  expect(await repository.events(organisation, { perPage: '200' })).toHaveLength(500);
});

test('500 hand-offs take as many round trips as 2, and what is sent again hardly any', async () => {
  const few = await handOffs(2);
  const many = await handOffs(500);
  expect(many.shipped).toBe(few.shipped);
  expect(many.received).toBe(few.received);
  expect(many.repeated).toBe(2 + entry);
});

async function handOffs(count: number) {
  const sender = await repository.organisation('sender');
  const receiver = await repository.organisation('receiver');
  const capture = (by: Organisation, bizStep: string) =>
    roundTrips(async () => {
      const events = Array.from({ length: count }, (_each, n) =>
        handOff(sender, receiver, n, bizStep),
      );
      expect((await repository.capture(by, ...events)).status).toBe(202);
    });
  return {
    shipped: await capture(sender, 'shipping'),
    received: await capture(receiver, 'receiving'),
    repeated: await capture(receiver, 'receiving'),
  };
}

function handOff(from: Organisation, to: Organisation, n: number, bizStep: string): object {
  const hour = bizStep === 'shipping' ? 0 : 12;
  return {
    type: 'ObjectEvent',
    eventTime: new Date(Date.UTC(2026, 10, 20, hour, n)).toISOString(),
    eventTimeZoneOffset: '+08:00',
    action: 'OBSERVE',
    bizStep,
    quantityList: [
      {
        epcClass: `https://id.gs1.org/01/09520123456788/10/${from.partyId.slice(-4)}-${n}`,
        quantity: 1,
        uom: 'KGM',
      },
    ],
    bizTransactionList: [{ type: 'desadv', bizTransaction: `urn:x:desadv:${from.partyId}:${n}` }],
    sourceList: [{ type: 'owning_party', source: `urn:uuid:${from.partyId}` }],
    destinationList: [{ type: 'owning_party', destination: `urn:uuid:${to.partyId}` }],
  };
}

test('packing 200 units into 40 and shipping those takes as many round trips as packing 10 into 2', async () => {
  const few = await packing(2);
  const many = await packing(40);
  expect(many).toEqual(few);
});

/** Round trips of packing so many parents with five units each, of moving them about, and of shipping them. */
async function packing(parents: number): Promise<readonly number[]> {
  const sender = await repository.organisation('packer');
  const receiver = await repository.organisation('receiver');
  const unit = (n: number) => {
    const body = `0${parents + 10}${String(n).padStart(14, '0')}`.slice(0, 17);
    return `https://id.gs1.org/00/${body}${checkDigit(body)}`;
  };
  const day = (n: number, hour: number) => ({
    eventTime: new Date(Date.UTC(2026, 10, 20, hour, n)).toISOString(),
    eventTimeZoneOffset: '+08:00',
  });
  const each = (make: (n: number) => object) => Array.from({ length: parents }, (_, n) => make(n));
  const captured = (events: readonly object[]) =>
    roundTrips(async () => {
      expect((await repository.capture(sender, ...events)).status).toBe(202);
    });
  const packed = await captured(
    each((n) => ({
      type: 'AggregationEvent',
      action: 'ADD',
      bizStep: 'packing',
      ...day(n, 0),
      parentID: unit(n),
      childEPCs: [1, 2, 3, 4, 5].map((inner) => unit(1_000 + n * 5 + inner)),
    })),
  );
  const shipped = await captured(
    each((n) => ({
      type: 'ObjectEvent',
      action: 'OBSERVE',
      bizStep: 'shipping',
      ...day(n, 2),
      epcList: [unit(n)],
      sourceList: [{ type: 'possessing_party', source: `urn:uuid:${sender.partyId}` }],
      destinationList: [{ type: 'possessing_party', destination: `urn:uuid:${receiver.partyId}` }],
    })),
  );
  return [packed, shipped];
}

test('a single act takes at most 6 round trips once its batch has moved before', async () => {
  const { service } = repository;
  const { key, partyId } = await repository.organisation('farm');
  const { partyId: toPartyId } = await repository.organisation('shop');
  await service.send('POST', '/api/v1/locations', {
    key,
    body: {
      name: 'barn',
      partyId,
      kind: 'warehouse',
      timeZone: 'Asia/Shanghai',
      isDefault: true,
    },
  });
  const product = await service.send<{ id: string }>('POST', '/api/v1/products', {
    key,
    body: { name: 'tea', itemCode: 'tea', unit: 'KGM', dateType: 'none' },
  });
  const batch = await service.send<{ id: string }>('POST', '/api/v1/batches', {
    key,
    body: {
      productId: product.body.id,
      quantity: { value: '100', unit: 'KGM' },
      at: '2026-11-20T00:00:00Z',
    },
  });
  const ship = async (hour: number, more: object = {}) => {
    const goods = [{ batchId: batch.body.id, quantity: { value: '1', unit: 'KGM' } }];
    const at = `2026-11-20T0${hour}:00:00Z`;
    const answer = await service.send('POST', '/api/v1/events', {
      key,
      body: { activity: 'ship', at, toPartyId, goods, ...more },
    });
    expect(answer.status).toBe(201);
  };
  await ship(1);
  expect(await roundTrips(() => ship(2))).toBeLessThanOrEqual(6);
  expect(await roundTrips(() => ship(3, { eventId: 'urn:x:third' }))).toBeLessThanOrEqual(6);
});
