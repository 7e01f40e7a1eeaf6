// Goal: what the guide about codes of other schemes tells to type works as it stands there, in a real shell.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { World } from '../cases/world.js';
import { Guide } from '../support/guide.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world?.close());

test('a product bears an organic mark, and its owner finds it by the address on the pack', async () => {
  const guide = new Guide('docs/guides/other-schemes.md', world.service.url);
  expect(guide.length).toBe(2);
  const { key: KEY } = await world.trader('F');
  const PRODUCT = await world.product('X', 'F');
  const said = await guide.type(0, { KEY, PRODUCT });
  expect(said).toMatchObject({ scheme: 'organic', value: '12326000000123456', productId: PRODUCT });
  expect(await guide.type(1, { KEY })).toMatchObject({ items: [said] });
});
