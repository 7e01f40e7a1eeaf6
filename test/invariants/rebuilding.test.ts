// Invariant 3 of the design.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { compareStates, foldAnew } from '../../src/holdings/index.js';
import { rebuildStateCommand } from '../../src/cli/rebuild-state.js';
import { readConfig } from '../../src/platform/index.js';
import { cloneDatabase } from '../support/database.js';
import { testServer } from '../support/server.js';
import { World } from '../cases/world.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world?.close());

/** What differs between the stored state and all claims folded again in an empty database. */
async function differences() {
  const anew = await cloneDatabase();
  try {
    const stored = world.service.database.as({ role: 'trace' });
    await foldAnew(stored, anew.database, new Date(world.service.clock.now()));
    return await compareStates(stored, anew.database.as({ role: 'trace' }));
  } finally {
    await anew.drop();
  }
}

/** Late, corrected, withdrawn, packed, unnamed and counted: whatever makes the fold go back. */
async function story(): Promise<void> {
  await world.make('F', 'A', '100', { hour: 1 });
  await world.make('F', 'B', '40', { hour: 2 });
  await world.handOver('F', 'W', 'A 60, B 40', 5);
  const { eventId: packing } = await world.does('W', 'pack', 7, {
    unit: await world.unit('U'),
    ...(await world.load('A 10')),
  });
  await world.pack('W', 'B 5', 'U2', 7);
  await world.handOver('W', 'S', 'X 50', 8);
  await world.handOver('W', 'S', '[U2]', 9);
  await world.does('S', 'count', 12, { goods: world.goods('B 3') });
  await world.does('S', 'sell', 11, { goods: world.goods('X 20') });
  const { body } = await world.ship('F', 'W', 'A 10', 3, { recorded: 'fact' });
  await world.receive('W', 'F', 'A 10', 4);
  await world.tell('F', { activity: 'declare-error', of: String(body.eventId), reason: 'twice' });
  await world.tell('W', { activity: 'declare-error', of: String(packing), reason: 'other pallet' });
  await world.transform('W', 'A 20', 'D 18', 6);
}

async function change(what: string): Promise<void> {
  const { database } = world.service;
  await database.transaction((tx) => tx.query(`UPDATE holding SET ${what}`), { role: 'fold' });
}

test('State is a fold: rebuilding gives the same rows', async () => {
  await story();
  expect(await differences()).toEqual([]);
});

test('a row that is not what the claims fold to is found', async () => {
  await world.make('G', 'C', '7', { hour: 1, product: 'Y' });
  await change('amount = 8 WHERE amount = 7');
  const [difference, ...others] = await differences();
  expect(others).toEqual([]);
  expect(difference).toMatchObject({ table: 'holding' });
  expect(difference?.stored).toHaveLength(1);
  expect(difference?.rebuilt).toHaveLength(1);
});

test('the command says what differs, and fails', async () => {
  const host = await testServer();
  const said: string[] = [];
  const context = {
    config: readConfig({}),
    server: { ...host, ...world.service.server },
    say: (line: string) => said.push(line),
  };
  try {
    await expect(rebuildStateCommand.run(context, '--verify')).rejects.toThrow(
      'not what the claims',
    );
    expect(said).toEqual([
      expect.stringMatching(/^holding, only stored: .*8/),
      expect.stringMatching(/^holding, only rebuilt: .*7/),
    ]);
    await change('amount = 7 WHERE amount = 8');
    await rebuildStateCommand.run(context, '--verify');
    expect(said.at(-1)).toMatch(/^Folded \d+ claims again: the same rows\.$/);
  } finally {
    await host.stop();
  }
});
