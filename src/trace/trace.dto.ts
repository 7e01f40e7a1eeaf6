import { ApiProperty } from '@nestjs/swagger';
import { partyInName, unitOf, type Holder } from '../holdings/index.js';
import { formatAmount, isUuid } from '../kernel/index.js';
import { QuantityView } from '../platform/index.js';
import { defaultBounds, type Cut } from './books/bounds.js';
import type { Entry } from './entry/entry.js';
import type { Doubt } from './verdict/evidence.js';
import type { BatchFinding, GoneFinding, HoldingFinding, Verdict } from './verdict/finding.js';
import type { Range } from './verdict/lump.js';
import type { SourceFinding } from './trace.js';
import type { Start } from './trace-question.js';
import type { TraceAnswer, TraceScope } from './trace.service.js';
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
  /** Who has them there. */
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
  /** Where they are; of goods in a logistic unit, where the outermost one around them is. */
  where!: SpotView;
  /** Whose they are; absent where their line of the books has no owner of its own. */
  ownerPartyId?: string;
  /** Our ids of the events that connect them, first to last. */
  eventRefs!: string[];
  /** The first record missing on the way to them; absent where none is. */
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
  /** Where it was made or first claimed, one entry a booking. */
  makings!: MakingView[];
  /** Our ids of the events that connect it, first to last. */
  eventRefs!: string[];
  /** The first record missing on the way from it; absent where none is. */
  doubt?: DoubtView;
}

/** Which bound ended a trace before it was complete. */
export class CutView {
  /** `depth`: levels of the walk. `nodes`: batches and pools. `flows`: rows of the books. `time`: it took too long. */
  by!: 'depth' | 'nodes' | 'flows' | 'time';
  /** The level at which the walk ended, from 0; sources told by then, where time ended between two of them. */
  at!: number;
}

/** Said in the same words with every trace, so that nobody takes silence for safety. */
export const coverage: Readonly<Record<TraceScope, string>> = {
  own: 'This trace covers only the events that your organisation recorded or is a party to.',
  jurisdiction:
    'This trace covers only the events that organisations of your jurisdiction recorded or are a party to.',
  all: 'This trace covers all events that are recorded here.',
};

/** Where and when a hazard entered, as it was asked. */
export class EntryView {
  /** Our id of the place. */
  placeId!: string;
  /** RFC 3339 in UTC: the first moment at which it may have entered. */
  from!: string;
  /** RFC 3339 in UTC: the last moment at which it may have entered. */
  until!: string;
}

/** A logistic unit that was asked about. */
export class TracedUnitView {
  /** Canonical key of the unit. */
  unit!: string;
  /** RFC 3339 in UTC: what it held from then on was traced; absent: all that it ever held. */
  from?: string;
}

/** Goods without a batch that were asked about. */
export class TracedGoodsView {
  /** Our id of the product. */
  productId!: string;
  /** Our id of the place. */
  placeId!: string;
}

/** How far the trace may have gone. */
export class TraceBoundsView {
  /** Levels of the walk. */
  depth!: number;
  /** Batches and pools visited in all. */
  nodes!: number;
}

/** Where batches went, and what is in them; or where a hazard went that entered at a place or in a logistic unit. */
export class TraceView {
  /** Our id of the batch that was traced; absent where it was not exactly one, or a logistic unit was asked about. */
  batchId?: string;
  /**
   * Our ids of the batches that were traced, all as one hazard; of a logistic unit, those of which it holds or held any. Empty
   * where a place or goods without a batch were asked about.
   */
  batchIds!: string[];
  /**
   * Our ids of batches of the product that are not traced, since a day that was asked for is not on record of them: they may be
   * meant. Ask for them by id. 100 at most.
   */
  undatedBatchIds?: string[];
  /** The logistic unit; absent where none was asked about. */
  unit?: TracedUnitView;
  /** The goods without a batch; absent where none were asked about. */
  goods?: TracedGoodsView;
  /** Where and when the hazard entered; absent where no place was asked about. */
  entry?: EntryView;
  /** Which way was asked. `forward`: where it went. `backward`: what is in it. */
  direction!: 'forward' | 'backward' | 'both';
  /** The moment whose knowledge was asked for, RFC 3339 in UTC; absent: now. */
  asOf?: string;
  /** Only what had happened by then counts, RFC 3339 in UTC; absent: all. */
  until?: string;
  /** Bounds of depth and nodes, which the question may lower. */
  bounds!: TraceBoundsView;
  /**
   * `own`: over the events you may see; `jurisdiction`: over those of whom you oversee; then nothing is cleared. `all`:
   * over everything recorded.
   */
  @ApiProperty({ enum: ['own', 'jurisdiction', 'all'] })
  view!: TraceScope;
  /** What `view` means, in words; always the same words. */
  covers!: string;
  /**
   * Batches that a hazard of it is in as a whole, or may be, the surest first; of a place, those made of what stood
   * there. Empty if only `backward` was asked.
   */
  batches!: TracedBatchView[];
  /** Where goods connected with it are or were, the surest first. Empty if only `backward` was asked. */
  holdings!: TracedHoldingView[];
  /** Goods connected with it that left the books. Empty if only `backward` was asked. */
  gone!: TracedGoneView[];
  /** Batches that are in it, or may be. Empty if only `forward` was asked. */
  sources!: TraceSourceView[];
  /** Present where the answer forward is incomplete. */
  cutForward?: CutView;
  /** Present where the answer backward is incomplete. */
  cutBackward?: CutView;
  /** Present while a late record is still being worked in: the answer may yet change. */
  settling?: true;
}

export function toTraceView(answer: TraceAnswer): TraceView {
  const { question, view, forward, backward, parties, settling } = answer;
  const { direction, asOf, until, bounds } = question;
  const uom = forward?.doseUom ?? null;
  const { depth, nodes } = { ...defaultBounds, ...bounds };
  return {
    ...startOf(answer),
    direction,
    ...(asOf && { asOf: asOf.toISOString() }),
    ...(until !== null && { until: textOf(until) }),
    bounds: { depth, nodes },
    view,
    covers: coverage[view],
    batches: (forward?.batches ?? []).map((each) => toBatch(each, uom)),
    holdings: (forward?.holdings ?? []).map((each) => toHolding(each, parties)),
    gone: (forward?.gone ?? []).map((each) => toGone(each, parties)),
    sources: (backward?.sources ?? []).map((each) => toSource(each, parties)),
    ...cutOf('cutForward', forward?.cut),
    ...cutOf('cutBackward', backward?.cut),
    ...(settling && { settling }),
  };
}

type StartView = Pick<
  TraceView,
  'batchId' | 'batchIds' | 'undatedBatchIds' | 'unit' | 'goods' | 'entry'
>;

function startOf({ question: { of }, start }: TraceAnswer): StartView {
  const { batchIds, undated, unit } = start;
  const [only] = batchIds;
  return {
    ...(batchIds.length === 1 && unit === null && only !== undefined && { batchId: only }),
    batchIds: [...batchIds],
    ...(undated.length > 0 && { undatedBatchIds: [...undated] }),
    ...(unit !== null && { unit: { unit, ...fromOf(of) } }),
    ...(of.kind === 'goods' && { goods: { ...of.goods } }),
    ...(of.kind === 'entry' && { entry: entryOf(of.entry) }),
  };
}

function fromOf(of: Start): { from?: string } {
  return of.kind === 'label' && of.from !== null ? { from: textOf(of.from) } : {};
}

function entryOf({ placeId, from, until }: Entry): EntryView {
  return { placeId, from: textOf(from), until: textOf(until) };
}

function textOf(instant: number): string {
  return new Date(instant).toISOString();
}

type Parties = TraceAnswer['parties'];

function toBatch(
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

function toHolding(finding: HoldingFinding, parties: Parties): TracedHoldingView {
  const { product, batch, verdict, amount, suspect, uom, owner, path, clearedBy } = finding;
  return {
    productId: product,
    batchId: batch,
    verdict,
    quantity: { value: formatAmount(amount), unit: uom },
    suspect: toRange(suspect, uom),
    where: spotOf(finding.holder, finding.where, parties),
    ...(owner !== null && { ownerPartyId: owner }),
    eventRefs: [...path.events],
    ...doubtOf(path.doubt),
    ...(clearedBy !== null && { clearedByEventRef: clearedBy }),
  };
}

function toGone(finding: GoneFinding, parties: Parties): TracedGoneView {
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

function toSource(finding: SourceFinding, parties: Parties): TraceSourceView {
  const { batch, target, verdict, dose, doseUom, makings, path } = finding;
  return {
    batchId: batch,
    inBatchId: target.batch,
    verdict,
    ...doseOf(dose, doseUom),
    makings: makings.map(({ event, author, holder }) => ({
      eventRef: event,
      partyId: author,
      at: spotOf(holder, null, parties),
    })),
    eventRefs: [...path.events],
    ...doubtOf(path.doubt),
  };
}

function spotOf(holder: Holder, where: Whereabouts | null, parties: Parties): SpotView {
  const kind =
    where?.kind ?? (holder.kind === 'unit' || holder.kind === 'transit' ? holder.kind : 'place');
  const id = where ? where.id : holder.id;
  const party = where?.custody ?? (id === null ? undefined : partyOf(id, parties));
  return {
    kind,
    ...(kind === 'place' && id !== null && isUuid(id) && { placeId: id }),
    ...(party !== undefined && { partyId: party }),
    ...(holder.kind === 'unit' && { unit: unitOf(holder.id) }),
    ...(kind === 'transit' && id !== null && { handoffId: id }),
  };
}

function partyOf(place: string, parties: Parties): string | undefined {
  return partyInName(place) ?? parties.get(place);
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

function cutOf(name: 'cutForward' | 'cutBackward', cut: Cut | null | undefined) {
  return cut ? { [name]: { ...cut } } : {};
}
