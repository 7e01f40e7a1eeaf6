// Cases about traces of goods whose batch nobody recorded, told over HTTP and asked over HTTP.
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { TraceView } from '../../../src/trace/trace.dto.js';
import { traceAsked, traceOf } from '../traces.js';
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

/** W has A and B, and ships so much of either to S, who takes it. */
async function a14(amount: number): Promise<void> {
  await world.make('W', 'A', '30', { hour: 1 });
  await world.make('W', 'B', '40', { hour: 2 });
  await world.handOver('W', 'S', `X ${amount}`, 3);
}

/** What an answer says of the goods without a batch at a place, and which step leaves it open, as W who recorded it reads it. */
async function unnamedAt({ holdings }: TraceView, place: string) {
  const found = holdings.find(
    ({ batchId, where }) => batchId === null && where.placeId === world.places.get(place),
  );
  if (found === undefined) return undefined;
  const { verdict, quantity, suspect, guess, doubt } = found;
  const { key } = await world.trader('W');
  const path = `/api/v1/events/${doubt?.eventRef ?? ''}`;
  const cause = doubt && (await world.service.send<Body>('GET', path, { key })).body;
  const step = (cause?.event as { bizStep: string } | undefined)?.bizStep;
  return {
    ...{ verdict, quantity: quantity.value, suspect: `${suspect.least}..${suspect.most}`, guess },
    doubt: doubt && `${doubt.missing}: ${step}`,
  };
}

it('C6 batch unknown: of 50 at least 10 are of A, and what is left may be', async () => {
  await a14(50);
  const answer = await traceOf(world, 'R', 'A');
  expect(await unnamedAt(answer, 'S')).toEqual({
    ...{ verdict: 'certain', quantity: '50', suspect: '10..30', guess: '30', doubt: undefined },
  });
  expect(await unnamedAt(answer, 'W')).toMatchObject({
    ...{ verdict: 'possible', quantity: '20', suspect: '0..20' },
    doubt: 'batch: shipping',
  });
  // What is certain of A is so of B, of which at least 20 went; by guessing the oldest went first.
  expect(await unnamedAt(await traceOf(world, 'R', 'B'), 'S')).toMatchObject({
    ...{ verdict: 'certain', suspect: '20..40', guess: '20' },
  });
});

it('C6 batch unknown: of 35 all may be of B, and the record of W leaves it open', async () => {
  await a14(35);
  const answer = await traceOf(world, 'R', 'A');
  expect(await unnamedAt(answer, 'S')).toEqual({
    ...{ verdict: 'possible', quantity: '35', suspect: '0..30', guess: '30' },
    doubt: 'batch: shipping',
  });
});

it('C6 batch unknown: a guess goes on with the goods, the oldest first', async () => {
  await a14(50);
  await world.handOver('S', 'S2', 'X 20', 6);
  const answer = await traceOf(world, 'R', 'A');
  expect(await unnamedAt(answer, 'S2')).toMatchObject({ quantity: '20', guess: '20' });
  expect(await unnamedAt(answer, 'S')).toMatchObject({ quantity: '30', guess: '10' });
});

const partsOf = ({ sources }: TraceView) =>
  sources
    .map(({ batchId, verdict, part }) => {
      const name = [...world.batches].find(([, id]) => id === batchId)?.[0];
      const { range, of, onePack, weight } = part ?? {};
      return `${name} ${verdict} ${range?.least}..${range?.most} of ${of}, one pack ${onePack} ${weight}`;
    })
    .sort();

it('C14 backward from unknown: both batches are in the goods, either may be in one pack, weighed by the oldest first', async () => {
  await a14(50);
  const goods = `productId=${world.products.get('X')}&placeId=${world.places.get('S')}`;
  const answer = await traceAsked(world, 'R', goods);
  expect(partsOf(answer)).toEqual([
    'A certain 10..30 of 50, one pack possible 0.6',
    'B certain 20..40 of 50, one pack possible 0.4',
  ]);
  expect([answer.direction, answer.batchIds, answer.holdings]).toEqual(['backward', [], []]);
  expect(answer.goods).toEqual({
    productId: world.products.get('X'),
    placeId: world.places.get('S'),
  });
});

it('C14 backward from unknown: of one batch alone every pack is', async () => {
  await world.make('W', 'A', '30', { hour: 1 });
  await world.handOver('W', 'S', 'X 10', 3);
  const goods = `productId=${world.products.get('X')}&placeId=${world.places.get('S')}`;
  expect(partsOf(await traceAsked(world, 'R', goods))).toEqual([
    'A certain 10..10 of 10, one pack certain 1',
  ]);
});

it('goods without a batch that one may not see are answered as those that do not exist', async () => {
  await a14(50);
  await world.trader('P');
  const { key } = await world.trader('P');
  const ask = (product: string) => {
    const path = `/api/v1/traces?productId=${product}&placeId=${world.places.get('S')}`;
    return world.service.send<Body>('GET', path, { key });
  };
  const hidden = await ask(world.products.get('X') ?? '');
  const unknown = await ask('01900000-0000-7000-8000-000000000000');
  expect([hidden.status, hidden.body.detail]).toEqual([404, unknown.body.detail]);
});
