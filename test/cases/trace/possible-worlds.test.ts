// The trace against all ways in which what is recorded can have happened: what it calls certain is so in each of them, and what it
// clears or does not name is so in none.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatAmount } from '../../../src/kernel/index.js';
import { forward } from './memory-graph.js';
import { PossibleWorlds, type Drawn, type Step } from './possible-worlds.js';

const runs = Number(process.env['TRACE_RUNS'] ?? 60);
const worldsMax = 3_000;
const places = ['F', 'W', 'S'] as const;
const derived = ['D1', 'D2', 'D3', 'D4'] as const;

const numberOf = (exact: bigint) => Number(formatAmount(exact));

const place = fc.constantFrom(...places);
const amount = fc.integer({ min: 1, max: 5 });
const drawn: fc.Arbitrary<Drawn> = fc.record({
  what: fc.constantFrom('?', '?', '?', '?', 'A', 'B', 'B', ...derived),
  amount,
});
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      ...{ does: fc.constant('make' as const), place, amount },
      batch: fc.constantFrom('A', 'B', 'E'),
    }),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(drawn, place, place)
      .filter(([, from, to]) => from !== to)
      .map(([goods, from, to]) => ({ does: 'send' as const, place: from, to, ...goods })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(drawn, place)
      .map(([goods, at]) => ({ does: 'sell' as const, place: at, ...goods })),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ does: fc.constant('use' as const), place },
      inputs: fc.array(drawn, { minLength: 1, maxLength: 2 }),
      output: fc.constantFrom(...derived),
    }),
  },
);

const sent = (place: string, to: string, what: string, amount: number): Step => {
  return { does: 'send', place, to, what, amount };
};

/** A place that was drawn empty without batches, and to which goods came anew: they were taken for what had been there. */
const drawnEmpty: Step[] = [
  sent('F', 'W', '?', 3),
  sent('S', 'F', '?', 3),
  sent('F', 'W', '?', 3),
  { does: 'use', place: 'F', inputs: [{ what: '?', amount: 2 }], output: 'D1' },
  { does: 'sell', place: 'S', what: 'B', amount: 1 },
  sent('W', 'F', '?', 1),
];

/** Each place has some of both to begin with, so that most steps can be recorded. */
const stocked = places.flatMap((at): Step[] => [
  { does: 'make', place: at, batch: 'A', amount: 2 },
  { does: 'make', place: at, batch: 'B', amount: 3 },
]);

test('what is certain is so in every world, what is cleared or not named in none', async () => {
  const recorded = { possible: 0, certain: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 6, maxLength: 16, size: 'max' }),
      async (steps) => {
        const worlds = new PossibleWorlds();
        for (const each of stocked) worlds.record(each, worldsMax);
        const outputs = new Set<string>();
        for (const each of steps) {
          // A batch is made once.
          if (each.does === 'use' && outputs.has(each.output)) continue;
          worlds.record(each, worldsMax);
          if (each.does === 'use') outputs.add(each.output);
        }
        const { batches, holdings } = await forward(worlds.story, 'A');
        for (const batch of derived) {
          const verdict = batches.find((each) => each.batch === batch)?.verdict ?? 'not named';
          const truth = worlds.isSuspect(batch);
          const isRight =
            verdict === 'certain'
              ? truth === 'always'
              : verdict === 'possible' || truth === 'never';
          expect({ batch, verdict, truth, isRight }).toMatchObject({ isRight: true });
          if (verdict !== 'not named') recorded[verdict] += 1;
        }
        for (const at of places) {
          const truth = worlds.suspectAt(at);
          const here = holdings.filter(({ holder, amount: much }) => holder.id === at && much > 0n);
          const told = here.map(({ batch, verdict, suspect }) => {
            return { batch, verdict, least: numberOf(suspect.least), most: numberOf(suspect.most) };
          });
          const isFound = truth.most === 0 || told.some(({ verdict }) => verdict !== 'cleared');
          const isEnough = told.reduce((sum, { most }) => sum + most, 0) >= truth.most;
          const isForced = told.every(({ least }) => least <= truth.least);
          expect({ at, truth, told, isFound, isForced, isEnough }).toMatchObject({
            isFound: true,
            isForced: true,
            isEnough: true,
          });
        }
      },
    ),
    { numRuns: 5 * runs, examples: [[drawnEmpty]] },
  );
  expect(Math.min(recorded.possible, recorded.certain)).toBeGreaterThan(runs / 10);
});
