import type { Language } from '../platform/index.js';
import type { Conversion, Measures, PackLevel } from './packing.js';

export const dateTypes = ['best-before', 'use-by', 'none'] as const;
export type DateType = (typeof dateTypes)[number];

/** A name in the languages of our pages. */
export type Names = Readonly<Partial<Record<Language, string>>>;

/** Temperatures at which a product is kept, in degrees Celsius as decimal text; null where it has no bound. */
export interface StorageBand {
  readonly minCelsius: string | null;
  readonly maxCelsius: string | null;
}

/** What its owner may say of a product, and change. */
export interface ProductProfile {
  readonly name: string;
  readonly names: Names;
  /** What sort of food, in the owner's words. */
  readonly category: string | null;
  readonly dateType: DateType;
  /** From making to the date of `dateType`; null exactly where that is `none`. */
  readonly shelfLifeDays: number | null;
  readonly storage: StorageBand;
  /** From the smallest pack up. */
  readonly packLevels: readonly PackLevel[];
  readonly conversions: readonly Conversion[];
}

/** A trade item that its owner has registered. */
export interface Product extends ProductProfile {
  readonly id: string;
  readonly organisationId: string;
  /** 14 digits; null for one that is known by its item code alone. */
  readonly gtin: string | null;
  readonly itemCode: string | null;
  /** UN/CEFACT code of the unit in which it is booked; never changed, nor are the next two. */
  readonly unit: string;
  /** A draw from it carries a share of every batch that it was mixed from. */
  readonly blending: boolean;
  /** Pieces differ in weight: a count says nothing about weight. */
  readonly catchWeight: boolean;
  readonly registeredAt: Date;
  readonly updatedAt: Date;
}

/** A product that somebody registered or mentioned, as higher modules need it. */
export interface KnownProduct extends Measures {
  readonly id: string;
  /** Null while only mentioned. */
  readonly organisationId: string | null;
  readonly gtin: string | null;
  readonly name: string | null;
  readonly blending: boolean;
  readonly shelfLifeDays: number | null;
}

/** A product as an identifier names it. */
export interface NamedProduct {
  readonly product: KnownProduct;
  /** What one of it is: 0 one of the product itself, n its n-th pack level. */
  readonly level: number;
}
