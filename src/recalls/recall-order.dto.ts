import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsIn, IsUUID } from 'class-validator';
import { IfGiven, IsMoment, IsText } from '../platform/index.js';
import type { RecallGrade } from './recall.js';

/** Batches named in one request. */
export const batchesMax = 500;

/** Batches of a recall. */
export class RecallBatchesRequest {
  /** Ids of the batches, each once. */
  @ArrayMinSize(1)
  @ArrayMaxSize(batchesMax)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  batchIds!: string[];
}

/** What a recall says. Once it is open this stands on the consumer's page, but for `knownAt`. */
export class RecallOrderRequest extends RecallBatchesRequest {
  /** 1 is the gravest, 3 the lightest. */
  @IsIn([1, 2, 3])
  grade!: RecallGrade;

  /** Why, in words for everyone. */
  @IsText(2000)
  reason!: string;

  /** What to do beyond not eating it and taking it back. */
  @IfGiven()
  @IsText(2000)
  advice?: string;

  /** How the buyer is paid back. */
  @IfGiven()
  @IsText(500)
  refund?: string;

  /** Whom to ask: a name with a telephone number or address. */
  @IfGiven()
  @IsText(200)
  contact?: string;

  /**
   * When you knew of the risk, RFC 3339 with offset: at most 730 days ago. Left out: now. Only you and regulators see it.
   * @example "2026-03-01T08:30:00+08:00"
   */
  @IfGiven()
  @IsMoment()
  knownAt?: string;
}
