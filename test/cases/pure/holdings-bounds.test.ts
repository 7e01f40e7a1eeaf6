import { describe, expect, test } from '@jest/globals';
import { formatAmount } from '../../../src/kernel/index.js';
import { drawRange, poolRange, type BatchRange } from '../../../src/holdings/books/pool-range.js';
import { expectSameInAnyOrder, held, unaccountedIn, went } from './books-of.js';
import { MemoryLedger } from './memory-ledger.js';
import { place, Story } from './story.js';

const pool = { product: 'X', uom: 'KGM' };

async function settled(story: Story): Promise<MemoryLedger> {
  await expectSameInAnyOrder(story.events);
  return MemoryLedger.folded(story.events);
}

/** `A 10..30 (30)`: least, most and guess. */
function shown(ranges: readonly BatchRange[]): string[] {
  return ranges
    .map(({ batch, least, most, guess }) => {
      const [low, high, likely] = [least, most, guess].map(formatAmount);
      return `${batch ?? '?'} ${low}..${high} (${likely})`;
    })
    .sort();
}

function atW(ledger: MemoryLedger): string[] {
  const key = 'place:W|X|KGM';
  return shown(poolRange(key, ledger.history(key), pool, ['A', 'B', 'E', null]));
}

function drawnBy(ledger: MemoryLedger, eventId: string): string[] {
  const key = 'place:W|X|KGM';
  const posting = ledger.rows().find(({ order }) => order.eventId === eventId);
  if (!posting) throw new Error(`no posting of ${eventId}`);
  return shown(drawRange(key, ledger.history(key), pool, posting.order, ['A', 'B', 'E', null]));
}

const a14 = (amount = 50) =>
  new Story()
    .make('W', 1, 'A 30')
    .make('W', 2, 'B 40')
    .ship('W', 'S', 3, `? ${amount}`, { id: 'any' })
    .receive('S', 'W', 4, `? ${amount}`);

describe('what the books force', () => {
  test('A14 both sides of a draw without a batch have their range', async () => {
    const ledger = await settled(a14());
    expect(atW(ledger)).toEqual(['A 0..20 (0)', 'B 0..20 (20)']);
    expect(drawnBy(ledger, 'any')).toEqual(['A 10..30 (30)', 'B 20..40 (20)']);
  });

  test('A23 a later draw by name narrows the earlier one', async () => {
    const ledger = await settled(a14().ship('W', 'S2', 5, 'A 20'));
    expect(drawnBy(ledger, 'any')).toEqual(['A 10..10 (10)', 'B 40..40 (40)']);
    expect(atW(ledger)).toEqual([]);
  });

  test('C6 the least is what the other batches could not give', async () => {
    const ledger = await settled(a14(35));
    expect(drawnBy(ledger, 'any')).toEqual(['A 0..30 (30)', 'B 5..35 (5)']);
  });

  test('a count within the range settles the draws and leaves nothing unaccounted', async () => {
    const ledger = await settled(a14().count('W', 5, 'A 10'));
    expect(went(ledger, 'unaccounted')).toEqual([]);
    expect(unaccountedIn(ledger)).toEqual([]);
    expect(atW(ledger)).toEqual(['A 10..10 (10)', 'B 10..10 (10)']);
  });

  test('a count outside the range is unaccounted for its distance only', async () => {
    const over = await settled(a14().count('W', 5, 'A 25'));
    expect(unaccountedIn(over)).toEqual(['A 5 at W']);
    const under = await settled(a14(15).count('W', 5, 'A 5'));
    expect(went(under, 'unaccounted')).toEqual(['A 10 at W']);
  });

  test('a count of the product is the total of the place, units included', async () => {
    const ledger = await settled(a14().pack('W', 3.5, 'B 5', 'U').count('W', 5, '? 18'));
    expect(went(ledger, 'unaccounted')).toEqual(['X? 2 at W']);
  });

  test('a pool at zero starts afresh: what comes after was not in what went before', async () => {
    const ledger = await settled(
      a14(50).draw('W', 5, '? 20').make('W', 6, 'E 9').draw('W', 7, '? 4'),
    );
    expect(held(ledger)).toEqual(['S: X? 50', 'W: E 5']);
    expect(atW(ledger)).toEqual(['E 5..5 (5)']);
  });

  test('goods without a batch hold no more of a batch than their sender had', async () => {
    const ledger = await settled(a14().draw('S', 5, 'A 20').draw('S', 6, 'A 15'));
    expect(unaccountedIn(ledger)).toEqual(['A 5 at S']);
    expect(held(ledger)).toContain('S: X? 20');
  });

  test('where one side names the batch, it names the goods', async () => {
    const taker = await settled(
      new Story()
        .make('W', 1, 'A 30, B 40')
        .ship('W', 'S', 3, '? 50', { id: 'any' })
        .receive('S', 'W', 4, 'A 20'),
    );
    expect(held(taker)).toEqual([
      'S: A 20',
      'W: A 10',
      'W: B 40',
      'W: X? -30',
      'transit any#0: X? 30',
    ]);
    const sender = await settled(
      new Story().make('W', 1, 'A 30').ship('W', 'S', 3, 'A 30').receive('S', 'W', 4, '? 30'),
    );
    expect(held(sender)).toEqual(['S: A 30']);
  });

  test('a draw without a batch overflows from loose goods into units', async () => {
    const ledger = await settled(
      new Story().make('W', 1, 'A 10, B 4').pack('W', 2, 'A 6', 'U').draw('W', 3, '? 10'),
    );
    expect(held(ledger)).toEqual(['unit U: A 4']);
    expect(unaccountedIn(ledger)).toEqual([]);
  });

  test('a whole-day clean-out removes no more than the day began with less its draws', async () => {
    const tank = place('tank', 'P');
    const ledger = await settled(
      new Story()
        .makeAt(tank, 1, 'A 100')
        .cleanOut(tank, 30)
        .wholeDay()
        .makeAt(tank, 32, 'E 50')
        .draw('P', 40, '? 30', 'used', tank),
    );
    expect(went(ledger, 'used')).toEqual(['A 20 at -', 'E 10 at -']);
    expect(went(ledger, 'unaccounted')).toEqual(['A 80 at tank']);
    expect(held(ledger)).toEqual(['tank tank: E 40']);
  });
});
