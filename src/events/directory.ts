import type { Place } from '../holdings/index.js';
import type { Amount } from '../kernel/index.js';
import type { Named } from './event-keys.js';

/** Goods that a key stands for. */
export interface KnownGoods {
  readonly product: string;
  /** Null when the key names the product only. */
  readonly batch: string | null;
  /** The organisation that registered the product, and alone registers its batches. Null: it was only mentioned. */
  readonly makerId: string | null;
  /** The unit in which the product's books are kept. */
  readonly unit: string;
  /** How much one coded piece is, in `unit`; absent when pieces have no known amount. */
  readonly pieceAmount?: Amount;
  /** An amount in `unit`; `from` undefined is a count. Undefined where no conversion is known. */
  measure(amount: Amount, from: string | undefined): Amount | undefined;
}

/**
 * Master data for the keys that a capture names, looked up beforehand so that what an event claims can be
 * worked out without I/O. Keys are canonical (identifiers/). What nobody registered is undefined.
 */
export interface Directory {
  place(key: string): Place | undefined;
  party(key: string): string | undefined;
  /** The organisation that a party is or that owns a place. */
  organisationOf(key: string): string | undefined;
  /** Product, batch, item or case. */
  goods(thing: Named): KnownGoods | undefined;
  /** Whether a native code names a logistic unit. */
  isUnit(key: string): boolean;
  /** Where the author's goods are when its event names no place of its own. */
  readonly defaultPlace: Place;
}
