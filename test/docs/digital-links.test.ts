// Goal: what the guide to link a product tells to type works as it stands there, in a real shell.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { World } from '../cases/world.js';
import { Guide } from '../support/guide.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world?.close());

test('a product is linked, and everybody reads where it leads', async () => {
  const guide = new Guide('docs/guides/digital-links.md', world.service.url);
  expect(guide.length).toBe(2);
  const { key: KEY } = await world.trader('F');
  const PRODUCT = await world.product('X', 'F');
  expect(await guide.type(0, { KEY, PRODUCT })).toMatchObject({ isDefault: true });
  const GTIN = world.linkOf('X').split('/').at(-1) ?? '';
  const { linkset } = (await guide.type(1, { GTIN })) as { linkset: object[] };
  expect(linkset[0]).toMatchObject({
    'https://ref.gs1.org/voc/defaultLink': [{ href: 'https://orchard.example/plums' }],
  });
});
