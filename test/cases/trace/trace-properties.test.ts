import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatAmount, wholeAmount } from '../../../src/kernel/index.js';
import { defaultBounds } from '../../../src/trace/books/bounds.js';
import { traceBackward, traceForward, type ForwardTrace } from '../../../src/trace/trace.js';
import type { HoldingFinding } from '../../../src/trace/verdict/finding.js';
import { MemoryLedger } from '../pure/memory-ledger.js';
import { chain } from '../pure/random-chain.js';
import { Story } from '../pure/story.js';
import { batchesIn, MemoryGraph } from './memory-graph.js';

const runs = Number(process.env['TRACE_RUNS'] ?? 60);

const graphOf = async (events: Story['events']) =>
  new MemoryGraph((await MemoryLedger.folded(events)).rows());

const textOf = (answer: unknown) =>
  JSON.stringify(answer, (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );

const nameOf = ({ holder, product, uom, batch }: HoldingFinding) =>
  [holder.kind, holder.id, product, uom, batch ?? '?'].join('|');

/** Whether a trace comes to goods like these, whoever owns them. */
function reaches(trace: ForwardTrace, holding: HoldingFinding): boolean {
  return trace.holdings.some(
    (each) => each.verdict !== 'cleared' && nameOf(each) === nameOf(holding),
  );
}

describe('trace, over random chains', () => {
  test('forward from a batch comes to a holding exactly if backward from it comes to the batch', async () => {
    await fc.assert(
      fc.asyncProperty(chain(14), async (events) => {
        const graph = await graphOf(events);
        const traces = new Map<string, ForwardTrace>();
        for (const batch of ['A', 'B', 'D']) {
          traces.set(batch, await traceForward(graph, [batch], defaultBounds));
        }
        const holdings = [...traces.values()].flatMap((trace) => trace.holdings);
        for (const holding of new Map(holdings.map((each) => [nameOf(each), each])).values()) {
          const target = { kind: 'holding' as const, ...holding };
          const { sources } = await traceBackward(graph, target, defaultBounds);
          const expected = [...traces]
            .filter(([batch, trace]) => batch !== holding.batch && reaches(trace, holding))
            .map(([batch]) => batch);
          expect({ holding: nameOf(holding), from: sources.map(({ batch }) => batch) }).toEqual({
            holding: nameOf(holding),
            from: expected,
          });
        }
      }),
      { numRuns: runs },
    );
  });

  test('goods that stand at a place under their batch tell nothing of others: the answer is that of all rows', async () => {
    await fc.assert(
      fc.asyncProperty(chain(14), async (events) => {
        const rows = (await MemoryLedger.folded(events)).rows();
        const [graph, whole] = [new MemoryGraph(rows), new MemoryGraph(rows, undefined, true)];
        for (const batch of ['A', 'B', 'D']) {
          const answers = [graph, whole].map((each) => traceForward(each, [batch], defaultBounds));
          const [answer, ofWhole] = await Promise.all(answers);
          expect(textOf(answer)).toBe(textOf(ofWhole));
        }
      }),
      { numRuns: runs },
    );
  });

  test('every range lies within its amount, and a certain batch without doubt has a path', async () => {
    await fc.assert(
      fc.asyncProperty(chain(14), async (events) => {
        const trace = await traceForward(await graphOf(events), ['A'], defaultBounds);
        for (const { suspect, amount, dose } of trace.holdings) {
          expect(suspect.least >= 0n && suspect.least <= suspect.most).toBe(true);
          expect(suspect.most <= amount).toBe(true);
          expect(dose.least >= 0n && dose.least <= dose.most).toBe(true);
        }
        for (const { batch, verdict, path } of trace.batches) {
          if (batch !== 'A')
            expect({ batch, steps: path.events.length > 0 }).toMatchObject({ steps: true });
          if (verdict === 'certain') expect(path.doubt).toBeNull();
          else expect(path.doubt).not.toBeNull();
        }
      }),
      { numRuns: runs },
    );
  });

  test('whatever is there and possible names the one record that would change it', async () => {
    await fc.assert(
      fc.asyncProperty(chain(14), async (events) => {
        const graph = await graphOf(events);
        for (const batch of ['A', 'B', 'D']) {
          const { holdings, cut } = await traceForward(graph, [batch], defaultBounds);
          expect(cut).toBeNull();
          for (const { verdict, path, holder, ...rest } of holdings) {
            const told = { holder, batch: rest.batch, amount: rest.amount, doubt: path.doubt };
            // Where units hold each other by the records, what is no longer there may have no way to it.
            if (verdict === 'possible' && rest.amount > 0n) {
              expect(told).not.toMatchObject({ doubt: null });
            }
            if (verdict === 'certain') expect(told).toMatchObject({ doubt: null });
          }
        }
      }),
      { numRuns: 3 * runs },
    );
  });

  test('a bound cuts at the same place every time, says so, and clears nothing', async () => {
    const bounds = fc.record({ depth: fc.nat({ max: 3 }), nodes: fc.integer({ min: 1, max: 4 }) });
    await fc.assert(
      fc.asyncProperty(chain(14), bounds, async (events, { depth, nodes }) => {
        const limits = { ...defaultBounds, depth, nodes };
        const once = await traceForward(await graphOf(events), ['A'], limits);
        const again = await traceForward(await graphOf([...events].reverse()), ['A'], limits);
        expect(textOf(again)).toBe(textOf(once));
        if (!once.cut) return;
        expect(['depth', 'nodes']).toContain(once.cut.by);
        expect(once.holdings.filter(({ verdict }) => verdict === 'cleared')).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  test('a level with too many rows is left out whole, and the trace says so', async () => {
    await fc.assert(
      fc.asyncProperty(chain(30), async (events) => {
        const graph = await graphOf(events);
        for (let flowsHeldMax = 0; ; flowsHeldMax += 1) {
          const trace = await traceForward(graph, ['A'], { ...defaultBounds, flowsHeldMax });
          if (!trace.cut) return;
          const { by, at } = trace.cut;
          expect(by).toBe('flows');
          const depth = at - 1;
          const before = await traceForward(graph, ['A'], { ...defaultBounds, depth });
          expect(textOf({ ...trace, cut: before.cut })).toBe(textOf(before));
        }
      }),
      { numRuns: Math.ceil(runs / 4) },
    );
  });

  test('a trace whose time is up says so', async () => {
    const graph = await graphOf(new Story().make('F', 1, 'A 1').events);
    const bounds = { ...defaultBounds, isTimeUp: () => true };
    expect((await traceForward(graph, ['A'], bounds)).cut).toEqual({ by: 'time', at: 0 });
  });

  test('where every batch is named it finds what walking all paths finds', async () => {
    const making = fc.record({
      inputs: fc.uniqueArray(fc.nat({ max: 9 }), { minLength: 1, maxLength: 3 }),
      amount: fc.integer({ min: 1, max: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(making, { minLength: 1, maxLength: 10 }), async (makings) => {
        const story = new Story().make('P', 1, 'N0 100');
        const links: [number, number][] = [];
        makings.forEach(({ inputs, amount }, i) => {
          const earlier = [...new Set(inputs.map((input) => input % (i + 1)))];
          const drawn = earlier.map((input) => `N${input} ${amount}`).join(', ');
          story.transform('P', i + 2, drawn, `N${i + 1} 20`);
          story.ship('P', 'S', i + 2.5, `N${i + 1} 1`).receive('S', 'P', i + 2.6, `N${i + 1} 1`);
          links.push(...earlier.map((input): [number, number] => [input, i + 1]));
        });
        const made = makings.length;
        for (const start of [0, Math.floor(made / 2)]) {
          const walk = (from: number): number[] => [
            from,
            ...links.filter(([input]) => input === from).flatMap(([, output]) => walk(output)),
          ];
          const expected = [...new Set(walk(start))].map((n) => `N${n} certain`).sort();
          const trace = await traceForward(
            await graphOf(story.events),
            [`N${start}`],
            defaultBounds,
          );
          expect(batchesIn(trace)).toEqual(expected);
          const inShop = trace.holdings.filter(({ holder }) => holder.id === 'S');
          expect(inShop.map(({ batch }) => `${batch} certain`).sort()).toEqual(
            expected.filter((each) => !each.startsWith('N0 ')),
          );
        }
      }),
      { numRuns: runs },
    );
  });

  test('whatever really went unrecorded lies within the range that is answered', async () => {
    const step = fc.record({
      does: fc.constantFrom('in', 'named', 'unknown', 'unknown'),
      batch: fc.constantFrom('A' as const, 'B' as const),
      amount: fc.integer({ min: 1, max: 12 }),
      ofA: fc.integer({ min: 0, max: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
        const story = new Story();
        const there = { A: 0, B: 0 };
        let sent = 0;
        steps.forEach(({ does, batch, amount, ofA }, i) => {
          const hours = 2 * i + 1;
          if (does === 'in') {
            there[batch] += amount;
            story.make('W', hours, `${batch} ${amount}`);
          } else if (does === 'named') {
            const taken = Math.min(amount, there[batch]);
            if (taken === 0) return;
            there[batch] -= taken;
            story.draw('W', hours, `${batch} ${taken}`);
          } else {
            const taken = Math.min(amount, there.A + there.B);
            if (taken === 0) return;
            const least = Math.max(0, taken - there.B);
            const a = Math.max(least, Math.min(ofA, there.A, taken));
            there.A -= a;
            there.B -= taken - a;
            sent += a;
            story.ship('W', 'S', hours, `? ${taken}`).receive('S', 'W', hours + 1, `? ${taken}`);
          }
        });
        const trace = await traceForward(await graphOf(story.events), ['A'], defaultBounds);
        const at = (place: string) => {
          const all = trace.holdings.filter(
            ({ holder, verdict, batch }) =>
              holder.id === place && (batch === null || verdict === 'certain'),
          );
          const open = all.filter(({ batch }) => batch === null);
          return place === 'W' && open.length > 0 ? open : all;
        };
        for (const [place, truth] of [
          ['S', sent],
          ['W', there.A],
        ] as const) {
          const found = at(place).reduce(
            (sum, { suspect }) => ({
              least: sum.least + suspect.least,
              most: sum.most + suspect.most,
            }),
            { least: 0n, most: 0n },
          );
          const isWithin = found.least <= wholeAmount(truth) && wholeAmount(truth) <= found.most;
          const range = `${formatAmount(found.least)}..${formatAmount(found.most)}`;
          expect({ place, truth, range, isWithin }).toMatchObject({ isWithin: true });
        }
      }),
      { numRuns: 3 * runs },
    );
  });
});
