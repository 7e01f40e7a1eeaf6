import type { Amount } from '../../kernel/index.js';
import type { Goods, Place } from './claim.js';

/**
 * Who or what holds goods. A tank is a blending place. `transit` is a place of its own per line of a
 * releasing event; `account` stands for what is outside the books (made, sold, unaccounted, ...).
 */
export interface Holder {
  readonly kind: 'place' | 'tank' | 'unit' | 'transit' | 'account';
  readonly id: string;
}

/**
 * Which book of a holder a line belongs to. `goods` holds quantities. The others are bookkeeping of
 * the same holder: `draws` what left the pool with batch unknown (a negative sum: still open); `may`
 * how much of a batch goods without a batch may be at most; `heel` marks a batch that may still cling
 * to a tank; `cleaning` what a whole-day clean-out may still remove.
 */
export type Book = 'goods' | 'draws' | 'may' | 'heel' | 'cleaning';

/** One line of a holding. Sums of flows over a line, before an instant, are its state at that instant. */
export interface Line {
  readonly holder: Holder;
  readonly product: string;
  readonly uom: string;
  readonly batch: string | null;
  readonly owner: string | null;
  readonly book: Book;
}

/** How we know of a flow: recorded so; by an unpacking nobody recorded; or one of several guesses. */
export type Evidence = 'recorded' | 'inferred' | 'guessed';

/**
 * A quantity going from one line to another: the one kind of row that books, links and bookings of
 * unaccounted goods are read from. `least` and `most` differ from `amount` in guesses only.
 */
export interface Flow {
  readonly from: Line;
  readonly to: Line;
  readonly amount: Amount;
  readonly least: Amount;
  readonly most: Amount;
  readonly evidence: Evidence;
  /** The place that a booking is charged to; null where the movement belongs to no one place. */
  readonly place: string | null;
  /** Why, where the accounts alone do not say: `count`, `clean-out`, `settled`, a declared reason. */
  readonly reason: string | null;
}

/** Where a logistic unit is. In transit it is with nobody. */
export type Where =
  | { readonly kind: 'place'; readonly id: string; readonly party: string }
  | { readonly kind: 'unit'; readonly id: string }
  | {
      readonly kind: 'transit';
      readonly id: string;
      readonly from: string;
      readonly to: string | null;
    }
  | { readonly kind: 'gone' };

/**
 * One naming of a logistic unit: the last one before an instant is its state at that instant.
 * `instance` tells generations of one SSCC and disputed copies apart; the first is the unit itself.
 */
export interface UnitMove {
  readonly unit: string;
  readonly instance: string;
  readonly from: Where | null;
  readonly to: Where;
  /** Who has it; null in transit, inside another unit, and when it is gone. */
  readonly custody: string | null;
  /** Who owns what it holds; inside another unit that one's owner counts. */
  readonly owner: string | null;
  /** Since when it has been there, in epoch milliseconds: the oldest is drawn from first. */
  readonly since: number;
  /** Nobody recorded the taking, return or unpacking that this naming implies. */
  readonly implied: boolean;
}

/** What orders everything: instant, class at one instant, then author and event. */
export interface Order {
  readonly at: number;
  readonly rank: number;
  readonly author: string;
  readonly eventId: string;
  readonly ref: string;
  readonly position: number;
}

/**
 * What folds independently, as text: `place:<id>|<product>|<uom>`, `tank:<id>`, `unit:<instance>`,
 * `transit:<line>` hold goods; `standing:<holder>` the units there; `timeline:<unit>` where a unit is.
 */
export type Key = string;

/** Where goods of a posting come from. */
export type Source =
  | { readonly kind: 'account'; readonly account: string }
  /** Drawn by the rules of draws, from a place or from a named unit standing there. */
  | { readonly kind: 'stock'; readonly place: Place; readonly party: string }
  /** Out of transit; before the release, `home` or else `party` says whose the goods are. */
  | {
      readonly kind: 'transit';
      readonly line: string;
      readonly party: string;
      readonly home: Place | null;
    };

/** Where they go. `owner` null keeps the owner they have. */
export type Target =
  | { readonly kind: 'account'; readonly account: string }
  | {
      readonly kind: 'stock';
      readonly place: Place;
      readonly party: string;
      readonly owner: string | null;
      readonly container?: string;
    }
  | { readonly kind: 'transit'; readonly line: string };

/** Goods going from a source to a target. */
export interface Transfer {
  readonly kind: 'transfer';
  readonly goods: Goods;
  readonly source: Source;
  readonly target: Target;
}

/** One step of a logistic unit, with all it holds. */
export interface UnitStep {
  readonly kind: 'unit';
  readonly unit: string;
  readonly place: Place;
  readonly does:
    | { readonly kind: 'create' }
    | {
        readonly kind: 'take';
        readonly custodyOnly: boolean;
        /** The matched release: it says whose instance this is. */
        readonly release: { readonly line: string; readonly author: string } | null;
      }
    | { readonly kind: 'release'; readonly line: string; readonly to: string | null }
    | { readonly kind: 'stand' }
    | { readonly kind: 'pack'; readonly parent: string }
    | { readonly kind: 'unpack'; readonly parent: string }
    | { readonly kind: 'empty' }
    | { readonly kind: 'consume'; readonly account: string; readonly gone: boolean };
}

export interface CountStep {
  readonly kind: 'count';
  readonly place: Place;
  readonly goods: Goods;
}

/** A clean-out at an instant does both; on a whole day `note` is its start and `remove` its end. */
export interface CleanOutStep {
  readonly kind: 'clean-out';
  readonly place: Place;
  readonly does: 'all' | 'note' | 'remove';
}

/** Flows that follow from the claim alone, such as a transformation's loss. */
export interface Fixed {
  readonly kind: 'fixed';
  readonly flows: readonly Flow[];
}

export type Work = Transfer | UnitStep | CountStep | CleanOutStep | Fixed;

/** The least part of an event that is folded by itself. `order` is also its identity (ref, position). */
export interface Posting {
  readonly order: Order;
  readonly work: Work;
}

/** A posting with what it came to, as the driver stores it. `touches` are all keys it read or wrote. */
export interface Posted extends Posting {
  readonly touches: readonly Key[];
  readonly flows: readonly Flow[];
  readonly moves: readonly UnitMove[];
}
