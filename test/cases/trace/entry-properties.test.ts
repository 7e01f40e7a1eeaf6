// A hazard that entered at a place, against worlds in which every kilo is known, and over random chains.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { wholeAmount } from '../../../src/kernel/index.js';
import { defaultBounds } from '../../../src/trace/books/bounds.js';
import type { HoldingFinding } from '../../../src/trace/verdict/finding.js';
import { traceEntry } from '../../../src/trace/trace-entry.js';
import { traceForward, type ForwardTrace } from '../../../src/trace/trace.js';
import { chain } from '../pure/random-chain.js';
import { at, place, Story } from '../pure/story.js';
import { MemoryGraph } from './memory-graph.js';

const runs = Number(process.env['TRACE_RUNS'] ?? 60);

const entryAt = async (story: Story, placeId: string, from: number, until: number) =>
  traceEntry(
    await MemoryGraph.of(story),
    { placeId, from: at(from), until: at(until) },
    defaultBounds,
  );

const lineOf = ({ holder, product, batch }: HoldingFinding) =>
  [holder.kind, holder.id, product, batch ?? '?'].join('|');

const suspectLines = ({ holdings }: ForwardTrace) =>
  new Set(holdings.filter(({ verdict }) => verdict !== 'cleared').map(lineOf));

/** A kilo of goods: what it is, where it is, and whether it was ever where the hazard was. */
interface Piece {
  readonly batch: string;
  where: string;
  isExposed: boolean;
}

const step = fc.record({
  does: fc.constantFrom('make', 'out', 'out', 'in', 'send', 'send', 'cook'),
  batch: fc.constantFrom('A', 'B'),
  amount: fc.integer({ min: 1, max: 9 }),
  // Which kilos go, where records tell their batch or not even that.
  picks: fc.array(fc.nat(), { minLength: 9, maxLength: 9 }),
});
type Step = typeof step extends fc.Arbitrary<infer Of> ? Of : never;

/** Plays steps on kilos and writes down what a keeper would; `isNamed` says whether the batch is written, too. */
function played(steps: readonly Step[], room: string, from: number, isNamed: boolean) {
  const story = new Story();
  const pieces: Piece[] = [];
  const [inRoom, yard] = [place(room, 'P'), place('P')];
  const take = ({ batch, amount, picks }: Step, where: string): Piece[] => {
    const there = pieces.filter((each) => each.where === where);
    const isFit = (each: Piece) => (isNamed ? each.batch === batch : 'AB'.includes(each.batch));
    const fit = there.filter(isFit);
    return picks.slice(0, amount).flatMap((pick) => fit.splice(pick % (fit.length || 1), 1));
  };
  const expose = () => {
    for (const piece of pieces) if (piece.where === room) piece.isExposed = true;
  };
  steps.forEach((each, i) => {
    const hours = 2 * i + 1;
    if (hours > from) expose();
    const name = (gone: readonly Piece[]) => `${isNamed ? each.batch : '?'} ${gone.length}`;
    const go = (source: string, target: string, tell: (load: string) => void) => {
      const gone = take(each, source);
      for (const piece of gone) piece.where = target;
      if (gone.length > 0) tell(name(gone));
    };
    if (each.does === 'make') {
      const { batch, amount } = each;
      for (let n = 0; n < amount; n += 1) pieces.push({ batch, where: room, isExposed: false });
      story.makeAt(inRoom, hours, `${batch} ${amount}`);
    } else if (each.does === 'out') {
      go(room, 'P', (load) => story.move('P', inRoom, yard, hours, load));
    } else if (each.does === 'in') {
      go('P', room, (load) => story.move('P', yard, inRoom, hours, load));
    } else if (each.does === 'send') {
      go('P', 'S', (load) =>
        story.ship('P', 'S', hours, load).receive('S', 'P', hours + 0.5, load),
      );
    } else {
      const inputs = take(each, 'S');
      if (inputs.length === 0) return;
      story.transform('S', hours, name(inputs), `D${i} ${inputs.length}`);
      const isExposed = inputs.some((piece) => piece.isExposed);
      for (const piece of inputs) pieces.splice(pieces.indexOf(piece), 1);
      pieces.push(...inputs.map(() => ({ batch: `D${i}`, where: 'S', isExposed })));
    }
    if (hours > from) expose();
  });
  expose();
  return { story, pieces };
}

const worlds = fc.record({
  steps: fc.array(step, { minLength: 3, maxLength: 16 }),
  from: fc.integer({ min: 0, max: 12 }).map((half) => 2 * half),
  length: fc.integer({ min: 0, max: 6 }),
});

describe('a hazard that entered at a place', () => {
  test('of goods by name, what really was there lies within the range of its line', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async ({ steps, from, length }) => {
        const { story, pieces } = played(steps, 'room', from, true);
        const { holdings } = await entryAt(story, 'room', from, from + length);
        for (const where of ['room', 'P', 'S']) {
          for (const batch of new Set(pieces.map((piece) => piece.batch))) {
            const here = pieces.filter((piece) => piece.where === where && piece.batch === batch);
            const truth = here.filter(({ isExposed }) => isExposed).length;
            const found = holdings.find((each) => each.holder.id === where && each.batch === batch);
            const isPossible = found !== undefined && found.verdict === 'possible';
            const { least = 0n, most = 0n } = isPossible ? found.suspect : {};
            const isWithin = least <= wholeAmount(truth) && wholeAmount(truth) <= most;
            expect({ where, batch, truth, least, most, isWithin }).toMatchObject({
              isWithin: true,
            });
          }
        }
      }),
      { numRuns: 5 * runs },
    );
  });

  test('of goods without a batch, nobody who has what was there is cleared or left out', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async ({ steps, from, length }) => {
        const { story, pieces } = played(steps, 'room', from, false);
        const trace = await entryAt(story, 'room', from, from + length);
        const found = trace.holdings.filter(({ verdict }) => verdict !== 'cleared');
        for (const where of ['room', 'P', 'S']) {
          const here = pieces.filter((each) => each.where === where && each.isExposed);
          const most = found
            .filter(({ holder }) => holder.id === where)
            .reduce((sum, { suspect }) => sum + suspect.most, 0n);
          const isTold = most >= wholeAmount(here.length);
          expect({ where, truth: here.length, most, isTold }).toMatchObject({ isTold: true });
        }
      }),
      { numRuns: 5 * runs },
    );
  });

  test('what a tank makes certain is suspect, and what really was in it is never cleared', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async ({ steps, from }) => {
        const { story, pieces } = played(steps, 'tank', from, true);
        const { holdings } = await entryAt(story, 'tank', from, from);
        for (const { holder, batch, verdict, amount } of holdings) {
          const here = pieces.filter((each) => each.where === holder.id && each.batch === batch);
          const truth = here.some(({ isExposed }) => isExposed);
          if (amount > 0n && verdict === 'cleared')
            expect({ batch, truth }).toMatchObject({ truth: false });
        }
      }),
      { numRuns: runs },
    );
  });

  test('a narrower interval reaches nothing more than a wider one, and is as sure at least of what that is sure of', async () => {
    const times = fc.tuple(...[0, 1, 2, 3].map(() => fc.integer({ min: 0, max: 48 })));
    const where = fc.constantFrom('P', 'P yard', 'tank', 'W');
    await fc.assert(
      fc.asyncProperty(chain(14), times, where, async (events, hours, placeId) => {
        const story = new Story();
        story.events.push(...events);
        const [a = 0, b = 0, c = 0, d = 0] = hours.sort((one, other) => one - other);
        const wide = await entryAt(story, placeId, a, d);
        const narrow = await entryAt(story, placeId, b, c);
        const reached = suspectLines(wide);
        for (const line of suspectLines(narrow)) {
          expect({ line, isReached: reached.has(line) }).toMatchObject({ isReached: true });
        }
        const sureIn = (trace: ForwardTrace) =>
          new Set(trace.holdings.filter(({ verdict }) => verdict === 'certain').map(lineOf));
        const surer = sureIn(narrow);
        for (const line of sureIn(wide)) {
          expect({ line, isSure: surer.has(line) }).toMatchObject({ isSure: true });
        }
      }),
      { numRuns: 2 * runs },
    );
  });

  test('from before the making on, it reaches all that the batch does which was made there', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, fc.boolean(), async ({ steps }, isNamed) => {
        const { story } = played(steps, 'room', 0, isNamed);
        const reached = suspectLines(await entryAt(story, 'room', 0, 100));
        const graph = await MemoryGraph.of(story);
        for (const batch of ['A', 'B']) {
          for (const line of suspectLines(await traceForward(graph, [batch], defaultBounds))) {
            expect({ line, isReached: reached.has(line) }).toMatchObject({ isReached: true });
          }
        }
      }),
      { numRuns: runs },
    );
  });

  test('whatever is cleared names its leaving, and whatever is in doubt the record that is missing', async () => {
    const where = fc.constantFrom('P', 'P yard', 'tank', 'W');
    await fc.assert(
      fc.asyncProperty(chain(14), where, fc.nat({ max: 47 }), async (events, placeId, from) => {
        const story = new Story();
        story.events.push(...events);
        const { holdings, cut } = await entryAt(story, placeId, from, from + 1);
        expect(cut).toBeNull();
        for (const { verdict, amount, suspect, path, clearedBy, holder } of holdings) {
          expect(suspect.least >= 0n && suspect.least <= suspect.most).toBe(true);
          expect(suspect.most <= amount).toBe(true);
          if (verdict === 'certain') expect(path.doubt).toBeNull();
          // Units that hold each other by the records, and units that go on without what they held, have rules of their own.
          if (amount === 0n || holder.kind !== 'place') continue;
          if (verdict === 'possible') {
            expect({ holder, doubt: path.doubt }).not.toMatchObject({ doubt: null });
          }
          if (verdict === 'cleared' && clearedBy !== null) expect(path.events).toContain(clearedBy);
        }
      }),
      { numRuns: 2 * runs },
    );
  });
});
