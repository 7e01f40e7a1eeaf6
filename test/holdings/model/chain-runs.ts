import { expect } from '@jest/globals';
import fc from 'fast-check';
import type {
  HoldingView,
  OwnGoodsView,
  UnaccountedView,
} from '../../../src/handoffs/own-goods.dto.js';
import type { World } from '../../cases/world.js';
import { chainCommands, ChainModel, type Chain } from './chain-commands.js';
import { expectBalances, expectBatchBalances } from './chain-balances.js';
import { reckon, type Reckoned, type Told } from './chain-model.js';

/** Balances ask as much as all the rest of a run: every so many runs show them. */
const runsPerBalance = 8;

/** Runs by the same three organisations: their places remember the units of all of them. */
const runsPerChain = 50;

/**
 * Runs random commands against the service and the model side by side: each answer is the one that the model expects,
 * and in the end the organisations read in their own views what the model reckons from the events. Answers how often
 * what happened.
 */
export async function runChains(start: World, settings: Settings): Promise<Map<string, number>> {
  const tally = new Map<string, number>();
  const { runs, seed, lanes } = settings;
  const lane = (n: number) =>
    runLane(start, tally, { runs: Math.ceil(runs / lanes), seed: seed + n });
  await Promise.all(Array.from({ length: lanes }, (_, n) => lane(n)));
  return tally;
}

interface Settings {
  readonly runs: number;
  readonly seed: number;
  /** How many chains run side by side, each lane by a seed of its own. */
  readonly lanes: number;
}

async function runLane(
  start: World,
  tally: Map<string, number>,
  { runs, seed }: Omit<Settings, 'lanes'>,
): Promise<void> {
  let traders = start;
  let count = 0;
  const property = fc.asyncProperty(chainCommands(), async (commands) => {
    if (count % runsPerChain === 0) {
      traders = start.another();
      await traders.bearCanaries('F', 'P', 'W');
      await traders.trader('R');
    }
    count += 1;
    const real: Chain = { world: traders.afresh(), run: `${seed}.${count}`, ways: new Map() };
    const model = new ChainModel(tally);
    await fc.asyncModelRun(() => ({ model, real }), commands);
    const { held, booked, moved } = reckon(model.events);
    expect(sorted(await readBooks(real))).toEqual(sorted({ held, booked }));
    if (count % runsPerBalance > 0) return;
    await expectBalances(real.world, model.events, moved);
    await expectBatchBalances(real.world, { held, moved });
  });
  await fc.assert(property, { numRuns: runs, seed });
}

function wayOf(release: Told | undefined, unit: string | undefined): string {
  if (release === undefined || !('to' in release.says)) return 'an unknown way';
  const way = `${release.author}->${release.says.to}`;
  return unit === undefined ? `${way} by ${release.id}` : way;
}

type BooksRead = Pick<Reckoned, 'held' | 'booked'>;

/** What the three read of their goods, each in its own view; what two of them see is told once. */
async function readBooks({ world, ways }: Chain): Promise<BooksRead> {
  const lines = new Map<string, HoldingView>();
  const bookings = new Map<string, UnaccountedView>();
  for (const { key } of world.traders.values()) {
    for (const productId of world.products.values()) {
      const path = `/api/v1/products/${productId}/holdings`;
      const { body } = await world.service.send<OwnGoodsView>('GET', path, { key });
      for (const line of body.holdings) lines.set(JSON.stringify(line), line);
      for (const line of body.unaccountedIn) bookings.set(JSON.stringify(line), line);
      expect(body.unaccounted).toEqual([]);
    }
  }
  const nameOf = (names: ReadonlyMap<string, string>, id: string | null | undefined) =>
    [...names].find(([, known]) => known === id)?.[0] ?? 'nothing of this run';
  const held = new Map<string, number>();
  for (const { placeId, handoffId, unit, batchId, quantity } of lines.values()) {
    const release = ways.get(handoffId?.split('#')[0] ?? '');
    const where = placeId === undefined ? wayOf(release, unit) : nameOf(world.places, placeId);
    const name = `${unit === undefined ? '' : 'U at '}${where}: ${nameOf(world.batches, batchId)}`;
    held.set(name, (held.get(name) ?? 0) + Number(quantity.value));
  }
  const booked = new Map<string, number>();
  for (const { eventId, placeId, batchId, quantity } of bookings.values()) {
    const where = `${nameOf(world.places, placeId)}: ${nameOf(world.batches, batchId)}`;
    booked.set(`${eventId} at ${where}`, Number(quantity.value));
  }
  return { held, booked };
}

function sorted({ held, booked }: BooksRead) {
  const entries = (sums: ReadonlyMap<string, number>) =>
    [...sums].map(([name, amount]) => `${name} ${amount}`).sort();
  return { held: entries(held), booked: entries(booked) };
}
