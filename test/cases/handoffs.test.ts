import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(async () => {
  await world.close();
});

test('an act that takes more than there is, is refused and says what there is', async () => {
  await world.make('F', 'A', '100', { hour: 1 });
  expect(await world.ship('F', 'P', 'A 70', 2)).toMatchObject({ status: 201 });
  expect(await world.ship('F', 'P', 'A 50', 3)).toMatchObject({
    status: 409,
    body: {
      code: 'not-enough-goods',
      shortfalls: [{ available: { value: '30', unit: 'KGM' }, missing: { value: '20' } }],
    },
  });
});

test('as a fact the same is stored, and what the books lack is flagged', async () => {
  const fact = await world.ship('F', 'P', 'A 50', 3, { recorded: 'fact' });
  expect(fact).toMatchObject({
    status: 201,
    body: { repeated: false, breaches: [{ unaccountedIn: '20', unit: 'KGM' }] },
  });
});
