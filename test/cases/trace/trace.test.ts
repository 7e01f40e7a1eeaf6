import { describe, expect, test } from '@jest/globals';
import { defaultBounds } from '../../../src/trace/books/bounds.js';
import { traceForward } from '../../../src/trace/trace.js';
import { MemoryLedger } from '../pure/memory-ledger.js';
import { loss, place, Story } from '../pure/story.js';
import {
  batchesIn,
  doseOf,
  forward,
  found,
  holdingAt,
  MemoryGraph,
  sources,
} from './memory-graph.js';

const ofW = (batch: string | null) => ({
  kind: 'holding' as const,
  holder: { kind: 'place' as const, id: 'S' },
  product: 'X',
  uom: 'KGM',
  batch,
});

describe('trace', () => {
  test('B1 a positive sample makes the whole batch certain, also what left before it was taken', async () => {
    const trace = await forward(
      new Story()
        .make('F', 1, 'A 100')
        .ship('F', 'S1', 2, 'A 40')
        .receive('S1', 'F', 3, 'A 40')
        .draw('F', 4, 'A 1', 'sampled'),
      'A',
    );
    expect(found(trace)).toEqual(['certain F: A 59', 'certain S1: A 40']);
    expect(trace.gone).toMatchObject([{ as: 'sampled', batch: 'A', verdict: 'certain' }]);
    expect(holdingAt(trace, 'S1').path.events).toEqual(['e01', 'e02', 'e03']);
  });

  test('C1 a transformation carries the dose that its loss leaves', async () => {
    const story = new Story()
      .make('P', 1, 'A 60, B 40')
      .transform('P', 2, 'A 60, B 40', 'D 95', { losses: [loss('A', 5)] });
    const trace = await forward(story, 'A');
    expect(batchesIn(trace)).toEqual(['A certain', 'D certain']);
    expect(doseOf(trace, 'D')).toBe('55..60 KGM');
    expect(found(trace)).toEqual(['certain P: D 95']);
  });

  const c2 = () =>
    new Story()
      .make('P', 1, 'A 10, B 5', { id: 'make' })
      .pack('P', 2, 'A 10, B 5', 'U', { id: 'pack' })
      .ship('P', 'W', 3, '[U]', { id: 'ship' })
      .receive('W', 'P', 4, '[U]', { id: 'receive' })
      .unpack('W', 5, 'A 10', 'U')
      .ship('W', 'S', 6, '[U]', { id: 'on' })
      .receive('S', 'W', 7, '[U]', { id: 'at S' });

  test('C2 a container goes on without what was taken out of it', async () => {
    const ofA = await forward(c2(), 'A');
    expect(found(ofA)).toEqual(['certain W: A 10', 'cleared unit U at S: B 5 (0)']);
    expect(found(ofA, true)).toContain('certain P: A 0');
    const cleared = ofA.holdings.find(({ verdict }) => verdict === 'cleared');
    expect(cleared).toMatchObject({ batch: 'B', clearedBy: 'e05', where: { id: 'S' } });
    expect(holdingAt(ofA, 'W').path.events).toEqual(['make', 'pack', 'ship', 'receive', 'e05']);
    const ofB = await forward(c2(), 'B');
    expect(found(ofB)).toEqual(['certain unit U at S: B 5']);
    expect(holdingAt(ofB, 'U').path.events).toEqual(
      expect.arrayContaining(['receive', 'on', 'at S']),
    );
  });

  test('C3 goods inside a pallet go where it goes', async () => {
    const trace = await forward(
      new Story()
        .make('W', 1, 'A 10', { id: 'make' })
        .pack('W', 2, 'A 10', 'U', { id: 'pack' })
        .ship('W', 'S', 3, '[U]', { id: 'ship' })
        .receive('S', 'W', 4, '[U]', { id: 'receive' }),
      'A',
    );
    expect(found(trace)).toEqual(['certain unit U at S: A 10']);
    const { path, where } = holdingAt(trace, 'U');
    expect(path).toEqual({ events: ['make', 'pack', 'ship', 'receive'], doubt: null });
    expect(where).toMatchObject({ kind: 'place', id: 'S', custody: 'S' });
  });

  test('C4 goods that can only have come out of one unit are certain', async () => {
    const trace = await forward(
      new Story()
        .make('F', 1, 'A 10')
        .pack('F', 2, 'A 10', 'U')
        .ship('F', 'W', 3, '[U]')
        .receive('W', 'F', 4, '[U]')
        .ship('W', 'S', 5, '? 5', { id: 'out' })
        .receive('S', 'W', 6, '? 5'),
      'A',
    );
    expect(found(trace)).toEqual(['certain S: X? 5', 'certain unit U at W: A 5']);
    expect(holdingAt(trace, 'S').path.events).toContain('out');
  });

  const a14 = (shipped: number) =>
    new Story()
      .make('W', 1, 'A 30')
      .make('W', 2, 'B 40')
      .ship('W', 'S', 3, `? ${shipped}`, { id: 'ship' })
      .receive('S', 'W', 4, `? ${shipped}`);

  test('C6 of goods without a batch the books say least and most', async () => {
    const much = await forward(a14(50), 'A');
    expect(found(much)).toContain('certain S: X? 50 (10..30)');
    expect(found(much)).toContain('possible W: X? 20 (0..20)');
    const less = await forward(a14(35), 'A');
    expect(found(less)).toContain('possible S: X? 35 (0..30)');
    expect(holdingAt(less, 'S').path.doubt).toEqual({ missing: 'batch', event: 'ship' });
  });

  test('C8 an input named by its user is certain without a receipt', async () => {
    const trace = await forward(
      new Story()
        .make('F', 1, 'A 100')
        .ship('F', 'P', 2, 'A 100', { id: 'ship' })
        .make('P', 3, 'B 80')
        .transform('P', 4, 'A 50', 'D 50'),
      'A',
    );
    expect(batchesIn(trace)).toEqual(['A certain', 'D certain']);
    expect(found(trace)).toEqual(['certain P: D 50', 'certain transit ship#0: A 100']);
  });

  test('C9 rework goes round once, and a link against time is possible', async () => {
    const trace = await forward(
      new Story()
        .transform('P', 1, 'D2 5', 'D0 5')
        .transform('P', 2, 'D0 5', 'D1 20')
        .transform('P', 3, 'D1 5', 'D2 5'),
      'D1',
    );
    expect(batchesIn(trace)).toEqual(['D0 possible', 'D1 certain', 'D2 certain']);
    const d0 = trace.batches.find(({ batch }) => batch === 'D0');
    expect(d0?.impossible).toEqual(['e01']);
    expect(d0?.path.doubt).toEqual({ missing: 'time', event: 'e01' });
    expect(trace.cut).toBeNull();
  });

  test('C11 without its link a batch leaves the scope', async () => {
    const story = new Story()
      .make('P', 1, 'A 60, B 40')
      .transform('P', 2, 'A 60, B 40', 'D 100')
      .make('P', 1, 'D 100');
    const ledger = await MemoryLedger.folded(story.events);
    await ledger.capture([], [story.event('e02')]);
    const trace = await traceForward(new MemoryGraph(ledger.rows()), ['A'], defaultBounds);
    expect(batchesIn(trace)).toEqual(['A certain']);
  });

  test('C12 a late shipping widens the scope', async () => {
    const story = new Story().make('W', 1, 'A 30').make('W', 8, 'B 5');
    const ledger = await MemoryLedger.folded(story.events);
    await ledger.capture(new Story().ship('W', 'S2', 2, 'A 30', { id: 'late' }).events);
    const trace = await traceForward(new MemoryGraph(ledger.rows()), ['A'], defaultBounds);
    expect(found(trace)).toEqual(['certain transit late#0: A 30']);
  });

  test('C13 backward from a batch to what is in it', async () => {
    const story = new Story()
      .make('F', 1, 'A 60')
      .ship('F', 'P', 2, 'A 60')
      .receive('P', 'F', 3, 'A 60')
      .make('P', 3, 'B 40')
      .make('P', 3, 'E 7')
      .transform('P', 4, 'A 60, B 40', 'D 95', { losses: [loss('A', 5)] })
      .ship('P', 'S', 5, 'D 95')
      .receive('S', 'P', 6, 'D 95');
    expect(await sources(story, 'D')).toEqual(['A certain 55..60', 'B certain 35..40']);
  });

  test('C14 backward from goods without a batch', async () => {
    expect(await sources(a14(50), ofW(null))).toEqual(['A certain 10..30', 'B certain 20..40']);
    expect(await sources(a14(35), ofW(null))).toEqual(['A possible 0..30', 'B certain 5..35']);
  });

  test('C16 without a conversion the dose has a ceiling only', async () => {
    const trace = await forward(
      new Story().make('P', 1, 'A 60').transform('P', 2, 'A 60', 'D 200 H87'),
      'A',
    );
    expect(batchesIn(trace)).toEqual(['A certain', 'D certain']);
    expect(doseOf(trace, 'D')).toBe('0..60 KGM');
  });

  test('R1 the scope of a recall', async () => {
    const trace = await forward(
      new Story()
        .make('P', 1, 'A 100')
        .ship('P', 'S', 2, 'A 50')
        .receive('S', 'P', 3, 'A 50')
        .ship('P', 'C', 4, 'A 10', { id: 'way' })
        .draw('P', 4, 'A 20')
        .transform('S', 5, 'A 10', 'D 10')
        .make('S', 5, 'B 30')
        .ship('S', 'S2', 6, '? 40', { id: 'mixed' })
        .receive('S2', 'S', 7, '? 40'),
      'A',
    );
    expect(found(trace)).toEqual(
      expect.arrayContaining([
        'certain P: A 20',
        'certain transit way#0: A 10',
        'certain S: D 10',
        'certain S2: X? 40 (10..40)',
      ]),
    );
    expect(trace.gone).toMatchObject([{ as: 'sold', verdict: 'certain' }]);
  });

  test('a tank gives a share of everything in it until it is cleaned, and after that of nothing', async () => {
    const tank = place('tank', 'P');
    const story = new Story()
      .makeAt(tank, 1, 'A 100')
      .makeAt(tank, 2, 'B 50')
      .move('P', tank, place('P'), 3, '? 30')
      .cleanOut(tank, 4)
      .makeAt(tank, 5, 'E 40')
      .move('P', tank, place('P yard', 'P'), 6, '? 10');
    const trace = await forward(story, 'A');
    expect(found(trace)).toEqual(['certain P: X? 30 (20)']);
    expect(trace.gone).toMatchObject([{ as: 'unaccounted', verdict: 'certain' }]);
  });

  test('an emptied tank that nobody cleaned leaves what follows possible', async () => {
    const tank = place('tank', 'P');
    const trace = await forward(
      new Story()
        .makeAt(tank, 1, 'A 100')
        .move('P', tank, place('P'), 2, 'A 100')
        .makeAt(tank, 3, 'B 40')
        .transform('P', 4, 'B 10', 'D 10', { inputPlace: tank }),
      'A',
    );
    expect(batchesIn(trace)).toEqual(['A certain', 'D possible']);
    const d = trace.batches.find(({ batch }) => batch === 'D');
    expect(d?.path.doubt).toEqual({ missing: 'clean-out', event: 'e04' });
  });

  test('a name given later to goods without a batch is taken at its word', async () => {
    const trace = await forward(
      a14(50).ship('S', 'S2', 5, 'B 10').receive('S2', 'S', 6, 'B 10'),
      'A',
    );
    expect(found(trace)).toContain('certain S: X? 40 (10..30)');
    expect(trace.holdings.filter(({ holder }) => holder.id === 'S2')).toEqual([]);
  });

  test('a name given later to goods out of a tank does not clear them', async () => {
    const tank = place('tank', 'P');
    const trace = await forward(
      new Story()
        .makeAt(tank, 1, 'A 100, B 50')
        .move('P', tank, place('P'), 3, '? 30')
        .ship('P', 'S', 4, 'B 15')
        .receive('S', 'P', 5, 'B 15'),
      'A',
    );
    expect(found(trace)).toContain('certain S: B 15 (5..15)');
  });

  test('what is drawn of a batch that is itself in doubt stays in doubt', async () => {
    const trace = await forward(
      a14(35)
        .transform('S', 5, '? 35', 'E 35')
        .receive('S', 'F', 6, 'B 5')
        .ship('S', 'S2', 7, '? 20', { id: 'on' })
        .receive('S2', 'S', 8, '? 20'),
      'A',
    );
    expect(batchesIn(trace)).toEqual(['A certain', 'E possible']);
    expect(found(trace)).toContain('possible S2: X? 20 (0..20)');
  });

  test('a trace that a bound cut clears nothing', async () => {
    const graph = await MemoryGraph.of(c2().transform('W', 8, 'A 5', 'D 5'));
    const trace = await traceForward(graph, ['A'], { ...defaultBounds, depth: 0 });
    expect(trace.cut).toEqual({ by: 'depth', at: 1 });
    expect(trace.holdings.find(({ batch }) => batch === 'B')?.verdict).toBe('possible');
    const rows = await traceForward(graph, ['A'], { ...defaultBounds, flows: 1 });
    expect(rows.cut).toEqual({ by: 'flows', at: 1 });
  });

  test('units that hold each other by the records end the search for where they are', async () => {
    const trace = await forward(
      new Story().pack('W', 1, 'A, [U]', 'V').wholeDay().pack('W', 1, 'A, [V]', 'U').wholeDay(),
      'A',
    );
    expect(found(trace, true)).not.toEqual([]);
  });
});
