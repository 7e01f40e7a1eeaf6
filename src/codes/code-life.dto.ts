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
import { faultyRequest } from '../kernel/index.js';
import { IfGiven } from '../platform/index.js';
import { codesNamedMax, runSizeMax } from './code.js';
import type { CodeChoice } from './code-choice.js';

/** A stretch of a printed roll. */
export class CodeRangeRequest {
  /** The `runId` that issuing answered. */
  @IsUUID()
  runId!: string;

  /** First place, counted from 1. */
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(runSizeMax)
  from!: number;

  /** Last place, also chosen. */
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(runSizeMax)
  to!: number;
}

/** Which item or case codes of the batch: either `codes` or `range`. */
export class CodeChoiceRequest {
  /**
   * As printed, as somebody typed them (case, spaces and hyphens do not matter), or as a scanner reads the label: the whole
   * address, or an element string with its symbology identifier. At most 10,000.
   */
  @IfGiven()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(codesNamedMax)
  @IsString({ each: true })
  @MaxLength(300, { each: true })
  codes?: string[];

  /** A stretch of one run, by places; instead of `codes`. */
  @IfGiven()
  @ValidateNested()
  @Type(() => CodeRangeRequest)
  range?: CodeRangeRequest;
}

export class VoidCodesRequest extends CodeChoiceRequest {
  /** Why, for your own records: spoiled in printing, lost. Strangers do not see it. */
  @IsString()
  @MaxLength(200)
  reason!: string;
}

export class BlockCodesRequest extends CodeChoiceRequest {
  /** Why, for your own records: the same code was seen in two cities. Strangers do not see it. */
  @IsString()
  @MaxLength(200)
  reason!: string;
}

/** How many codes a request was for. */
export class ChosenCodesView {
  /** Codes that are now as was asked, those included that were so before. */
  count!: number;
  /** Codes of a `range` that were left as they were, since they are void or used up, or not active yet. Of named codes 0. */
  passedOver!: number;
}

/** The choice a request makes, by exactly one of its two ways. */
export function toCodeChoice({ codes, range }: CodeChoiceRequest): CodeChoice {
  if (codes !== undefined && range === undefined) return { codes };
  if (range !== undefined && codes === undefined) return { range };
  const detail = 'choose by "codes" or by "range", and not by both';
  throw faultyRequest([{ pointer: '/codes', detail }]);
}
