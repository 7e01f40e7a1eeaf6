// Goal: what the guide for tills tells to type works as it stands there, in a real shell.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { World } from '../cases/world.js';
import { Guide } from '../support/guide.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world?.close());

test('a till asks about a label with a date, and about a code that nobody issued', async () => {
  const guide = new Guide('docs/guides/tills.md', world.service.url);
  expect(guide.length).toBe(1);
  await world.make('P', 'A1', '30', { hour: 1 });
  const { key: KEY } = await world.trader('S');
  const GTIN = world.gtinOf('X').padStart(14, '0');
  const { checks } = await guide.type(0, { KEY, GTIN, CODE: '000000000000' });
  expect(checks).toEqual([
    { what: `(01)${GTIN}(17)261210(10)A1`, verdict: 'sellable', reasons: [] },
    { what: '000000000000', verdict: 'check-the-number', reasons: [{ reason: 'unknown' }] },
  ]);
});
