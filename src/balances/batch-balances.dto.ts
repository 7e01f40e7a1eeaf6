import { formatAmount, parseMoment } from '../kernel/index.js';
import { IfGiven, IsMoment } from '../platform/index.js';
import { coverage, type Range, type TraceScope } from '../trace/index.js';
import type { BatchBalance } from './batch-balances.service.js';
import { batchEnds, batchOrigins } from './batch-ends.js';
import type { BatchSheet } from './batch-sheet.js';

/** By the knowledge of which moment. */
export class BatchBalanceQuery {
  /** RFC 3339: only what was recorded by then, as it stood then. Now, if left out. */
  @IfGiven()
  @IsMoment()
  asOf?: string;
}

/** At least and at most so much: the same where no goods without a batch may be of it. */
export class BalanceRangeView {
  /** Decimal text. */
  least!: string;
  /** Decimal text. */
  most!: string;
}

/**
 * The balance of a batch in one unit of measure. `made` + `declaredGain` + `unaccountedIn` is all of the rest together, so it
 * lies between the sum of all that is least and of all that is most.
 */
export class BatchSheetView {
  /** UN/CEFACT code. Amounts for which no conversion is known have a balance each. */
  unit!: string;
  /** Produced, harvested, caught, or made of other goods, without what was gained. Decimal text. */
  made!: string;
  /** Added in processing, as was declared. Decimal text. */
  declaredGain!: string;
  /** Used, handed on or found although no record says where it came from. Decimal text. */
  unaccountedIn!: string;
  /** At places, and in logistic units there. */
  held!: BalanceRangeView;
  /** Released, and taken by nobody yet. */
  inTransit!: BalanceRangeView;
  /** Sold to consumers. */
  sold!: BalanceRangeView;
  /** Gone into other goods, without what was lost. */
  used!: BalanceRangeView;
  /** Destroyed. */
  destroyed!: BalanceRangeView;
  /** Taken as samples. */
  sampled!: BalanceRangeView;
  /** Lost in processing, as was declared. */
  declaredLoss!: BalanceRangeView;
  /** Gone without a record of where: missing at a count, cleaned out, or left open by processing. */
  unaccounted!: BalanceRangeView;
}

/** Which bound ended the search for the goods. */
export class BalanceCutView {
  /** Levels walked, batches and pools visited, rows of the books read, or time. */
  by!: 'depth' | 'nodes' | 'flows' | 'time';
  /** At which level. */
  at!: number;
}

/** Where all of a batch came from and is, or went. */
export class BatchBalanceView {
  /** Our id of the batch. */
  batchId!: string;
  /** RFC 3339 in UTC: by what was recorded then; absent where it is by what is recorded now. */
  asOf?: string;
  /** `own`: events that you are party to. `jurisdiction`: those of whom you oversee. `all`: every event. */
  view!: TraceScope;
  /** The same in words. */
  covers!: string;
  /** One for each unit of measure; none where nothing of the batch is in the books yet. */
  items!: BatchSheetView[];
  /**
   * Present where a bound cut the search: goods may be elsewhere, the ranges say less than they could, and more may have been
   * made or lost than is told.
   */
  cut?: BalanceCutView;
  /** Present while a late record is still being worked in: the figures may yet change. */
  settling?: true;
}

export function toBatchAsOf({ asOf }: BatchBalanceQuery): Date | null {
  return asOf === undefined ? null : new Date(parseMoment(asOf).instant);
}

export function toBatchBalanceView({
  batchId,
  asOf,
  books: { view, whereabouts, settling },
  sheets,
}: BatchBalance): BatchBalanceView {
  return {
    batchId,
    ...(asOf !== null && { asOf: asOf.toISOString() }),
    ...{ view, covers: coverage[view], items: sheets.map(toBatchSheetView) },
    ...(whereabouts.cut && { cut: { ...whereabouts.cut } }),
    ...(settling && { settling }),
  };
}

function toBatchSheetView({ uom, origins, ends }: BatchSheet): BatchSheetView {
  const came = batchOrigins.map((name) => [name, formatAmount(origins[name])] as const);
  const went = batchEnds.map((name) => [name, toRange(ends[name])] as const);
  return { unit: uom, ...Object.fromEntries<unknown>([...came, ...went]) } as BatchSheetView;
}

function toRange({ least, most }: Range): BalanceRangeView {
  return { least: formatAmount(least), most: formatAmount(most) };
}
