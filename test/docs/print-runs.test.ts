// Goal: what the guide for print runs tells to type works as it stands there, in a real shell, from the roll to the pallet.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { World } from '../cases/world.js';
import { Guide } from '../support/guide.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world?.close());

test('a roll is asked for, followed, listed, activated and given up, and SSCCs are made', async () => {
  const guide = new Guide('docs/guides/print-runs.md', world.service.url);
  expect(guide.length).toBe(7);
  const [ask, follow, list, cancel, activate, register, allocate] = [0, 1, 2, 3, 4, 5, 6] as const;
  const { key: KEY } = await world.trader('F');
  const BATCH = await world.make('F', 'A', '100', { hour: 1 });
  const begun = await guide.type(ask, { KEY, BATCH });
  expect(begun).toMatchObject({ state: 'issuing', count: 25_000 });
  const RUN = String(begun.runId);
  let run = begun;
  while (run.state !== 'issued') run = await guide.type(follow, { KEY, RUN });
  const { items } = await guide.type(list, { KEY, RUN });
  expect(items).toHaveLength(200);
  expect(await guide.type(activate, { KEY, BATCH, RUN })).toEqual({ count: 25_000, passedOver: 0 });
  const wanted = { kind: 'item', count: 10_000_000 };
  const large = await world.post(KEY, `/api/v1/batches/${BATCH}/codes`, wanted);
  const given = await guide.type(cancel, { KEY, RUN: String(large.runId) });
  expect(given).toMatchObject({ state: 'cancelled', count: 10_000_000 });
  const PREFIX = '9520123';
  expect(await guide.type(register, { KEY, PREFIX })).toMatchObject({ prefix: PREFIX });
  expect((await guide.type(allocate, { KEY })).ssccs).toHaveLength(2);
});
