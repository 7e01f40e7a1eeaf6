import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IfGiven, IsLine, PageQuery } from '../platform/index.js';
import { IsGtin } from './fields.js';
import { packNames, type PackName } from './packing.js';
import { dateTypes, type DateType, type Names, type Product } from './product.js';

/** A name in the languages of our pages. */
export class ProductNamesRequest {
  /** In English: one line, at most 200 characters. */
  @IfGiven()
  @IsLine(200)
  en?: string;

  /** In simplified Chinese: one line, at most 200 characters. */
  @IfGiven()
  @IsLine(200)
  'zh-CN'?: string;
}

/** Temperatures at which a product is kept, as decimal text with at most 2 decimals. */
export class StorageRequest {
  /**
   * No colder than this: degrees Celsius from -100 to 150, at most 2 decimals. Null: no lower bound.
   * @example "0"
   */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  minCelsius: string | null = null;

  /**
   * No warmer than this: degrees Celsius from -100 to 150, at most 2 decimals. Null: no upper bound.
   * @example "4"
   */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  maxCelsius: string | null = null;
}

/** A pack of a product. Its count is written in units of XPK, XCS or XPX (UN/CEFACT Recommendation 21). */
export class PackLevelRequest {
  /** What kind of pack, larger than the one before it. Counted in XPK, XCS, XPX (UN/CEFACT Recommendation 21). */
  @IsIn(packNames)
  name!: PackName;

  /**
   * How many of the pack before it it holds; of the product's own unit, for the first.
   * @example "12"
   */
  @IsString()
  @MaxLength(20)
  contains!: string;

  /** The GTIN on the label of such a pack. */
  @IfGiven()
  @IsGtin()
  gtin?: string;
}

/** One of `from` is `factor` of `to`: one piece is 0.2 kg. */
export class ConversionRequest {
  /**
   * What is converted: a UN/CEFACT Recommendation 20 code, a customary unit, or a package such as XCS.
   * @example "H87"
   */
  @IsString()
  @MaxLength(10)
  from!: string;

  /**
   * What it converts into, by the same codes.
   * @example "KGM"
   */
  @IsString()
  @MaxLength(10)
  to!: string;

  /**
   * How many of `to` one of `from` is: decimal text, more than 0.
   * @example "0.2"
   */
  @IsString()
  @MaxLength(20)
  factor!: string;
}

class ProductProfileRequest {
  /** The name in other languages. */
  @IfGiven()
  @ValidateNested()
  @Type(() => ProductNamesRequest)
  names?: ProductNamesRequest;

  /** What sort of food it is, in your words. */
  @IsOptional()
  @IsLine(100)
  category?: string | null;

  /** Which date its packs bear. */
  @IfGiven()
  @IsIn(dateTypes)
  dateType?: DateType;

  /** Days from making to that date. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(36_500)
  shelfLifeDays?: number | null;

  /** Temperatures at which it is kept. */
  @IfGiven()
  @ValidateNested()
  @Type(() => StorageRequest)
  storage?: StorageRequest;

  /** How it is packed, from the smallest pack up. Packs can be added later, but not be changed. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(packNames.length)
  @ValidateNested({ each: true })
  @Type(() => PackLevelRequest)
  packLevels?: PackLevelRequest[];

  /** What the table of units and the packs do not say about its amounts. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => ConversionRequest)
  conversions?: ConversionRequest[];
}

/** A trade item of yours. Give a GTIN, an item code of your own, or both. */
export class RegisterProductRequest extends ProductProfileRequest {
  /** How it is called: one line, at most 200 characters. */
  @IsLine(200)
  name!: string;

  /**
   * UN/CEFACT code of the unit in which it is booked; amounts in others are converted.
   * @example "KGM"
   */
  @IsString()
  @MaxLength(10)
  unit!: string;

  /** Global Trade Item Number of one of it: 8, 12, 13 or 14 digits. */
  @IfGiven()
  @IsGtin()
  gtin?: string;

  /** Your own short code or name for it. */
  @IfGiven()
  @IsLine(80)
  itemCode?: string;

  /** Whether batches of it mix when they are put together, as milk does and apples do not. */
  @IfGiven()
  @IsBoolean()
  blending?: boolean;

  /** Whether pieces differ in weight, so that a count says nothing about weight. */
  @IfGiven()
  @IsBoolean()
  catchWeight?: boolean;
}

/** What to change of a product; what is left out stays. Its identity, unit and nature stay in any case. */
export class ChangeProductRequest extends ProductProfileRequest {
  /** How it is called: one line, at most 200 characters. */
  @IfGiven()
  @IsLine(200)
  name?: string;
}

/** Your own products, or the one that has an identifier. */
export class ProductsQuery extends PageQuery {
  /** The product or pack with this GTIN, registered by anyone. */
  @IfGiven()
  @IsGtin()
  gtin?: string;

  /** Your product with this item code. */
  @IfGiven()
  @IsLine(80)
  itemCode?: string;
}

/** A product as every organisation may see it. */
export class ProductView {
  /** Our id of the product. */
  id!: string;
  /** Global Trade Item Number of one of it, in 14 digits. */
  gtin?: string;
  /** How it is called, as its owner wrote it. */
  name!: string;
  /** The name in other languages, by language tag: `en`, `zh-CN`. */
  names!: Names;
  /** What sort of food it is, in its owner's words. */
  category?: string;
  /** UN/CEFACT code of the unit in which it is booked. */
  unit!: string;
  /** Whether batches of it mix when they are put together, as milk does and apples do not. */
  blending!: boolean;
  /** Whether pieces differ in weight, so that a count says nothing about weight. */
  catchWeight!: boolean;
  /** Which date its packs bear. */
  dateType!: DateType;
  /** Days from making to that date; absent where there is no date. */
  shelfLifeDays?: number;
  /** Temperatures at which it is kept. */
  storage!: StorageRequest;
  /** How it is packed, from the smallest pack up. */
  packLevels!: PackLevelRequest[];
  /** What the table of units and the packs do not say about its amounts. */
  conversions!: ConversionRequest[];
}

/** A product of yours. */
export class OwnProductView extends ProductView {
  /** Your own short code or name for it. */
  itemCode?: string;
  /** When it was registered, RFC 3339 in UTC. */
  registeredAt!: string;
  /** When it was last changed or else registered, RFC 3339 in UTC. */
  updatedAt!: string;
}

export function toProductView(product: Product): ProductView {
  const { id, name, names, unit, blending, catchWeight } = product;
  const { gtin, category, dateType, shelfLifeDays, storage, packLevels, conversions } = product;
  return {
    id,
    name,
    names,
    unit,
    blending,
    catchWeight,
    dateType,
    storage,
    packLevels: [...packLevels],
    conversions: [...conversions],
    ...(gtin !== null && { gtin }),
    ...(category !== null && { category }),
    ...(shelfLifeDays !== null && { shelfLifeDays }),
  };
}

export function toOwnProductView(product: Product): OwnProductView {
  const { itemCode, registeredAt, updatedAt } = product;
  return {
    ...toProductView(product),
    ...(itemCode !== null && { itemCode }),
    registeredAt: registeredAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
