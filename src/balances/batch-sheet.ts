import { larger, smaller, type Amount } from '../kernel/index.js';
import type { BatchBooks, Range } from '../trace/index.js';
import {
  batchEnds,
  batchOrigins,
  type Began,
  type BatchEnd,
  type BatchOrigin,
  type Ended,
} from './batch-ends.js';
import { processingOf } from './batch-processing.js';

type Flow = BatchBooks['flows'][number];

/** Where all of a batch came from and is, in one unit of measure. */
export interface BatchSheet {
  readonly uom: string;
  readonly origins: Readonly<Record<BatchOrigin, Amount>>;
  /** At least and at most so much, where goods without a batch may be of it. */
  readonly ends: Readonly<Record<BatchEnd, Range>>;
}

/**
 * The balance of a batch: what was made of it and gained is held, on its way or gone, for certain or as goods without a batch
 * may be of it. Where no bound cut the search, each end is no more than what the least of all others leaves of what began.
 */
export function batchSheets(batch: string, { flows, whereabouts }: BatchBooks): BatchSheet[] {
  const own = processingOf(batch, flows);
  const began = [...flows.flatMap((each) => beginningOf(batch, each)), ...own.began];
  const ended = [...endsIn(batch, whereabouts), ...own.ended];
  const uoms = [...new Set([...began, ...ended].map(({ uom }) => uom))].sort();
  const sheets = uoms.map((uom) => ({
    uom,
    origins: sumsOf(began.filter((each) => each.uom === uom)),
    ends: rangesOf(ended.filter((each) => each.uom === uom)),
  }));
  return whereabouts.cut === null ? sheets.map(tightened) : sheets;
}

/** All that began, which all that ended comes to. */
export function begun({ origins }: Pick<BatchSheet, 'origins'>): Amount {
  return Object.values(origins).reduce((sum, amount) => sum + amount, 0n);
}

function beginningOf(batch: string, { flow: { from, to, amount } }: Flow): Began[] {
  const isFrom = from.holder.kind === 'account';
  if (isFrom === (to.holder.kind === 'account')) return [];
  const [account, line] = isFrom ? [from.holder.id, to] : [to.holder.id, from];
  if (line.batch !== batch || line.book !== 'goods') return [];
  if (account === 'unaccounted-in') {
    return [{ uom: line.uom, origin: 'unaccountedIn', amount: isFrom ? amount : -amount }];
  }
  return isFrom ? [{ uom: line.uom, origin: 'made', amount }] : [];
}

const accounts: Readonly<Record<string, BatchEnd>> = {
  ...{ sold: 'sold', destroyed: 'destroyed', sampled: 'sampled', unaccounted: 'unaccounted' },
};

function endsIn(batch: string, { holdings, gone }: BatchBooks['whereabouts']): Ended[] {
  const held = holdings
    // Of a line that was drawn on without saying which batch, its pool says what is left.
    .filter((each) => each.batch !== batch || each.suspect.least === each.amount)
    .map(({ uom, suspect, where, holder }): Ended => {
      const isOnItsWay = (where?.kind ?? holder.kind) === 'transit';
      return { uom, end: isOnItsWay ? 'inTransit' : 'held', range: suspect };
    });
  const left = gone
    .filter(({ as }) => as !== 'unaccounted-in')
    .map(({ uom, as, suspect }): Ended => ({ uom, end: accounts[as] ?? 'used', range: suspect }));
  return [...held, ...left];
}

function total(lines: readonly { readonly amount: Amount }[]): Amount {
  return lines.reduce((sum, { amount }) => sum + amount, 0n);
}

function sumsOf(began: readonly Began[]): BatchSheet['origins'] {
  const sum = (origin: BatchOrigin) => total(began.filter((each) => each.origin === origin));
  return Object.fromEntries(batchOrigins.map((name) => [name, sum(name)])) as BatchSheet['origins'];
}

function rangesOf(ended: readonly Ended[]): BatchSheet['ends'] {
  const sum = (end: BatchEnd): Range => {
    const ranges = ended.filter((each) => each.end === end).map(({ range }) => range);
    return {
      least: larger(
        ranges.reduce((all, { least }) => all + least, 0n),
        0n,
      ),
      most: ranges.reduce((all, { most }) => all + most, 0n),
    };
  };
  return Object.fromEntries(batchEnds.map((name) => [name, sum(name)])) as BatchSheet['ends'];
}

/** All ends together are all that began. Where the ranges do not hold that, records are out of sight, and they stay as they are. */
function tightened(sheet: BatchSheet): BatchSheet {
  const all = begun(sheet);
  const sum = (side: keyof Range) =>
    batchEnds.reduce((sum, end) => sum + sheet.ends[end][side], 0n);
  const [least, most] = [sum('least'), sum('most')];
  if (all < least || all > most) return sheet;
  const ends = batchEnds.map((end) => {
    const range = sheet.ends[end];
    const others = { least: least - range.least, most: most - range.most };
    return [
      end,
      {
        least: larger(range.least, all - others.most),
        most: smaller(range.most, all - others.least),
      },
    ] as const;
  });
  return { ...sheet, ends: Object.fromEntries(ends) as BatchSheet['ends'] };
}
