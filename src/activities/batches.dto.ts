import { Type } from 'class-transformer';
import { IsIn, IsObject, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { IfGiven, IsDay, QuantityRequest } from '../platform/index.js';

/** A batch that you made: registered, coded and recorded as made, all at once. */
export class RegisterBatchRequest {
  /** One of your products. */
  @IsUUID()
  productId!: string;

  /** At most 20 characters; left out, the next number of the day is taken. A used one is refused with a suggestion. */
  @IfGiven()
  @IsString()
  @MaxLength(20)
  number?: string;

  /** How much was made. */
  @IsObject()
  @ValidateNested()
  @Type(() => QuantityRequest)
  quantity!: QuantityRequest;

  /** How it came to be. */
  @IfGiven()
  @IsIn(['harvest', 'produce'])
  making?: 'harvest' | 'produce';

  /** When, RFC 3339 with offset. Left out, with `on` too: now. */
  @IfGiven()
  @IsString()
  at?: string;

  /** The day, when only the day is known. */
  @IfGiven()
  @IsString()
  on?: string;

  /** Where: one of your locations. Left out: your default location. */
  @IfGiven()
  @IsUUID()
  placeId?: string;

  /** Last day of the date printed on it, such as 2026-12-02. Left out: counted from the product's shelf life. */
  @IfGiven()
  @IsDay()
  bestBefore?: string;

  /** Your permanent id of the making: the same id and content is answered with the same batch for ever. */
  @IfGiven()
  @IsString()
  @MaxLength(256)
  eventId?: string;
}
