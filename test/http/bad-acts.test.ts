// Goal: bad input in an act is a 4xx problem that points at the fault, with nothing stored and nothing of our inside
// shown. Method: each fault by hand, in each place where it may stand; then thousands by chance.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { faultsMax } from '../../src/kernel/index.js';
import { World, type Body } from '../cases/world.js';
import { RowCounts } from '../support/row-counts.js';
import type { Answer } from '../support/app.js';

let world: World;
let rows: RowCounts;
let key: string;
beforeAll(async () => {
  world = await World.start();
  rows = await RowCounts.open(world.service.server.ownerUrl);
  ({ key } = await world.trader('F'));
  await world.make('F', 'A', '100', { hour: 1 });
  await world.product('N', 'F');
  await world.trader('P');
  // What is G's: F knows the ids, and may not know them.
  await world.product('secret', 'G', { gtin: undefined });
  await world.make('G', 'THEIRS', '100', { hour: 1, product: 'secret' });
  const { body } = await world.tell('G', {
    activity: 'sell',
    at: world.at(2),
    goods: [{ batchId: world.batches.get('THEIRS'), ...amount('1') }],
  });
  theirEvent = String(body.eventId);
});
afterAll(async () => {
  await rows?.close();
  await world?.close();
});

let theirEvent = '';
const someId = '0190a4f0-0000-7000-8000-000000000000';
const neverIssued = '7K3M9QTX2WP4H8CX';
const amount = (value: string, unit = 'KGM') => ({ quantity: { value, unit } });

const idOf = {
  batch: () => world.batches.get('A'),
  product: () => world.products.get('N'),
  place: () => world.places.get('F'),
  partner: () => world.traders.get('P')?.partyId,
  theirBatch: () => world.batches.get('THEIRS'),
  theirProduct: () => world.products.get('secret'),
  theirPlace: () => world.places.get('G'),
};
const ofA = (more: Body = amount('1')) => [{ batchId: idOf.batch(), ...more }];
const sells = (more: Body) => ({ activity: 'sell', goods: ofA(), ...more });
const makes = (more: Body) => ({
  activity: 'transform',
  goods: ofA(),
  outputs: [{ productId: idOf.product(), ...amount('1') }],
  ...more,
});
const ships = (more: Body) => ({
  activity: 'ship',
  goods: ofA(),
  toPartyId: idOf.partner(),
  ...more,
});

const inside = /SELECT |INSERT |UPDATE |node_modules|\bat .*\.[jt]s:\d|\bPostgres|relation "/i;

/** Sends what must be refused, and sees that it left nothing behind and showed nothing. */
async function refused(path: string, body: unknown, sender = key): Promise<Answer<Body>> {
  const before = await rows.read();
  const answer = await world.service.send<Body>('POST', path, { key: sender, body });
  expect({ body, stored: await rows.read() }).toEqual({ body, stored: before });
  expect([body, answer.status >= 400 && answer.status < 500]).toEqual([body, true]);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(JSON.stringify(answer.body)).not.toMatch(inside);
  return answer;
}

async function pointersOf(path: string, body: unknown): Promise<unknown[]> {
  const answer = await refused(path, body);
  return ((answer.body.errors ?? []) as { pointer: string }[]).map(({ pointer }) => pointer);
}

test('the acts that these are spoilt from are taken', async () => {
  for (const act of [sells({}), makes({}), ships({})]) {
    expect((await world.tell('F', act)).status).toBe(201);
  }
});

const acts: [string, () => Body, string][] = [
  ['an unknown member', () => sells({ colour: 'red' }), '/colour'],
  [
    'an unknown member of goods',
    () => sells({ goods: ofA({ ...amount('1'), x: 1 }) }),
    '/goods/0/x',
  ],
  ['an unknown activity', () => ({ activity: 'teleport', goods: ofA() }), '/activity'],
  ['a member that the activity does not read', () => sells({ toPartyId: someId }), '/toPartyId'],
  ['a naive time', () => sells({ at: '2026-11-20T08:00:00' }), '/at'],
  ['a time in the future', () => sells({ at: '2026-12-24T08:00:00+08:00' }), '/at'],
  ['a day in the future', () => sells({ on: '2026-12-24' }), '/on'],
  ['a day that is in no calendar', () => sells({ on: '2026-02-30' }), '/on'],
  ['both a time and a day', () => sells({ at: world.at(3), on: '2026-11-20' }), '/on'],
  ['a code with a wrong check character', () => named('7K3M9QTX2WP4H8CY'), '/goods/0/what'],
  [
    'a GTIN with a wrong check digit',
    () => named('https://x.example/01/09520123456787/10/A'),
    '/goods/0/what',
  ],
  [
    'an SSCC with a wrong check digit',
    () => ships({ goods: undefined, units: ['/00/106141412345678907'] }),
    '/units/0',
  ],
  [
    'an item with a wrong check digit',
    () => sells({ goods: [{ items: ['(01)09520123456787(21)1'] }] }),
    '/goods/0/items/0',
  ],
  ['a code that was never issued', () => named(neverIssued), '/goods/0/what'],
  [
    'an item code that was never issued',
    () => sells({ goods: [{ items: [neverIssued] }] }),
    '/goods/0/items/0',
  ],
  ['what is no goods', () => named('urn:example:nonsense'), '/goods/0/what'],
  [
    'an item of no product',
    () => sells({ goods: [{ items: ['urn:example:nonsense'] }] }),
    '/goods/0/items/0',
  ],
  [
    'a unit that is none',
    () => ships({ goods: undefined, units: ['urn:example:nonsense'] }),
    '/units/0',
  ],
  [
    'goods named twice over',
    () => sells({ goods: ofA({ productId: idOf.product(), ...amount('1') }) }),
    '/goods/0',
  ],
  [
    'more items than one act names',
    () => sells({ goods: Array.from({ length: 11 }, () => ({ items: itemCodes(1000) })) }),
    '/goods',
  ],
  ['goods without an amount', () => sells({ goods: ofA({}) }), '/goods/0/quantity'],
];

function itemCodes(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `(01)09520123456788(21)${i}`);
}

function named(what: string): Body {
  return sells({ goods: [...ofA(), { what, ...amount('1') }].slice(1) });
}

test.each(acts)('an act with %s is refused, pointed at and not stored', async (_, act, pointer) => {
  expect(await pointersOf('/api/v1/events', act())).toEqual([pointer]);
});

test.each<[string, Body, string]>([
  ['by the request alone', { what: neverIssued, ...amount('1') }, '/goods/0/what'],
  ['by the books', { productId: 'N', ...amount('1', 'LTR') }, '/goods/0/quantity/unit'],
])('more faults than an answer lists, found %s, are counted', async (_, line, pointer) => {
  const goods = Array.from({ length: 150 }, () =>
    line.productId === undefined ? line : { ...line, productId: idOf.product() },
  );
  const { body } = await refused('/api/v1/events', sells({ goods }));
  const errors = body.errors as { pointer: string; detail: string }[];
  expect(errors).toHaveLength(faultsMax + 1);
  expect(errors.at(-1)).toEqual({ pointer: '', detail: expect.stringContaining('only the first') });
  expect(body.detail).toBe(`${pointer}: ${errors[0]?.detail} (and 149 more)`);
});

test.each(['2026-02-30', '2026-13-01', '0001-01-01', '20261202'])(
  'a batch with %s as its date is refused, pointed at and not stored',
  async (bestBefore) => {
    const batch = { productId: idOf.product(), bestBefore, ...amount('1') };
    expect(await pointersOf('/api/v1/batches', batch)).toEqual(['/bestBefore']);
  },
);

const amounts: [string, Body, string][] = [
  ['a negative quantity', amount('-1'), '/value'],
  ['too many decimals', amount('0.1234567'), '/value'],
  ['too many digits', amount('1234567890123'), '/value'],
  ['an exponent', amount('1e3'), '/value'],
  ['a number that is no text', { quantity: { value: 1, unit: 'KGM' } }, '/value'],
  ['an unknown unit code', amount('1', 'KILO'), '/unit'],
  ['a unit without conversion', amount('1', 'LTR'), '/unit'],
  ['a unit of another case', amount('1', 'kgm'), '/unit'],
  ['a temperature', amount('1', 'CEL'), '/unit'],
];

describe.each(amounts)('%s', (_, wrong, member) => {
  test.each<[string, () => Body, string]>([
    ['goods', () => sells({ goods: [...ofA(), ...ofA(wrong)] }), '/goods/1'],
    ['inputs', () => makes({ goods: ofA(wrong) }), '/goods/0'],
    ['outputs', () => makes({ outputs: [{ productId: idOf.product(), ...wrong }] }), '/outputs/0'],
    ['a loss', () => makes({ loss: { ...wrong, reason: 'peel' } }), '/loss'],
    ['a gain', () => makes({ gain: { ...wrong, reason: 'water' } }), '/gain'],
  ])('in %s of an act is refused, pointed at and not stored', async (_where, act, seat) => {
    expect(await pointersOf('/api/v1/events', act())).toEqual([`${seat}/quantity${member}`]);
  });

  test('in a batch to register is refused, pointed at and not stored', async () => {
    const batch = { productId: idOf.product(), ...wrong };
    expect(await pointersOf('/api/v1/batches', batch)).toEqual([`/quantity${member}`]);
  });
});

describe.each<
  [string, () => Readonly<Record<'batch' | 'product' | 'place' | 'event', string | undefined>>]
>([
  [
    'an unknown id',
    () => ({ batch: someId, product: someId, place: someId, event: `urn:uuid:${someId}` }),
  ],
  [
    "another organisation's id",
    () => ({
      batch: idOf.theirBatch(),
      product: idOf.theirProduct(),
      place: idOf.theirPlace(),
      event: theirEvent,
    }),
  ],
])('%s', (_, ids) => {
  test.each<[string, (id: ReturnType<typeof ids>) => Body, string]>([
    [
      'batch',
      ({ batch }) => sells({ goods: [{ batchId: batch, ...amount('1') }] }),
      '/goods/0/batchId',
    ],
    [
      'product',
      ({ product }) => sells({ goods: [{ productId: product, ...amount('1') }] }),
      '/goods/0/productId',
    ],
    [
      'batch to make',
      ({ batch }) => makes({ outputs: [{ batchId: batch, ...amount('1') }] }),
      '/outputs/0/batchId',
    ],
    [
      'product to make',
      ({ product }) => makes({ outputs: [{ productId: product, ...amount('1') }] }),
      '/outputs/0/productId',
    ],
    ['place', ({ place }) => sells({ placeId: place }), '/placeId'],
    [
      'place to move to',
      ({ place }) => ({ activity: 'move', goods: ofA(), toPlaceId: place }),
      '/toPlaceId',
    ],
    ["receiver's place", ({ place }) => ships({ toPlaceId: place }), '/toPlaceId'],
    [
      'event in error',
      ({ event }) => ({ activity: 'declare-error', of: event, reason: 'no' }),
      '/of',
    ],
    ['shipping to void', ({ event }) => ({ activity: 'void-shipping', of: event }), '/of'],
  ])('of a %s in an act is refused, pointed at and not stored', async (_what, act, pointer) => {
    expect(await pointersOf('/api/v1/events', act(ids()))).toEqual([pointer]);
  });

  test('in a batch to register and in a recall is refused, pointed at and not stored', async () => {
    const { batch, product, place } = ids();
    const made = { productId: idOf.product(), ...amount('1') };
    expect(await pointersOf('/api/v1/batches', { ...made, productId: product })).toEqual([
      '/productId',
    ]);
    expect(await pointersOf('/api/v1/batches', { ...made, placeId: place })).toEqual(['/placeId']);
    const recall = { batchIds: [batch], grade: 1, reason: 'Listeria' };
    expect(await pointersOf('/api/v1/recalls', recall)).toEqual(['/batchIds/0']);
  });
});

test('a place that one registered for another party is nowhere to act: nothing would come of it', async () => {
  const { key } = await world.trader('F');
  const { id: partyId } = await world.post(key, '/api/v1/parties', { name: 'The mill' });
  const placeId = await world.place('F', 'mill', { partyId });
  const made = { productId: idOf.product(), ...amount('1'), placeId };
  expect(await pointersOf('/api/v1/batches', made)).toEqual(['/placeId']);
  expect(await pointersOf('/api/v1/events', sells({ placeId }))).toEqual(['/placeId']);
  const moves = { activity: 'move', goods: ofA(), toPlaceId: placeId };
  expect(await pointersOf('/api/v1/events', moves)).toEqual(['/toPlaceId']);
});

test.each<[string, () => Body, string]>([
  [
    'produces',
    () => ({ activity: 'produce', goods: [{ what: world.linkOf('A'), ...amount('1') }] }),
    '/goods/0/what',
  ],
  [
    'harvests, by an id that it knows,',
    () => ({ activity: 'harvest', goods: ofA() }),
    '/goods/0/batchId',
  ],
  [
    'transforms goods into goods',
    () => ({ ...makes({}), outputs: [{ batchId: idOf.batch(), ...amount('1') }] }),
    '/outputs/0',
  ],
])(
  'who %s of a batch of another maker is refused, pointed at and not stored',
  async (_, act, pointer) => {
    const { key: partner } = await world.trader('P');
    const { body } = await refused('/api/v1/events', act(), partner);
    expect(body.errors).toMatchObject([{ pointer }]);
  },
);

test.each(['toPartyId', 'newOwnerPartyId'])(
  'an unknown %s is refused, pointed at and not stored',
  async (member) => {
    expect(await pointersOf('/api/v1/events', ships({ [member]: someId }))).toEqual([`/${member}`]);
  },
);

test('an unknown fromPartyId is refused, pointed at and not stored', async () => {
  const receives = { activity: 'receive', goods: ofA(), fromPartyId: someId };
  expect(await pointersOf('/api/v1/events', receives)).toEqual(['/fromPartyId']);
});

const register: [string, string, () => Body, string][] = [
  ['a GTIN', 'products', () => ({ name: 'x', unit: 'KGM', gtin: '09520123456787' }), '/gtin'],
  ['a GLN of a party', 'parties', () => ({ name: 'x', gln: '9501101530004' }), '/gln'],
  ['a social credit code', 'parties', () => ({ name: 'x', uscc: '91350100M000100Y44' }), '/uscc'],
  [
    'a GLN of a place',
    'locations',
    () => ({
      name: 'x',
      kind: 'shop',
      partyId: world.traders.get('F')?.partyId,
      gln: '9501101530004',
    }),
    '/gln',
  ],
];
test.each(register)(
  'a wrong check digit in %s is refused, pointed at and not stored',
  async (_, path, body, pointer) => {
    expect(await pointersOf(`/api/v1/${path}`, body())).toEqual([pointer]);
  },
);

test('bodies over the limit and 10,000 deep are refused and not stored', async () => {
  const large = JSON.stringify({ ...sells({}), reason: 'x'.repeat(1024 * 1024) });
  expect((await refused('/api/v1/events', large)).status).toBe(413);
  const deep = `{"activity":"sell","goods":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
  expect((await refused('/api/v1/events', deep)).body).toMatchObject({ code: 'body-too-deep' });
});

test('whatever stands in an act, it is recorded or refused with a pointer, and never half stored', async () => {
  const numRuns = Number(process.env.FURROW_TEST_RUNS ?? 300);
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom(
      '',
      '\0',
      someId,
      neverIssued,
      'KGM',
      'LTR',
      '-1',
      '1e9',
      '2026-02-30',
      'urn:x:y',
    ),
    fc.constantFrom("'; DROP TABLE event; --", '(01)09520123456788', '/00/106141412345678908'),
  );
  const odd = fc.oneof(text, fc.integer(), fc.constantFrom<unknown>(null, [], {}, true, [[]]));
  const line = fc.record(
    { batchId: odd, what: odd, items: fc.array(odd, { maxLength: 2 }), quantity: odd },
    { requiredKeys: [] },
  );
  const spoilt = fc.record(
    {
      ...{ at: odd, on: odd, placeId: odd, toPlaceId: odd, toPartyId: odd, unit: odd, of: odd },
      ...{ eventId: odd, recorded: odd, reason: odd, documents: fc.array(odd, { maxLength: 2 }) },
      goods: fc.oneof(odd, fc.array(fc.oneof(odd, line), { maxLength: 2 })),
      outputs: fc.oneof(odd, fc.array(fc.oneof(odd, line), { maxLength: 2 })),
      units: fc.oneof(odd, fc.array(odd, { maxLength: 2 })),
    },
    { requiredKeys: [] },
  );
  let count = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(sells, makes, ships), spoilt, async (act, more) => {
      const body = JSON.stringify(act(more));
      const before = await rows.read();
      const answer = await world.service.send<Body>('POST', '/api/v1/events', { key, body });
      if (answer.status < 300) return;
      count += 1;
      expect([400, 409, 422]).toContain(answer.status);
      expect(JSON.stringify({ ...answer.body, errors: [] })).not.toMatch(inside);
      expect(await rows.read()).toEqual(before);
      if (answer.status === 422) expect(answer.body.errors).not.toEqual([]);
    }),
    { numRuns },
  );
  expect(count).toBeGreaterThan(numRuns / 2);
});
