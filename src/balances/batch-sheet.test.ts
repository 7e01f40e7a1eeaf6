import { describe, expect, test } from '@jest/globals';
import { parseDecimal, formatAmount } from '../kernel/index.js';
import type { BatchBooks } from '../trace/index.js';
import { batchSheets } from './batch-sheet.js';

type Flow = BatchBooks['flows'][number];
type Holding = BatchBooks['whereabouts']['holdings'][number];

const line = (kind: 'account' | 'place', id: string, batch: string | null) => ({
  ...{ holder: { kind, id }, product: 'X', uom: 'KGM', batch, owner: null },
  book: 'goods' as const,
});

/** 30 of A were made, of which each place has so much without a batch. */
function booksOf(
  held: readonly (readonly [least: string, most: string])[],
  cut = false,
): BatchBooks {
  const amount = parseDecimal('30');
  const made: Flow = {
    order: { at: 0, rank: 1, author: 'F', eventId: 'e', ref: 'e', position: 0 },
    part: 0,
    flow: {
      ...{ from: line('account', 'made', 'A'), to: line('place', 'F', 'A') },
      ...{ amount, least: amount, most: amount, evidence: 'recorded', place: null, reason: null },
    },
  };
  const holdings = held.map(([least, most], n): Holding => {
    const suspect = { least: parseDecimal(least), most: parseDecimal(most) };
    const { book: _, ...where } = line('place', `S${n}`, null);
    return {
      ...{ ...where, verdict: 'possible', amount: parseDecimal('100'), suspect, dose: suspect },
      ...{
        isMeasured: true,
        where: n === 0 ? null : { kind: 'transit', id: 'e#0', custody: null },
      },
      ...{ path: { events: [], doubt: null }, clearedBy: null, guess: null },
    };
  });
  return {
    ...{ view: 'all', flows: [made], settling: false },
    whereabouts: {
      ...{ batches: [], holdings, gone: [], links: [], doseUom: 'KGM' },
      cut: cut ? { by: 'flows', at: 3 } : null,
    },
  };
}

function endsOf(books: BatchBooks): string[] {
  const [sheet] = batchSheets('A', books);
  return (['held', 'inTransit'] as const).map((end) => {
    const { least, most } = sheet!.ends[end];
    return `${formatAmount(least)}..${formatAmount(most)}`;
  });
}

describe('the ends of a batch', () => {
  test('are no wider than what the others leave of all that began', () => {
    expect(
      endsOf(
        booksOf([
          ['0', '30'],
          ['10', '25'],
        ]),
      ),
    ).toEqual(['5..20', '10..25']);
  });

  test('stay as they were found where a bound cut the search, since goods may be elsewhere', () => {
    expect(
      endsOf(
        booksOf(
          [
            ['0', '30'],
            ['10', '25'],
          ],
          true,
        ),
      ),
    ).toEqual(['0..30', '10..25']);
  });

  test('stay as they were found where they do not hold all that began: records are out of sight', () => {
    expect(
      endsOf(
        booksOf([
          ['0', '10'],
          ['5', '5'],
        ]),
      ),
    ).toEqual(['0..10', '5..5']);
    expect(
      endsOf(
        booksOf([
          ['20', '30'],
          ['15', '25'],
        ]),
      ),
    ).toEqual(['20..30', '15..25']);
  });

  test('count a line that was drawn on without a batch by what its pool has left, and not twice', () => {
    const books = booksOf(
      [
        ['0', '0'],
        ['0', '20'],
      ],
      true,
    );
    const [, pool] = books.whereabouts.holdings;
    const range = { least: 0n, most: parseDecimal('30') };
    const drawnOn: Holding = { ...pool!, batch: 'A', amount: range.most, suspect: range };
    const holdings = [...books.whereabouts.holdings, drawnOn];
    expect(endsOf({ ...books, whereabouts: { ...books.whereabouts, holdings } })[1]).toBe('0..20');
  });
});
