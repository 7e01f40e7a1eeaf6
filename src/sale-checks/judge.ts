import type { CodeState } from '../codes/index.js';
import type { Asked } from './asked.js';
import { pastDates, type DateAt, type Sale } from './past-dates.js';
import type { Finding, KeepingDate, SaleReason, SaleRecall } from './sale-check.js';

/** A date of what is in a load; uncertain where goods without a batch number may be of the batch that bears it. */
export interface HeldDate extends DateAt {
  readonly isCertain: boolean;
}

/** A code, batch or logistic unit on record that a label names. */
export interface ThingFacts {
  readonly by: 'code' | 'number' | 'unit';
  /** Told to strangers: a batch that is registered, a code that came into use. */
  readonly isTold: boolean;
  /** Of a code of ours. */
  readonly state: CodeState | null;
  readonly keeps: KeepingDate | null;
  /** Offset from UTC at the place of making. */
  readonly madeOffset: string | null;
  /** Of a logistic unit: the earliest dates in it. */
  readonly held: readonly HeldDate[];
  readonly recall: SaleRecall | null;
}

/** A registered product. */
export interface ProductFacts {
  /** Offset from UTC where it was made last. */
  readonly madeOffset: string | null;
  /** The gravest of its batches that the dates of the label do not exclude. */
  readonly recall: SaleRecall | null;
  /** Where there is one: whether the goods may be of another batch on record, which is not recalled. */
  readonly mayBeAnother: boolean;
  /** Whether some batch is recalled, and the dates of the label are those of no batch on record. */
  readonly mayBeMisread: boolean;
}

/** What the records say of what is to be sold. */
export interface Facts {
  readonly things: readonly ThingFacts[];
  readonly product: ProductFacts | undefined;
}

/** Why something may not be sold, or not without a look; a recall first, which outranks all else. */
export function judge(asked: Asked, { things, product }: Facts, sale: Sale): SaleReason[] {
  // A recall is told of what strangers are told nothing else of.
  const told = things.filter(({ isTold, recall }) => isTold || recall !== null);
  const isRecalled = told.some(({ recall }) => recall !== null);
  const isNamed = told.some(({ by }) => by === namedBy(asked));
  return [
    ...recallsOf(told),
    ...told.flatMap(stateOf),
    ...(isNamed || isRecalled ? [] : byProduct(asked, product)),
    ...pastDates(datesOf(asked, told, product), sale),
    ...maybePast(told, sale),
  ];
}

/** By what of its label something is known: by the narrowest, so that a code nobody issued is not excused by its batch. */
function namedBy({ code, number, unit }: Asked): ThingFacts['by'] | undefined {
  if (code !== undefined) return 'code';
  if (number !== undefined) return 'number';
  return unit === undefined ? undefined : 'unit';
}

function recallsOf(things: readonly ThingFacts[]): SaleReason[] {
  const recalls = new Map(things.flatMap(({ recall }) => (recall ? [[recall.id, recall]] : [])));
  return [...recalls.values()].map((recall) => ({ finding: 'recalled', recall }));
}

const findings: Partial<Record<CodeState, Finding>> = {
  void: 'withdrawn',
  consumed: 'used-up',
  blocked: 'suspected-copy',
};

function stateOf({ state, recall }: ThingFacts): SaleReason[] {
  const finding = state === null || recall !== null ? undefined : findings[state];
  return finding === undefined ? [] : [{ finding }];
}

/** A GTIN alone, or with dates, may be of any batch that these do not exclude; a number that is not on record, of none. */
function byProduct(asked: Asked, product: ProductFacts | undefined): SaleReason[] {
  const isMistyped = product === undefined || namedBy(asked) !== undefined;
  const unknown: SaleReason[] = isMistyped ? [{ finding: 'unknown' }] : [];
  const recall = product?.recall ?? null;
  if (recall !== null && !isMistyped && !product.mayBeAnother) {
    return [{ finding: 'recalled', recall }];
  }
  const maybe = recall !== null || product?.mayBeMisread === true;
  return maybe ? [...unknown, { finding: 'some-recalled' }] : unknown;
}

/** A day ends by the clock of where the goods were made; of a batch not on record, where the product was made last. */
function datesOf({ dates }: Asked, told: readonly ThingFacts[], product: Facts['product']) {
  const offset = told.find(({ madeOffset }) => madeOffset !== null)?.madeOffset;
  const ofLabel = dates.keeping.map((date) => ({
    ...date,
    offset: offset ?? product?.madeOffset ?? null,
  }));
  const ofRecord = told.flatMap(({ keeps, madeOffset }) =>
    keeps === null ? [] : [{ ...keeps, offset: madeOffset }],
  );
  const ofLoad = told.flatMap(({ held }) => held.filter(({ isCertain }) => isCertain));
  return [...ofLabel, ...ofRecord, ...ofLoad];
}

/** A load whose goods without a batch number may be past their day is to be looked at. */
function maybePast(told: readonly ThingFacts[], sale: Sale): SaleReason[] {
  const dates = told.flatMap(({ held }) => held.filter(({ isCertain }) => !isCertain));
  const isMaybe = pastDates(dates, sale).some(({ finding }) => finding === 'expired');
  return isMaybe ? [{ finding: 'unknown' }] : [];
}
