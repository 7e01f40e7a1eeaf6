import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defaultBounds, type TraceBounds } from '../../../src/trace/books/bounds.js';
import { readBackground, type Background } from '../../../src/trace/sources/places-passed.js';
import { rankSources, type RankedSource } from '../../../src/trace/sources/source-ranking.js';
import { objectionsOf, sourcesOfCases } from '../../../src/trace/sources/sources-of-cases.js';
import { traceBackward } from '../../../src/trace/trace.js';
import { MemoryLedger } from '../pure/memory-ledger.js';
import { chain } from '../pure/random-chain.js';
import { Story } from '../pure/story.js';
import { MemoryGraph } from './memory-graph.js';

const runs = Number(process.env['TRACE_RUNS'] ?? 60);
const batches = ['A', 'B', 'D'];

const graphOf = async (events: Story['events']) =>
  new MemoryGraph((await MemoryLedger.folded(events)).rows());

const target = (batch: string) => ({ kind: 'batch' as const, batch });
const sight = { parties: new Map<string, string>(), isAll: true, bounds: defaultBounds };

async function backgroundOf(graph: MemoryGraph, names: readonly string[]): Promise<Background> {
  return readBackground(graph, names.map(target), defaultBounds);
}

/** All kinds of sources of cases of these batches, each counting 1, with samples of others. */
async function rank(
  graph: MemoryGraph,
  cases: readonly string[],
  samples: readonly string[],
): Promise<RankedSource[]> {
  const asked = cases.map((batch) => ({ targets: [target(batch)], placeId: null }));
  const found = await sourcesOfCases(await backgroundOf(graph, cases), asked, sight);
  const { against } = await objectionsOf(await backgroundOf(graph, samples), samples, sight);
  const weights = { cases: cases.map(() => 1), samples: samples.map(() => 1) };
  return [found.batches, found.places, found.parties].flatMap((candidates) =>
    rankSources(
      candidates.map((each) => ({ ...each, objections: against.get(each.id) ?? [] })),
      weights,
    ),
  );
}

const figures = (ranked: readonly RankedSource[]) =>
  ranked.map(({ id, rank: place, certain, possible, against, score }) =>
    [id, place, certain, possible, against, score].join(' '),
  );

describe('common sources, over random chains', () => {
  test('a batch explains exactly the cases that a trace back from them comes to, as surely', async () => {
    await fc.assert(
      fc.asyncProperty(chain(14), async (events) => {
        const graph = await graphOf(events);
        const ranked = await rank(graph, batches, []);
        for (const [of, batch] of batches.entries()) {
          const { sources } = await traceBackward(graph, target(batch), defaultBounds);
          const expected = sources.map((each) => `${each.batch} ${each.verdict}`);
          const told = ranked
            .filter(({ id }) => id.startsWith('batch|') && id !== `batch|${batch}`)
            .flatMap(({ id, explains }) =>
              explains
                .filter((each) => each.of === of)
                .map(({ verdict }) => `${id.slice('batch|'.length)} ${verdict}`),
            );
          expect(told.sort()).toEqual(expected.sort());
        }
      }),
      { numRuns: runs },
    );
  });

  test('the order of the cases changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(chain(14), async (events) => {
        const graph = await graphOf(events);
        const forth = await rank(graph, batches, ['A']);
        expect(figures(await rank(graph, [...batches].reverse(), ['A']))).toEqual(figures(forth));
      }),
      { numRuns: runs },
    );
  });

  test('a negative sample raises no score and removes nobody, and its parts are none above the whole', async () => {
    await fc.assert(
      fc.asyncProperty(chain(14), fc.constantFrom(...batches), async (events, sampled) => {
        const graph = await graphOf(events);
        const before = await rank(graph, ['B', 'D'], ['A']);
        const after = await rank(graph, ['B', 'D'], ['A', sampled]);
        const scores = new Map(before.map(({ id, score }) => [id, score]));
        expect(after.map(({ id }) => id).sort()).toEqual([...scores.keys()].sort());
        for (const { id, score, objections } of after) {
          expect(score <= (scores.get(id) ?? -1n)).toBe(true);
          for (const { share } of objections) expect(share <= 1_000_000_000n).toBe(true);
        }
      }),
      { numRuns: runs },
    );
  });

  test('each place is told with the events that lead from it', async () => {
    await fc.assert(
      fc.asyncProperty(chain(14), async (events) => {
        const ranked = await rank(await graphOf(events), ['D'], []);
        for (const { id, explains } of ranked.filter((each) => each.id.startsWith('place|'))) {
          for (const { path } of explains) expect([id, path.events.length > 0]).toEqual([id, true]);
        }
      }),
      { numRuns: runs },
    );
  });
});

describe('where a bound ends the work', () => {
  const cases = [{ targets: [target('D')], placeId: null }];
  const asked = async (reading: TraceBounds, judging = reading) => {
    const graph = await MemoryGraph.of(
      new Story()
        .make('F', 1, 'A 10')
        .ship('F', 'P', 2, 'A 10')
        .receive('P', 'F', 3, 'A 10')
        .transform('P', 4, 'A 10', 'D 10'),
    );
    const background = await readBackground(graph, [target('D')], reading);
    return sourcesOfCases(background, cases, { ...sight, bounds: judging });
  };

  test('that is said, and no place is certain', async () => {
    const found = await asked({ ...defaultBounds, depth: 0 });
    expect(found.cut).toEqual({ by: 'depth', at: 1 });
    const verdicts = found.places.flatMap(({ explains }) => explains).map(({ verdict }) => verdict);
    expect(new Set(verdicts)).toEqual(new Set(['possible']));
    expect((await asked(defaultBounds)).places.map(({ explains }) => explains[0]?.verdict)).toEqual(
      ['certain', 'certain'],
    );
  });

  test('no place is told of ways that were followed in part', async () => {
    let flows = 0;
    // D has been booked, and what it was made of not yet.
    const isTimeUp = () => (flows += 1) > 4;
    const found = await asked(defaultBounds, { ...defaultBounds, isTimeUp });
    expect(found.cut).toMatchObject({ by: 'time' });
    expect([found.places, found.parties]).toEqual([[], []]);
  });
});
