// What an organisation tells of its own steps beyond its partners: by product and by party, linked or open, and taken back.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { ChainStepView, ChainView } from '../../src/chain/chain.dto.js';
import type { SharingView } from '../../src/sharing/sharing.dto.js';
import { World } from './world.js';

let service: World;
let world: World;
beforeAll(async () => {
  service = await World.start();
});
beforeEach(async () => {
  world = service.another();
  await aChain();
});
afterAll(() => service?.close());

/** F grows A and Z, P makes D of A, W gets D and passes some on to S; G is a stranger. */
async function aChain(): Promise<void> {
  await world.make('F', 'A', '100', { hour: 1 });
  await world.handOver('F', 'P', 'A 60', 30);
  await world.transform('P', 'A 40', 'D 40', 55);
  await world.handOver('P', 'W', 'D 30', 80);
  await world.handOver('W', 'S', 'D 10', 105);
  await world.trader('G');
}

async function says(name: string, said: object): Promise<{ status: number; body: SharingView }> {
  const { key } = await world.trader(name);
  return world.service.send<SharingView>('POST', '/api/v1/sharing', { key, body: said });
}

async function chainOf(name: string, batch: string) {
  const { key } = await world.trader(name);
  const path = `/api/v1/batches/${world.batches.get(batch) ?? batch}/chain`;
  return world.service.send<ChainView>('GET', path, { key });
}

/** The steps of an author that are told to it in full. */
async function toldOf(author: string, asker: string, batch = 'D'): Promise<ChainStepView[]> {
  const { partyId } = await world.trader(author);
  const { steps = [] } = (await chainOf(asker, batch)).body;
  const told = steps.filter(({ at }) => at !== undefined);
  return told.filter(({ party }) => party.id === partyId);
}

test('linked: whoever is in the chain is told its steps by name, hour, place and amount, and nobody else’s', async () => {
  expect((await says('F', { reach: 'linked' })).status).toBe(201);
  const { partyId, placeId } = await world.trader('F');
  const [making, shipping] = await toldOf('F', 'S');
  const party = { id: partyId, name: 'F' };
  const place = { id: placeId, name: 'place F' };
  expect(making).toMatchObject({
    step: 'commissioning',
    party,
    place,
    at: world.at(1).replace('Z', '+00:00'),
  });
  expect(making?.products).toMatchObject([{ quantity: { value: '100', unit: 'KGM' } }]);
  expect(shipping).toMatchObject({ step: 'shipping', party, place });
  expect(shipping?.products).toMatchObject([{ quantity: { value: '60', unit: 'KGM' } }]);
  const { steps } = (await chainOf('S', 'D')).body;
  const ofP = steps.filter(({ party: { alias } }) => alias !== undefined);
  expect(ofP.length).toBeGreaterThan(0);
  for (const step of ofP) {
    expect(step).not.toHaveProperty('at');
    expect(step).not.toHaveProperty('place');
    expect(JSON.stringify(step)).not.toContain('quantity');
  }
  expect(JSON.stringify(steps)).not.toContain((await world.trader('P')).partyId);
  expect((await chainOf('G', 'D')).status).toBe(404);
});

test('by partner: it is told to that party alone', async () => {
  const { partyId } = await world.trader('S');
  expect((await says('F', { reach: 'linked', partyId })).body).toMatchObject({ partyId });
  expect(await toldOf('F', 'S')).toHaveLength(2);
  expect(await toldOf('F', 'W')).toEqual([]);
});

test('by product: steps about others stay as they were, also where they were about both', async () => {
  await world.make('F', 'Z', '10', { hour: 1, product: 'other' });
  await world.handOver('F', 'P', 'A 10, Z 5', 31);
  await world.transform('P', 'A 10, Z 5', 'E 10', 56);
  await world.handOver('P', 'W', 'E 10', 80);
  await says('F', { reach: 'linked', productId: world.products.get('X') });
  const told = await toldOf('F', 'W', 'E');
  expect(told.map(({ step }) => step)).toEqual(['commissioning', 'shipping']);
  const ofD = await toldOf('F', 'W', 'D');
  expect(ofD.map(({ step }) => step)).toEqual(['commissioning', 'shipping']);
  await says('F', { reach: 'linked', productId: world.products.get('other') });
  expect(await toldOf('F', 'W', 'E')).toHaveLength(4);
});

test('open: whoever asks by a batch of its maker is told the steps that are open, and not that there are others', async () => {
  const told = async (batch: string) => {
    const { steps } = (await chainOf('G', batch)).body;
    return steps?.map(({ step, party, way }) => [step, party.name, way]);
  };
  expect((await chainOf('G', 'A')).status).toBe(404);
  await says('P', { reach: 'open' });
  const ofP = [
    ['receiving', 'P', 'before'],
    ['commissioning', 'P', 'before'],
  ];
  expect(await told('D')).toEqual(ofP);
  expect((await chainOf('G', 'A')).status).toBe(404);
  await says('F', { reach: 'open', productId: world.products.get('X') });
  expect(await told('A')).toEqual([['commissioning', 'F', 'before']]);
  const ofF = [
    ['commissioning', 'F', 'before'],
    ['shipping', 'F', 'before'],
  ];
  expect(await told('D')).toEqual([...ofF, ...ofP]);
});

test('a product that nobody else may look up is not told to whoever asks', async () => {
  await world.product('recipe', 'F', { name: 'F secret recipe', gtin: undefined });
  const made = await world.make('F', 'N', '9', { hour: 1, product: 'recipe' });
  const { partyId: toPartyId } = await world.trader('P');
  const goods = [{ batchId: made, quantity: { value: '9', unit: 'KGM' } }];
  await world.does('F', 'ship', 3, { goods, toPartyId });
  const { code } = await world.service
    .send<{ code: string }>('GET', `/api/v1/batches/${made}`, {
      key: (await world.trader('F')).key,
    })
    .then(({ body }) => body);
  const { partyId: fromPartyId } = await world.trader('F');
  const taken = [{ what: code, quantity: { value: '9', unit: 'KGM' } }];
  await world.does('P', 'receive', 4, { goods: taken, fromPartyId });
  const outputs = [
    {
      productId: await world.product('V', 'P'),
      number: 'V1',
      quantity: { value: '5', unit: 'KGM' },
    },
  ];
  const { batches } = (await world.does('P', 'transform', 5, { goods: taken, outputs })) as {
    batches: { id: string }[];
  };
  await says('P', { reach: 'open' });
  const { body } = await chainOf('G', batches[0]!.id);
  expect(body.steps.map(({ step }) => step)).toEqual(['receiving', 'commissioning']);
  expect(JSON.stringify(body)).not.toContain('secret recipe');
});

test('what became of itself in another amount, as by sorting, is what came out', async () => {
  await world.transform('F', 'A 40', 'B 30', 3);
  await world.handOver('F', 'W', 'B 30', 5);
  await says('F', { reach: 'linked' });
  const sorting = (await toldOf('F', 'W', 'B')).filter(({ products }) => products.length > 0);
  const amounts = sorting.flatMap(({ products }) =>
    products.map(({ quantity }) => quantity?.value),
  );
  expect(amounts).toContain('30');
  expect(amounts).not.toContain('70');
});

test('open to one party: nobody else may ask', async () => {
  await says('F', { reach: 'open', partyId: (await world.trader('G')).partyId });
  expect((await chainOf('G', 'A')).status).toBe(200);
  expect((await chainOf('S2', 'A')).status).toBe(404);
});

test('linked is not open: who has nothing of it learns nothing, the answer of what does not exist', async () => {
  await says('F', { reach: 'linked' });
  const absent = await chainOf('G', world.service.random.uuid());
  const hidden = await chainOf('G', 'A');
  expect([hidden.status, { ...hidden.body, instance: '' }]).toEqual([
    404,
    { ...absent.body, instance: '' },
  ]);
});

test('the last word of a product and a party holds, and one that is taken back does not', async () => {
  const first = await says('F', { reach: 'open' });
  expect((await chainOf('G', 'A')).status).toBe(200);
  const again = await says('F', { reach: 'linked' });
  expect(again.body).toMatchObject({ id: first.body.id, reach: 'linked' });
  expect((await chainOf('G', 'A')).status).toBe(404);
  const { key } = await world.trader('F');
  const listed = async () =>
    (await world.service.send<{ items: SharingView[] }>('GET', '/api/v1/sharing', { key })).body
      .items;
  expect(await listed()).toEqual([again.body]);
  const path = `/api/v1/sharing/${first.body.id}`;
  expect((await world.service.send('DELETE', path, { key })).status).toBe(204);
  expect((await world.service.send('DELETE', path, { key })).status).toBe(404);
  expect(await listed()).toEqual([]);
  expect(await toldOf('F', 'S')).toEqual([]);
});

test.each([
  ['a reach there is not', { reach: 'restricted' }, '/reach'],
  [
    'a product of nobody',
    { reach: 'open', productId: '0198c0de-0000-7000-8000-000000000000' },
    '/productId',
  ],
  [
    'a party of nobody',
    { reach: 'open', partyId: '0198c0de-0000-7000-8000-000000000000' },
    '/partyId',
  ],
  [
    'an owner',
    { reach: 'open', organisationId: '0198c0de-0000-7000-8000-000000000000' },
    '/organisationId',
  ],
])('%s is refused, and nothing is said', async (_, said, pointer) => {
  const { status, body } = await says('F', said);
  expect([status, body]).toMatchObject([422, { errors: [{ pointer }] }]);
  expect((await chainOf('G', 'A')).status).toBe(404);
});

test('another’s product without a GTIN is as one that does not exist', async () => {
  const { id } = await world.post((await world.trader('P')).key, '/api/v1/products', {
    ...{ name: 'secret', itemCode: 'secret', unit: 'KGM', dateType: 'none' },
  });
  const { status, body } = await says('F', { reach: 'open', productId: id });
  expect([status, body]).toMatchObject([422, { errors: [{ pointer: '/productId' }] }]);
});
