// Goal: goods of which nobody said the batch are in the scope of a recall that may be about them, and their holder is told.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { RecallScopeView } from '../../src/recalls/recalls.dto.js';
import { World } from '../cases/world.js';

let first: World;
beforeAll(async () => {
  first = await World.start();
});
afterAll(() => first?.close());

/** P made 30 of D and of B, of X. S2 says that it took 40 of X; nobody says that they were sent. */
let world: World;
beforeEach(async () => {
  world = first.afresh();
  await world.make('P', 'D', '30', { hour: 1 });
  await world.make('P', 'B', '30', { hour: 1 });
  expect((await world.receive('S2', 'W', 'X 40', 2)).status).toBe(201);
});

async function recall(...batches: string[]): Promise<RecallScopeView> {
  const { key } = await world.trader('P');
  const batchIds = batches.map((batch) => world.batches.get(batch));
  const opened = await world.post(key, '/api/v1/recalls', { batchIds, grade: 1, reason: 'glass' });
  return opened as unknown as RecallScopeView;
}

async function look(by: string, { id }: RecallScopeView) {
  const { key } = await world.trader(by);
  return world.service.send<RecallScopeView>('GET', `/api/v1/recalls/${id}`, { key });
}

/** `S2 possible 0..40` by the batch that they may be of. */
async function heldBy(name: string, { holdings }: RecallScopeView): Promise<string[]> {
  const { partyId } = await world.trader(name);
  const letters = new Map([...world.batches].map(([letter, id]) => [id, letter]));
  return holdings
    .filter((each) => each.partyId === partyId)
    .map(({ batchId, certainty, quantity: { least, most } }) => {
      return `${letters.get(batchId) ?? batchId} ${certainty} ${least}..${most}`;
    })
    .sort();
}

test('goods that may be any batch of the product are in scope, and their holder is told', async () => {
  await world.make('S2', 'Y1', '9', { hour: 1, product: 'Y' });
  const opened = await recall('D');
  expect(await heldBy('S2', opened)).toEqual(['D possible 0..40']);
  expect(opened.notices).toMatchObject([{ state: 'sent' }]);
  const seen = await look('S2', opened);
  expect(await heldBy('S2', seen.body)).toEqual(['D possible 0..40']);
  expect((await look('S1', opened)).status).toBe(404);
  const sale = { activity: 'sell', goods: world.goods('X 1') };
  expect((await world.tell('S2', sale)).body).toMatchObject({ recallId: opened.id });
});

test('what was made of a recalled batch says nothing of strangers who hold its product', async () => {
  await world.transform('P', 'D 10', 'M 10', 3);
  const { partyId: fromPartyId } = await world.trader('W');
  const unnamed = { productId: world.products.get('M'), quantity: { value: '7', unit: 'KGM' } };
  await world.does('S', 'receive', 4, { fromPartyId, goods: [unnamed] });
  const opened = await recall('D');
  expect(opened.batches.map(({ batchId }) => batchId)).toContain(world.batches.get('M'));
  expect(await heldBy('S', opened)).toEqual([]);
});

test('they are listed under each batch that is recalled', async () => {
  expect(await heldBy('S2', await recall('D', 'B'))).toEqual([
    'B possible 0..40',
    'D possible 0..40',
  ]);
});

test('they are no more than what is left of them', async () => {
  await world.does('S2', 'sell', 3, { goods: world.goods('X 25') });
  expect(await heldBy('S2', await recall('D'))).toEqual(['D possible 0..15']);
});

test('what they may be by the books and what nobody knows of them count once', async () => {
  await world.receive('S', 'F', 'X 40', 2);
  await world.handOver('P', 'W', 'D 10, B 20', 2);
  await world.handOver('W', 'S', 'X 15', 4);
  const opened = await recall('D');
  expect(await heldBy('S', opened)).toEqual(['D possible 0..50']);
  expect(await heldBy('W', opened)).toEqual(['D certain 0..10']);
});

test('once a record says which batch they are, they are in scope of that one alone', async () => {
  await world.handOver('P', 'W', 'B 30', 1.2);
  const opened = await recall('D');
  expect(await heldBy('S2', opened)).toEqual(['D possible 0..40']);
  await world.ship('W', 'S2', 'B 30', 1.5, { recorded: 'fact' });
  expect(await heldBy('S2', (await look('P', opened)).body)).toEqual(['D possible 0..10']);
});

test('goods that come to be known of later bring their holder into scope', async () => {
  const opened = await recall('D');
  await world.receive('S1', 'W', 'X 5', 3);
  const { body } = await look('P', opened);
  expect(await heldBy('S1', body)).toEqual(['D possible 0..5']);
  const told = body.notices.map(({ state }) => state);
  expect(told).toHaveLength(2);
});
