import { IsString, IsUUID, MaxLength } from 'class-validator';
import { IfGiven, PageQuery } from '../platform/index.js';
import { toBatchView, BatchView } from '../batches/index.js';
import type { SeenEvent } from '../events/index.js';
import { formatAmount } from '../kernel/index.js';
import type { Recording } from './activities.service.js';

/** Which events to list. */
export class EventQuery extends PageQuery {
  /** Only events of this eventID: the event, its declaration, relayed copies. */
  @IfGiven()
  @IsString()
  @MaxLength(512)
  eventId?: string;

  /** Only events that name this batch. */
  @IfGiven()
  @IsUUID()
  batchId?: string;

  /** Only events that name this thing, in any notation. */
  @IfGiven()
  @IsString()
  @MaxLength(512)
  what?: string;
}

/** A shortfall that a fact has left in the books, or made another event have. */
export class BreachView {
  /** Batch whose goods nothing accounts for; absent for goods without a batch. */
  batchId?: string;
  /** Our id of the product. */
  productId!: string;
  /** The place whose books lack the goods; absent where it is no one place's. */
  placeId?: string;
  /** How much nothing accounts for: decimal text. */
  unaccountedIn!: string;
  /** UN/CEFACT code. */
  unit!: string;
}

/** What an activity came to. */
export class RecordingView {
  /** Our id of the event. */
  id!: string;
  /** The event's permanent id, yours or the CBV 2.0 hash of its content. */
  eventId!: string;
  /** True when the same event had been recorded before. */
  repeated!: boolean;
  /** Batches that were registered with it. */
  batches!: BatchView[];
  /** What the books could not account for; always empty for acts. */
  breaches!: BreachView[];
  /** `unit-mismatch`: no conversion between what went in and what came out is known, so nothing is balanced. */
  balance?: 'unit-mismatch';
  /**
   * Present where so much was recorded since the time of the event that it is worked in after this answer; `breaches`
   * is empty then, and what the event touches says `settling` until it is done.
   */
  settling?: true;
}

/** An event as it is stored. */
export class EventView {
  /** Our id of the event. */
  id!: string;
  /** The event's permanent id, its author's or the CBV 2.0 hash of its content. */
  eventId!: string;
  /** True for the declaration that the event of this eventId was recorded in error. */
  declaration!: boolean;
  /** The party whose word it is. */
  authorPartyId!: string;
  /** When we recorded it, RFC 3339 in UTC. */
  recordedAt!: string;
  /** The EPCIS 2.0 event, its extensions set apart. */
  event!: Record<string, unknown>;
}

export function toRecordingView({ captured, batches }: Recording): RecordingView {
  return {
    id: captured.id,
    eventId: captured.eventId,
    repeated: captured.repeated,
    batches: batches.map(toBatchView),
    breaches: captured.breaches.map(({ batch, product, place, amount, uom }) => ({
      ...(batch !== null && { batchId: batch }),
      productId: product,
      ...(place !== null && { placeId: place }),
      unaccountedIn: formatAmount(amount),
      unit: uom,
    })),
    ...(captured.unitMismatch && { balance: 'unit-mismatch' as const }),
    ...(captured.settling && { settling: true as const }),
  };
}

export function toEventView(event: SeenEvent): EventView {
  return {
    id: event.id,
    eventId: event.eventId,
    declaration: event.declaration,
    authorPartyId: event.author,
    recordedAt: event.recordedAt.toISOString(),
    event: event.event as unknown as Record<string, unknown>,
  };
}
