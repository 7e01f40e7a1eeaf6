// Case A18 over HTTP: a tank mixes what enters it, until it is cleaned out.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { stateOf } from './own-views.js';
import { sourcesIn, traceOf } from './traces.js';
import { World } from './world.js';

let service: World;
let world: World;
let tank: string;
beforeAll(async () => {
  service = await World.start();
});
beforeEach(async () => {
  world = service.another();
  tank = await world.place('P', 'tank', { kind: 'tank', mixing: 'blending' });
});
afterAll(() => service?.close());

/** Draws from the tank and makes a batch of what was drawn, so that it can be asked what is in it. */
async function draw(amount: number, into: string, hour: number): Promise<void> {
  const drawn = { placeId: tank, toPlaceId: world.places.get('P') };
  const { status, body } = await world.transform(
    'P',
    `X ${amount}`,
    `${into} ${amount}`,
    hour,
    drawn,
  );
  expect([status, body.breaches]).toEqual([201, []]);
}

const fill = (batch: string, amount: string, hour: number) =>
  world.make('P', batch, amount, { hour, placeId: tank });

const sourcesOf = async (batch: string) =>
  sourcesIn(world, await traceOf(world, 'R', batch, '&direction=backward'));

/** What is left of A and B, and then of E, where the clean-out falls between the draws D1 and D2. */
const cleanedOut = [
  'P: D1 30',
  'P: D2 10',
  'tank: E 30',
  'unaccounted tank: A 80, clean-out',
  'unaccounted tank: B 40, clean-out',
];

/** 100 A and 50 B in the tank, of which 30 are drawn as D1. */
async function filled(): Promise<void> {
  await fill('A', '100', 1);
  await fill('B', '50', 2);
  await draw(30, 'D1', 3);
  expect(await sourcesOf('D1')).toEqual(['A certain 20..20', 'B certain 10..10']);
}

test('A18 tank: what the books hold at a clean-out is unaccounted for, and the next draw is of the next batch alone', async () => {
  await filled();
  expect(await stateOf(world)).toEqual(['P: D1 30', 'tank: A 80', 'tank: B 40']);
  await world.does('P', 'clean', 4, { placeId: tank });
  await fill('E', '40', 5);
  await draw(10, 'D2', 6);
  expect(await stateOf(world)).toEqual(cleanedOut);
  expect(await sourcesOf('D2')).toEqual(['E certain 10..10']);
});

test('A18 tank: without the clean-out the next draw is of all three for certain', async () => {
  await filled();
  await fill('E', '40', 5);
  await draw(10, 'D2', 6);
  expect(await stateOf(world)).toEqual([
    'P: D1 30',
    'P: D2 10',
    'tank: A 75',
    'tank: B 37.5',
    'tank: E 37.5',
  ]);
  expect(await sourcesOf('D2')).toEqual([
    'A certain 5..5',
    'B certain 2.5..2.5',
    'E certain 2.5..2.5',
  ]);
});

test('A18 tank: after its total was zero without a clean-out, what was in it before is possible', async () => {
  await filled();
  await draw(120, 'D3', 4);
  await fill('E', '40', 5);
  await draw(10, 'D2', 6);
  expect(await sourcesOf('D3')).toEqual(['A certain 80..80', 'B certain 40..40']);
  const heel = (await sourcesOf('D2')).map((text) => text.split(' ').slice(0, 2).join(' '));
  expect(heel).toEqual(['A possible', 'B possible', 'E certain']);
});

test('A18 tank: captured in any order, the clean-out falls where its time is', async () => {
  await world.product('X', 'P');
  await world.does('P', 'clean', 4, { placeId: tank });
  await fill('E', '40', 5);
  await fill('B', '50', 2);
  await draw(10, 'D2', 6);
  await fill('A', '100', 1);
  await draw(30, 'D1', 3);
  expect(await stateOf(world)).toEqual(cleanedOut);
});
