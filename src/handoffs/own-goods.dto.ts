import { formatAmount, isUuid } from '../kernel/index.js';
import type { BatchRange } from '../holdings/index.js';
import { QuantityView } from '../platform/index.js';
import type { BookingRow } from './own-goods.store.js';
import type { OwnGoods, OwnLine } from './own-goods.service.js';

/** What the books force, as far as records without a batch leave it open. */
export class RangeView {
  /** At least so much: decimal text, in the unit of the line. */
  least!: string;
  /** At most so much: decimal text, in the unit of the line. */
  most!: string;
}

/** A batch that goods without a batch may be of. */
export class CandidateView extends RangeView {
  /** Our id of the batch. */
  batchId!: string;
  /** One way it may have been: the oldest first. For showing, not for reckoning. */
  guess!: string;
}

/** Goods of one batch, or of a product without a batch, at one holder of yours. */
export class HoldingView {
  /** Our id of the product. */
  productId!: string;
  /** Null: the batch is not known. */
  batchId!: string | null;
  /** Exact; or, where there is a `range`, the guess that the oldest goods left first. */
  quantity!: QuantityView;
  /** Present where goods that left without a batch leave it open: what the books force. */
  range?: RangeView;
  /** Of goods without a batch: which batches they may be of. */
  candidates?: CandidateView[];
  /** Your place where they are. Absent for goods on the way, and where no record names a place of yours. */
  placeId?: string;
  /** Canonical key of the logistic unit that they are packed in. */
  unit?: string;
  /** The hand-off by which they are on the way. */
  handoffId?: string;
  /** Whose they are; absent where it is the holder's own word. */
  ownerPartyId?: string;
}

/** A booking of goods that the records do not account for, charged to one event and place. */
export class UnaccountedView {
  /** Our id of the event. */
  eventRef!: string;
  /** The event's permanent id, its author's or the CBV 2.0 hash of its content. */
  eventId!: string;
  /** Your place that it is charged to; absent where nobody registered the place. */
  placeId?: string;
  /** Our id of the product. */
  productId!: string;
  /** Null: the batch is not known. */
  batchId!: string | null;
  /** How much of it the records do not account for. */
  quantity!: QuantityView;
  /** `count`, `clean-out`, or another word for why. */
  reason?: string;
}

/** What your organisation has of a batch or product, and what its books cannot account for. */
export class OwnGoodsView {
  /** Goods at your places, in units that you have, and on the way from or to you. */
  holdings!: HoldingView[];
  /** Used or handed on although nothing recorded says where it came from. */
  unaccountedIn!: UnaccountedView[];
  /** Gone without a record. */
  unaccounted!: UnaccountedView[];
  /** Present while a late record is still being worked in: the figures may yet change. */
  settling?: true;
}

export function toOwnGoodsView({ lines, bookings, settling }: OwnGoods): OwnGoodsView {
  const of = (account: BookingRow['account']) =>
    bookings.filter((row) => row.account === account).map(toUnaccountedView);
  return {
    holdings: lines.map(toHoldingView),
    unaccountedIn: of('unaccounted-in'),
    unaccounted: of('unaccounted'),
    ...(settling && { settling }),
  };
}

function toHoldingView({ row, unit, amount, range, candidates }: OwnLine): HoldingView {
  const { kind, holder, product, batch, uom } = row;
  const where = unit?.outermost ?? { kind, holder };
  const owner = row.owner ?? unit?.outermost.owner ?? null;
  return {
    productId: product,
    batchId: batch,
    quantity: { value: amount, unit: uom },
    ...(range !== undefined && range.least !== range.most && { range: toRangeView(range) }),
    ...(candidates.length > 0 && { candidates: candidates.flatMap(toCandidateView) }),
    ...placeOf(where),
    ...(unit !== undefined && { unit: unit.unit.unit }),
    ...(where.kind === 'transit' && where.holder !== null && { handoffId: where.holder }),
    ...(owner !== null && { ownerPartyId: owner }),
  };
}

/** A place that somebody registered. */
export function placeOf({ kind, holder }: { kind: string; holder: string | null }): {
  placeId?: string;
} {
  const isPlace = kind === 'place' || kind === 'tank';
  return isPlace && holder !== null && isUuid(holder) ? { placeId: holder } : {};
}

function toRangeView({ least, most }: BatchRange): RangeView {
  return { least: formatAmount(least), most: formatAmount(most) };
}

function toCandidateView(range: BatchRange): CandidateView[] {
  if (range.batch === null) return [];
  return [{ batchId: range.batch, ...toRangeView(range), guess: formatAmount(range.guess) }];
}

function toUnaccountedView(row: BookingRow): UnaccountedView {
  const { ref, eventId, place, product, batch, amount, uom, reason } = row;
  return {
    eventRef: ref,
    eventId,
    ...placeOf({ kind: 'place', holder: place }),
    productId: product,
    batchId: batch,
    quantity: { value: amount, unit: uom },
    ...(reason !== null && { reason }),
  };
}
