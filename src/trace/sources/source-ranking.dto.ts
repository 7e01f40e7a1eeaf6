import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { faultyRequest, parseMoment, type Fault } from '../../kernel/index.js';
import { IfGiven, IsMoment } from '../../platform/index.js';
import type { AskedCase, AskedSample, GoodsName } from './cases-named.js';
import type { SourceQuestion } from './source-ranking.service.js';
import { namedThing } from '../trace-query.dto.js';

/** Cases of one question, and as many samples. */
export const casesMax = 50;
/** How much one case may count, where another counts 1. */
export const weightMax = 1000;

/** A batch of which a sample was without the hazard. Exactly one of `batchId` and `what`. */
export class NegativeSampleRequest {
  /** Our id of the batch. */
  @IfGiven()
  @IsUUID()
  batchId?: string;

  /** What a label says, as `GET /api/v1/traces` takes it: a code, Digital Link, URN or element string. */
  @IfGiven()
  @IsString()
  @MaxLength(512)
  what?: string;

  /** How much it counts. */
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(weightMax)
  weight: number = 1;
}

/**
 * Goods that the hazard was found in, or that somebody fell ill of. Exactly one of `batchId`, `what` and `productId`, the last
 * with `placeId`: goods of which nobody recorded the batch.
 */
export class SourceCaseRequest extends NegativeSampleRequest {
  /** Our id of the product, where the batch is not known. */
  @IfGiven()
  @IsUUID()
  productId?: string;

  /** Our id of the place where the goods were had. Then only ways that lead there count for places and parties. */
  @IfGiven()
  @IsUUID()
  placeId?: string;
}

/** From which cases to rank what they may come from, by the knowledge of which moment. */
export class SourceRankingRequest {
  /** The cases; each goods once, of which there are more cases with more weight. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(casesMax)
  @ValidateNested({ each: true })
  @Type(() => SourceCaseRequest)
  cases!: SourceCaseRequest[];

  /** Batches of which a sample was without the hazard. They clear nothing, and count in the ranking only. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(casesMax)
  @ValidateNested({ each: true })
  @Type(() => NegativeSampleRequest)
  negativeSamples?: NegativeSampleRequest[];

  /** RFC 3339: only what was recorded by then, as it stood then. Now, if left out. */
  @ApiProperty({ format: 'date-time' })
  @IfGiven()
  @IsMoment()
  asOf?: string;
}

export function toSourceQuestion(request: SourceRankingRequest): SourceQuestion {
  const { cases, negativeSamples = [], asOf } = request;
  const faults: Fault[] = [];
  const asked = {
    cases: cases.map((each, i): AskedCase => {
      const { placeId } = each;
      return { ...toAsked(each, `/cases/${i}`, faults), placeId: placeId?.toLowerCase() ?? null };
    }),
    samples: negativeSamples.map((each, i) => toAsked(each, `/negativeSamples/${i}`, faults)),
    asOf: asOf === undefined ? null : new Date(parseMoment(asOf).instant),
  };
  if (faults.length > 0) throw faultyRequest(faults);
  return asked;
}

function toAsked(
  { batchId, what, weight, ...unnamed }: SourceCaseRequest,
  pointer: string,
  faults: Fault[],
): AskedSample {
  const { productId, placeId } = unnamed;
  const given = [batchId, what, productId].filter((each) => each !== undefined);
  if (given.length !== 1) faults.push({ pointer, detail: oneName(pointer) });
  if (productId !== undefined && placeId === undefined) {
    faults.push({
      pointer: `${pointer}/placeId`,
      detail: 'is missing: say where goods without a batch were had',
    });
  }
  const of: GoodsName =
    what !== undefined
      ? { thing: namedThing(what, `${pointer}/what`) }
      : productId !== undefined
        ? { productId: productId.toLowerCase(), placeId: placeId?.toLowerCase() ?? '' }
        : { batchId: batchId?.toLowerCase() ?? '' };
  return { of, weight, pointer };
}

function oneName(pointer: string): string {
  return pointer.startsWith('/cases')
    ? 'name the goods by one of batchId, what and productId'
    : 'name the batch by one of batchId and what';
}
