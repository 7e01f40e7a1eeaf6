import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsObject,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IfGiven, QuantityRequest } from '../platform/index.js';
import { activityNames, type ActivityName } from './activity.js';

/** Longest list of goods, units or item codes in one act. A pallet of cases fits; a container load is a bulk capture. */
export const goodsMax = 1000;

/**
 * Item codes of one act in all its goods: each is a row of the event, and its position is a small number. The body's
 * size alone would let tens of thousands through.
 */
export const itemsMax = 10_000;

/** Goods of one batch, or of one product whose batch is not known. Exactly one of `batchId`, `productId` and `what`. */
export class GoodsRequest {
  /** Our id of the batch. */
  @IfGiven()
  @IsUUID()
  batchId?: string;

  /** Our id of the product, when the batch number is not known. */
  @IfGiven()
  @IsUUID()
  productId?: string;

  /**
   * What a scanner read or an ERP says: a traceability code, a GS1 Digital Link, an element string or an EPC URN
   * of a batch, a product or an item.
   * @example "https://trace.example/t/7K3M9QTX2WPA"
   */
  @IfGiven()
  @IsString()
  @MaxLength(512)
  what?: string;

  /**
   * How much, as a decimal string and a UN/CEFACT unit code or a customary one (jin, liang, dan). May be left out for coded
   * items.
   */
  @IfGiven()
  @ValidateNested()
  @Type(() => QuantityRequest)
  quantity?: QuantityRequest;

  /** Item codes that are these goods; they are part of the batch, so no quantity goes with them. */
  @IfGiven()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(goodsMax)
  @IsString({ each: true })
  @MaxLength(512, { each: true })
  items?: string[];
}

/** Goods that come out of a split or a transformation: a batch registered before, or a new one to register here. */
export class OutputRequest {
  /** A batch that you registered before. */
  @IfGiven()
  @IsUUID()
  batchId?: string;

  /** Product of a new batch; a batch and its code are made in the same transaction. */
  @IfGiven()
  @IsUUID()
  productId?: string;

  /** Number of the new batch; left out, the next free one is taken. */
  @IfGiven()
  @IsString()
  @MaxLength(20)
  number?: string;

  /** How much came out. */
  @IsObject()
  @ValidateNested()
  @Type(() => QuantityRequest)
  quantity!: QuantityRequest;
}

/** Declared loss or gain of a transformation. */
export class BalanceRequest {
  /** How much was lost or gained, in a unit that the inputs convert to. */
  @IsObject()
  @ValidateNested()
  @Type(() => QuantityRequest)
  quantity!: QuantityRequest;

  /** Why: peel and stones, evaporation, water added. */
  @IsString()
  @MaxLength(200)
  reason!: string;
}

/** A document of the trade that goes with the goods; the same document on both sides matches a hand-off by name. */
export class DocumentRequest {
  /** CBV business transaction type. */
  @IsIn(['bol', 'cert', 'desadv', 'inv', 'po', 'poc', 'prodorder', 'recadv', 'rma', 'testres'])
  type!: string;

  /** The document's number, or its URI. */
  @IsString()
  @MaxLength(256)
  id!: string;
}

/**
 * One friendly write. `activity` decides which of the other members are needed (see the guide to activities);
 * a member that the activity does not read is refused.
 */
export class ActivityRequest {
  /** What was done. */
  @IsIn(activityNames)
  activity!: ActivityName;

  /**
   * Your permanent id of this event: a URI or a UUID. The same id and content is answered the same for ever; what a
   * repeat leaves out, its time and the numbers of new batches, is as the first copy settled it.
   */
  @IfGiven()
  @IsString()
  @MaxLength(256)
  eventId?: string;

  /** When, RFC 3339 with offset. Left out: now. */
  @IfGiven()
  @IsString()
  at?: string;

  /** The day, when only the day is known (`2026-11-18`); instead of `at`. */
  @IfGiven()
  @IsString()
  on?: string;

  /**
   * `act` (default): meant for now, refused when the books do not hold the goods or they are frozen.
   * `fact`: a record of something already past (an offline queue, an import): always stored, faults are flagged.
   */
  @IfGiven()
  @IsIn(['act', 'fact'])
  recorded?: 'act' | 'fact';

  /** Where: one of your locations. Left out: your default location. */
  @IfGiven()
  @IsUUID()
  placeId?: string;

  /** Where to: your own location for move, store and transform; the receiver's for ship. */
  @IfGiven()
  @IsUUID()
  toPlaceId?: string;

  /** The goods; the inputs of a transformation. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(goodsMax)
  @ValidateNested({ each: true })
  @Type(() => GoodsRequest)
  goods?: GoodsRequest[];

  /** Logistic units that move whole, by code, SSCC link or number. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(goodsMax)
  @IsString({ each: true })
  @MaxLength(512, { each: true })
  units?: string[];

  /** The logistic unit that is packed or unpacked. */
  @IfGiven()
  @IsString()
  @MaxLength(512)
  unit?: string;

  /** What comes out of a split or transformation. */
  @IfGiven()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => OutputRequest)
  outputs?: OutputRequest[];

  /** The party the goods go to. */
  @IfGiven()
  @IsUUID()
  toPartyId?: string;

  /** The party the goods come from. */
  @IfGiven()
  @IsUUID()
  fromPartyId?: string;

  /** Who owns the goods after delivery, when the party they go to only carries or stores them. */
  @IfGiven()
  @IsUUID()
  newOwnerPartyId?: string;

  /** Documents that go with the goods. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => DocumentRequest)
  documents?: DocumentRequest[];

  /** The eventID this one is about: the releasing event received, the shipping withdrawn, the event declared in error. */
  @IfGiven()
  @IsString()
  @MaxLength(256)
  of?: string;

  /** Declared loss of a transformation. */
  @IfGiven()
  @ValidateNested()
  @Type(() => BalanceRequest)
  loss?: BalanceRequest;

  /** Declared gain of a transformation. */
  @IfGiven()
  @ValidateNested()
  @Type(() => BalanceRequest)
  gain?: BalanceRequest;

  /** Why, in a few words. */
  @IfGiven()
  @IsString()
  @MaxLength(500)
  reason?: string;
}
