import { describe, expect, test } from '@jest/globals';
import { defaultBounds } from '../../../src/trace/books/bounds.js';
import { traceEntry } from '../../../src/trace/trace-entry.js';
import type { ForwardTrace } from '../../../src/trace/trace.js';
import { at, place, Story } from '../pure/story.js';
import { found, holdingAt, MemoryGraph } from './memory-graph.js';

async function entryAt(
  story: Story,
  placeId: string,
  [from, until]: readonly [number, number],
): Promise<ForwardTrace> {
  const entry = { placeId, from: at(from), until: at(until) };
  return traceEntry(await MemoryGraph.of(story), entry, defaultBounds);
}

const room = place('room', 'P');
const tank = place('tank', 'P');

/** 50 A in a place from 4; 20 leave for S2 at 4.5, the others for S at 7; the hazard comes in from 5 to 6. */
const b2 = (where = room) =>
  new Story()
    .makeAt(where, 4, 'A 50')
    .move('P', where, place('P'), 4.5, 'A 20')
    .ship('P', 'S2', 4.6, 'A 20', { id: 'ship' })
    .receive('S2', 'P', 4.9, 'A 20')
    .move('P', where, place('P'), 7, 'A 30')
    .ship('P', 'S', 7.1, 'A 30')
    .receive('S', 'P', 8, 'A 30');

describe('a hazard that entered at a place', () => {
  test('B2 entry at a place: what had left before is cleared, what shared the room is possible', async () => {
    const trace = await entryAt(b2(), 'room', [5, 6]);
    expect(found(trace)).toEqual(['cleared S2: A 20 (0)', 'possible S: A 30 (0..30)']);
    expect(holdingAt(trace, 'S2')).toMatchObject({ clearedBy: 'e02', path: { doubt: null } });
    expect(holdingAt(trace, 'S').path).toEqual({
      events: ['e01', 'e05', 'e06', 'e07'],
      doubt: { missing: 'contact', event: 'e01' },
    });
    expect(trace.batches).toEqual([]);
  });

  test('B2 entry at a place: in a tank it is certain', async () => {
    const trace = await entryAt(b2(tank), 'tank', [5, 6]);
    expect(found(trace)).toEqual(['certain S: A 30', 'cleared S2: A 20 (0)']);
    expect(holdingAt(trace, 'S').path.doubt).toBeNull();
  });

  test('a batch number that goods are given later does not spare them: they were there', async () => {
    const drawnLater = new Story()
      .makeAt(room, 1, 'A 10, B 10')
      .move('P', room, place('P'), 7, 'A 10, B 10')
      .ship('P', 'S', 8, '? 10')
      .receive('S', 'P', 9, '? 10');
    const neverNamed = new Story()
      .makeAt(room, 1, '? 10')
      .move('P', room, place('P'), 7, '? 10')
      .ship('P', 'S', 8, '? 10')
      .receive('S', 'P', 9, '? 10');
    for (const story of [drawnLater, neverNamed]) {
      story.ship('S', 'W', 10, 'B 5').receive('W', 'S', 11, 'B 5');
      expect(found(await entryAt(story, 'room', [5, 6]))).toContain('possible W: B 5 (0..5)');
    }
  });

  test('what leaves a tank within the interval is possible: it may have gone before', async () => {
    const story = new Story().makeAt(tank, 4, 'A 50').move('P', tank, place('P'), 5, 'A 20');
    const trace = await entryAt(story, 'tank', [4.5, 6]);
    expect(found(trace)).toEqual(['certain tank tank: A 30', 'possible P: A 20 (0..20)']);
    expect(holdingAt(trace, 'P').path.doubt).toEqual({ missing: 'time', event: 'e02' });
  });

  test('B4 two clocks: a unit that left after the entry, and was taken before it by the clock of who took it', async () => {
    const story = new Story()
      .makeAt(room, 1, 'A 20')
      .packAt(room, 2, 'A 10', 'U')
      .shipFrom(room, 'S', 10.1, '[U]', { documents: ['d'] })
      .receive('S', 'P', 10, '[U]', { documents: ['d'] });
    const trace = await entryAt(story, 'room', [10.02, 10.05]);
    expect(found(trace)).toEqual([
      'possible room: A 10 (0..10)',
      'possible unit U at S: A 10 (0..10)',
    ]);
  });

  test('B3 whole-day time: what the books move at the start of a day may have left after the entry', async () => {
    const yard = place('yard', 'P');
    const unit = new Story()
      .makeAt(room, 1, 'A 20')
      .packAt(room, 2, 'A 10', 'U')
      .move('P', room, yard, 30, '[U]')
      .wholeDay();
    expect(found(await entryAt(unit, 'room', [34, 35]))).toContain(
      'possible unit U at yard: A 10 (0..10)',
    );
    const unmeasured = new Story()
      .makeAt(room, 1, 'A 20')
      .move('P', room, yard, 30, 'A')
      .wholeDay();
    const trace = await entryAt(unmeasured, 'room', [34, 35]);
    expect(trace.holdings.map(({ verdict }) => verdict)).not.toContain('cleared');
  });

  test('what is packed elsewhere into a unit that stood there before shared nothing with it', async () => {
    const story = new Story()
      .makeAt(room, 1, 'A 20')
      .packAt(room, 2, 'A 10', 'U')
      .pack('P', 30, 'D, [U]', 'U')
      .wholeDay();
    for (const from of [3, 25]) {
      const { holdings } = await entryAt(story, 'room', [from, 25]);
      expect(holdings.map(({ batch }) => batch)).not.toContain('D');
    }
  });

  test('what leaves a tank on a day that the interval overlaps is possible, not certain', async () => {
    const story = new Story()
      .makeAt(tank, 4, 'A 50')
      .move('P', tank, place('P'), 30, 'A 20')
      .wholeDay();
    const trace = await entryAt(story, 'tank', [34, 35]);
    expect(holdingAt(trace, 'P')).toMatchObject({
      verdict: 'possible',
      path: { doubt: { missing: 'time' } },
    });
  });

  test('what left before, and met what did not in another tank, is not cleared there', async () => {
    const other = place('tank 2', 'P');
    const story = new Story()
      .makeAt(room, 1, 'A 50, B 10')
      .move('P', room, other, 3, 'A 20')
      .move('P', room, other, 7, 'B 10');
    const trace = await entryAt(story, 'room', [5, 6]);
    expect(found(trace)).toContain('possible tank tank 2: A 20 (0..20)');
  });

  test('goods of which no amount was recorded were there all the same', async () => {
    const story = new Story().move('P', place('yard', 'P'), room, 4, 'A');
    const trace = await entryAt(story, 'room', [5, 6]);
    expect(trace.holdings.map(({ holder, verdict }) => `${verdict} ${holder.id}`)).toEqual([
      'possible room',
    ]);
  });
});
