import { grouped, larger, smaller, type Amount } from '../kernel/index.js';
import type { Line } from '../holdings/index.js';
import { isInput, isOutput, type BatchBooks, type Range } from '../trace/index.js';

type Flow = BatchBooks['flows'][number];

export const batchOrigins = ['made', 'declaredGain', 'unaccountedIn'] as const;

export const batchEnds = [
  ...(['held', 'inTransit', 'sold', 'used', 'destroyed', 'sampled'] as const),
  ...(['declaredLoss', 'unaccounted'] as const),
];

export type BatchOrigin = (typeof batchOrigins)[number];
export type BatchEnd = (typeof batchEnds)[number];

/** Where all of a batch came from and is, in one unit of measure. */
export interface BatchSheet {
  readonly uom: string;
  readonly origins: Readonly<Record<BatchOrigin, Amount>>;
  /** At least and at most so much, where goods without a batch may be of it. */
  readonly ends: Readonly<Record<BatchEnd, Range>>;
}

/** Goods of the batch, or which may be, that came to one end. */
interface Ended {
  readonly uom: string;
  readonly end: BatchEnd;
  readonly range: Range;
}

/** Goods that came to be of the batch; negative where that was taken back. */
interface Began {
  readonly uom: string;
  readonly origin: BatchOrigin;
  readonly amount: Amount;
}

/**
 * The balance of a batch: what was made of it and gained is held, on its way or gone, for certain or as goods without a batch
 * may be of it. Where no bound cut the search, each end is no more than what the least of all others leaves of what began.
 */
export function batchSheets(batch: string, { flows, whereabouts }: BatchBooks): BatchSheet[] {
  const own = ownAccounts(batch, flows);
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

/**
 * What transformations lost and gained by their own accounts. What was lost of the product that went in was not used; where other
 * batches of it went in as well, nobody knows whose loss it was. What was lost of the product that came out was made before.
 */
function ownAccounts(batch: string, flows: readonly Flow[]) {
  const began: Began[] = [];
  const ended: Ended[] = [];
  const exact = (amount: Amount): Range => ({ least: amount, most: amount });
  for (const ofEvent of grouped(flows, ({ order }) => order.ref).values()) {
    for (const { flow } of ofEvent) {
      const { from, to, amount } = flow;
      if (from.holder.kind !== 'account' || to.holder.kind !== 'account') continue;
      const { uom } = from;
      const went = partOf(
        batch,
        from,
        ofEvent.filter(isInput).map((each) => [each.flow.from, each.flow.amount]),
      );
      const came = partOf(
        batch,
        from,
        ofEvent.filter(isOutput).map((each) => [each.flow.to, each.flow.amount]),
      );
      if (from.holder.id === 'transformation') {
        const end = to.holder.id === 'loss' ? 'declaredLoss' : 'unaccounted';
        if (went.all > 0n) {
          const most = smaller(amount, went.own);
          const least = smaller(larger(amount - (went.all - went.own), 0n), most);
          ended.push({ uom, end, range: { least, most } });
          ended.push({ uom, end: 'used', range: { least: -most, most: -least } });
        } else if (came.isAlone) {
          ended.push({ uom, end, range: exact(amount) });
          began.push({ uom, origin: 'made', amount });
        }
      } else {
        const origin = from.holder.id === 'gain' ? 'declaredGain' : 'unaccountedIn';
        if (came.isAlone) {
          began.push({ uom, origin, amount }, { uom, origin: 'made', amount: -amount });
        } else if (came.all === 0n && went.isAlone) {
          began.push({ uom, origin, amount });
          ended.push({ uom, end: 'used', range: exact(amount) });
        }
      }
    }
  }
  return { began, ended };
}

/** How much of a product went in or came out in one event, and how much of that was of the batch. */
function partOf(
  batch: string,
  { product, uom }: Pick<Line, 'product' | 'uom'>,
  lines: readonly (readonly [Line, Amount])[],
) {
  const alike = lines.filter(([line]) => line.product === product && line.uom === uom);
  const sum = (some: typeof alike) => some.reduce((all, [, amount]) => all + amount, 0n);
  const own = sum(alike.filter(([line]) => line.batch === batch));
  return { own, all: sum(alike), isAlone: own > 0n && own === sum(alike) };
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
