import { unitOf, type Holder } from '../holdings/index.js';
import { formatAmount, isUuid, wholeAmount } from '../kernel/index.js';
import { QuantityView } from '../platform/index.js';
import type { Doubt } from './verdict/evidence.js';
import type { BatchFinding, GoneFinding, HoldingFinding, Verdict } from './verdict/finding.js';
import type { Range } from './verdict/lump.js';
import { partyAt } from './spot.js';
import type { Part, SourceFinding } from './trace.js';
import type { Whereabouts } from './books/unit-trips.js';

/** At least and at most so much, by the books. */
export class TracedRangeView {
  /** At least so much: decimal text. */
  least!: string;
  /** At most so much: decimal text. */
  most!: string;
  /** UN/CEFACT code. */
  unit!: string;
}

/** The record that would change a verdict. */
export class DoubtView {
  /**
   * `batch`: which batch was drawn. `time`: a time that makes the link possible. `unpacking`: which unit was opened.
   * `clean-out`: that a tank was cleaned. `amount`: how much was used. `contact`: what the hazard touched at its place.
   * `cleaning`: that the place was cleaned of it before they came.
   */
  missing!: 'batch' | 'time' | 'unpacking' | 'clean-out' | 'amount' | 'contact' | 'cleaning';
  /** Our id of the event that leaves it open. */
  eventRef!: string;
}

/** A batch that the hazard is in, or may be. */
export class TracedBatchView {
  /** Our id of the batch. */
  batchId!: string;
  /** `certain`: records force it. `possible`: a record is missing. */
  verdict!: 'certain' | 'possible';
  /** How much of the traced batch went into it. Absent where units cannot be compared. */
  dose?: TracedRangeView;
  /** False where an amount on the way was not recorded: then the dose may be more. */
  doseIsMeasured!: boolean;
  /** Our ids of the events that connect it, first to last. */
  eventRefs!: string[];
  /** The first record missing on the way to it; absent where none is. */
  doubt?: DoubtView;
  /** Events that made it out of goods which, by the times recorded, were not suspect yet. */
  impossibleEventRefs!: string[];
}

/** Where goods are, or were last. */
export class SpotView {
  /** `place`, `unit` where only the logistic unit is known, `transit`, or `gone`: their unit is no more. */
  kind!: 'place' | 'unit' | 'transit' | 'gone';
  /** Our id of the place, where somebody registered it. */
  placeId?: string;
  /** Who has them there: `parties` of the answer says how it is called. */
  partyId?: string;
  /** Canonical key of the logistic unit they are in. */
  unit?: string;
  /** The hand-off by which they are on the way. */
  handoffId?: string;
}

/** Goods at one holder that are, may be or turn out not to be suspect; their quantity may be zero by now. */
export class TracedHoldingView {
  /** Our id of the product. */
  productId!: string;
  /** Null: the batch is not known. */
  batchId!: string | null;
  /** `certain`: records force it. `possible`: a record is missing. `cleared`: connected, and excluded by records. */
  verdict!: Verdict;
  /** What is there now. */
  quantity!: QuantityView;
  /** How much of that is suspect. */
  suspect!: TracedRangeView;
  /**
   * Decimal text, in the unit of `suspect`: how much would be suspect if everybody had taken the oldest first. Of goods without
   * a batch, where that can be reckoned; a figure to show, on which no verdict rests.
   */
  guess?: string;
  /** Where they are; of goods in a logistic unit, where the outermost one around them is. */
  where!: SpotView;
  /** Whose they are; absent where their line of the books has no owner of its own. */
  ownerPartyId?: string;
  /** Our ids of the events that connect them, first to last. */
  eventRefs!: string[];
  /** Of what is possible the record that would change it; absent where only what the asker may not see, or a bound, leaves it open. */
  doubt?: DoubtView;
  /** The event after which nothing suspect was left here, or by which they had left the place of the hazard. */
  clearedByEventRef?: string;
}

/** Suspect goods that left the books. */
export class TracedGoneView {
  /** `sold`, `destroyed`, `sampled`, `unaccounted`, or another word. */
  as!: string;
  /** Our id of the product. */
  productId!: string;
  /** Null: the batch is not known. */
  batchId!: string | null;
  /** `certain`: records force it. `possible`: a record is missing. `cleared`: connected, and excluded by records. */
  verdict!: Verdict;
  /** How much went this way. */
  quantity!: QuantityView;
  /** How much of that is suspect. */
  suspect!: TracedRangeView;
  /** Where they were last. */
  from!: SpotView;
  /** Our ids of the events by which they went. */
  eventRefs!: string[];
}

/** Where a source was made or first claimed. */
export class MakingView {
  /** Our id of the event. */
  eventRef!: string;
  /** The party whose word it is. */
  partyId!: string;
  /** Where the goods were booked by it. */
  at!: SpotView;
}

/** How much of goods without a batch is of one source. */
export class SourcePartView {
  /** At least and at most so much of the goods. */
  range!: TracedRangeView;
  /** Decimal text, in the same unit: all of the goods that are there now. */
  of!: string;
  /** `certain`: all of the goods are of it, so one pack of them is. `possible`: one pack may be. */
  onePack!: 'certain' | 'possible';
  /**
   * Decimal text from 0 to 1, cut after 6 places: the share of packs that would be of it if everybody had taken the oldest
   * first. Absent where that cannot be reckoned.
   */
  weight?: string;
}

/** A batch that is in the traced one, or may be. */
export class TraceSourceView {
  /** Our id of the batch. */
  batchId!: string;
  /** Our id of the traced batch that it is in; null: the goods without a batch. */
  inBatchId!: string | null;
  /** `certain`: records force it. `possible`: a record is missing. */
  verdict!: 'certain' | 'possible';
  /** How much of the source is in the traced batch. */
  dose?: TracedRangeView;
  /** Which part of the goods without a batch is of it; absent where a batch was asked about. */
  part?: SourcePartView;
  /** Where it was made or first claimed, one entry a booking. */
  makings!: MakingView[];
  /** Our ids of the events that connect it, first to last. */
  eventRefs!: string[];
  /** The first record missing on the way from it; absent where none is. */
  doubt?: DoubtView;
}

type Parties = ReadonlyMap<string, string>;

export function toBatch(
  { batch, verdict, dose, isMeasured, path, impossible }: BatchFinding,
  uom: string | null,
): TracedBatchView {
  return {
    batchId: batch,
    verdict,
    ...doseOf(dose, uom),
    doseIsMeasured: isMeasured,
    eventRefs: [...path.events],
    ...doubtOf(path.doubt),
    impossibleEventRefs: [...impossible],
  };
}

export function toHolding(finding: HoldingFinding, parties: Parties): TracedHoldingView {
  const { product, batch, verdict, amount, suspect, uom, owner, path, clearedBy } = finding;
  return {
    productId: product,
    batchId: batch,
    verdict,
    quantity: { value: formatAmount(amount), unit: uom },
    suspect: toRange(suspect, uom),
    ...(finding.guess !== null && { guess: formatAmount(finding.guess) }),
    where: spotOf(finding.holder, finding.where, parties),
    ...(owner !== null && { ownerPartyId: owner }),
    eventRefs: [...path.events],
    ...(verdict === 'possible' && doubtOf(path.doubt)),
    ...(clearedBy !== null && { clearedByEventRef: clearedBy }),
  };
}

export function toGone(finding: GoneFinding, parties: Parties): TracedGoneView {
  const { as, product, batch, verdict, amount, suspect, uom, from, events } = finding;
  return {
    as,
    productId: product,
    batchId: batch,
    verdict,
    quantity: { value: formatAmount(amount), unit: uom },
    suspect: toRange(suspect, uom),
    from: spotOf(from, null, parties),
    eventRefs: [...events],
  };
}

export function toSource(finding: SourceFinding, parties: Parties): TraceSourceView {
  const { batch, target, verdict, dose, doseUom, part, makings, path } = finding;
  return {
    batchId: batch,
    inBatchId: target.batch,
    verdict,
    ...doseOf(dose, doseUom),
    ...(part !== null && { part: toPart(part) }),
    makings: makings.map(({ event, author, holder }) => ({
      eventRef: event,
      partyId: author,
      at: spotOf(holder, null, parties),
    })),
    eventRefs: [...path.events],
    ...doubtOf(path.doubt),
  };
}

function toPart({ suspect, guess, amount, uom, onePack }: Part): SourcePartView {
  const weight = guess === null || amount === 0n ? null : (guess * wholeAmount(1)) / amount;
  return {
    range: toRange(suspect, uom),
    of: formatAmount(amount),
    onePack,
    ...(weight !== null && { weight: formatAmount(weight) }),
  };
}

function spotOf(holder: Holder, where: Whereabouts | null, parties: Parties): SpotView {
  const kind =
    where?.kind ?? (holder.kind === 'unit' || holder.kind === 'transit' ? holder.kind : 'place');
  const id = where ? where.id : holder.id;
  const party = partyAt(holder, where, parties);
  return {
    kind,
    ...(kind === 'place' && id !== null && isUuid(id) && { placeId: id }),
    ...(party !== undefined && { partyId: party }),
    ...(holder.kind === 'unit' && { unit: unitOf(holder.id) }),
    ...(kind === 'transit' && id !== null && { handoffId: id }),
  };
}

function toRange({ least, most }: Range, unit: string): TracedRangeView {
  return { least: formatAmount(least), most: formatAmount(most), unit };
}

function doseOf(dose: Range, uom: string | null): { dose?: TracedRangeView } {
  return uom === null ? {} : { dose: toRange(dose, uom) };
}

export function doubtOf(doubt: Doubt | null): { doubt?: DoubtView } {
  return doubt === null ? {} : { doubt: { missing: doubt.missing, eventRef: doubt.event } };
}
