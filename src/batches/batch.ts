/**
 * A batch that its maker has registered. A batch that is only mentioned in events has a row too, but
 * nothing is known of it except its identity: see `KnownBatch`.
 */
export interface Batch {
  readonly id: string;
  readonly productId: string;
  readonly number: string;
  readonly organisationId: string;
  readonly makerPartyId: string;
  readonly registeredAt: Date;
  /** Native batch code; null only inside the transaction that registers the batch. */
  readonly code: string | null;
  /** Decimal text, as registered; what is left of it is in holdings. */
  readonly quantity: string;
  readonly unit: string;
  readonly madeFrom: Date;
  /** End of a whole day or of a run; equal to `madeFrom` for an instant. */
  readonly madeUntil: Date;
  /** Offset from UTC at the place of making, as in `+08:00`. */
  readonly madeOffset: string;
  /** Day without time, as in `2026-12-02`. */
  readonly bestBefore: string | null;
  readonly originLocationId: string | null;
}

/** What a maker says when it registers a batch; checked in shape by the caller. */
export interface BatchRegistration {
  readonly productId: string;
  /** At most 20 characters of GS1's; left out, the batch gets the next number of its day. */
  readonly number?: string;
  readonly makerPartyId: string;
  /** Decimal text above zero and the unit it counts in. */
  readonly quantity: { readonly value: string; readonly unit: string };
  /** An instant, a run or a whole day, in epoch milliseconds, and the offset at the place of making. */
  readonly made: { readonly from: number; readonly to: number; readonly offsetMinutes: number };
  readonly bestBefore: string | null;
  readonly originLocationId: string | null;
}

/** What identifies a batch: numbers are compared case-sensitively, within one product. */
export interface BatchName {
  readonly productId: string;
  readonly number: string;
}

/** A batch that somebody registered or mentioned; `organisationId` is null while only mentioned. */
export interface KnownBatch extends BatchName {
  readonly id: string;
  readonly organisationId: string | null;
}
