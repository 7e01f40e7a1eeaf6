import { expect } from '@jest/globals';
import fc from 'fast-check';
import { stateOf } from '../../cases/own-views.js';
import { World } from '../../cases/world.js';
import { chainCommands, ChainModel } from './chain-commands.js';
import { reckon } from './chain-model.js';

/** Runs by the same three organisations: their places remember the units of all of them. */
const runsPerChain = 50;

/**
 * Runs random commands against the service and the model side by side: each answer is the one that the model expects,
 * and in the end the organisations read in their own views what the model reckons from the events. Answers how often
 * what happened.
 */
export async function runChains(start: World, settings: { runs: number; seed: number }) {
  const { runs, seed } = settings;
  const tally = new Map<string, number>();
  let traders = start;
  let count = 0;
  const property = fc.asyncProperty(chainCommands(), async (commands) => {
    if (count % runsPerChain === 0) {
      traders = start.another();
      for (const name of ['F', 'P', 'W']) await traders.trader(name);
    }
    count += 1;
    const world = traders.afresh();
    const model = new ChainModel(tally);
    await fc.asyncModelRun(() => ({ model, real: { world, run: `${seed}.${count}` } }), commands);
    expect(totals(await stateOf(world))).toEqual(modelled(model));
  });
  await fc.assert(property, { numRuns: runs, seed });
  return tally;
}

/** `F: A 3` and `F: A 4` of two owners are `F: A 7`. */
function totals(lines: readonly string[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const line of lines) {
    const at = line.lastIndexOf(' ');
    const name = line.slice(0, at);
    sums.set(name, (sums.get(name) ?? 0) + Number(line.slice(at + 1)));
  }
  return sorted(sums);
}

function modelled(model: ChainModel): Record<string, number> {
  const { held, booked } = reckon(model.events);
  const sums = new Map(held);
  for (const [name, amount] of booked) {
    const place = `unaccounted in ${name.slice(name.indexOf(' at ') + 4)}`;
    sums.set(place, (sums.get(place) ?? 0) + amount);
  }
  return sorted(sums);
}

function sorted(sums: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}
