import type { Conversion, PackLevel } from './packing.js';

export const dateTypes = ['best-before', 'use-by', 'none'] as const;
export type DateType = (typeof dateTypes)[number];

/** Temperatures at which a product is kept, in degrees Celsius as decimal text; null where it has no bound. */
export interface StorageBand {
  readonly minCelsius: string | null;
  readonly maxCelsius: string | null;
}

/** What its owner may say of a product, and change. */
export interface ProductProfile {
  readonly name: string;
  /** The name in other languages, by language tag such as `en` or `zh-CN`. */
  readonly names: Readonly<Record<string, string>>;
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

/** How amounts of a product convert. */
export interface Measures {
  /** Null while the product is only mentioned: it is then booked in whatever unit the events use. */
  readonly unit: string | null;
  readonly catchWeight: boolean;
  readonly packLevels: readonly PackLevel[];
  readonly conversions: readonly Conversion[];
}

/** A product that somebody registered or mentioned, as rooms above need it. */
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
