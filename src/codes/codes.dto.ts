import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { faultyRequest, isUuid } from '../kernel/index.js';
import { foreignCursor, IfGiven, positionOf } from '../platform/index.js';
import { codesIssuedMax, codesNamedMax, type BatchRun, type Code, type CodeKind } from './code.js';
import type { CodeChoice } from './code-choice.js';
import type { IssuedRun } from './codes.service.js';
import type { CodePosition } from './codes.store.js';
import { publicLink } from './public-link.js';

/** How many codes to issue for single pieces or cases of a batch. */
export class IssueCodesRequest {
  /** `item`: for single pieces; `case`: for cases of them. */
  @IsIn(['item', 'case'], { message: 'must be "item" or "case"' })
  kind!: 'item' | 'case';

  /** 1 to 10,000. */
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(codesIssuedMax)
  count!: number;
}

/** How many codes to issue for logistic units. */
export class IssueUnitCodesRequest {
  /** 1 to 10,000. */
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(codesIssuedMax)
  count!: number;
}

/** A stretch of a printed roll. */
export class CodeRangeRequest {
  /** The `runId` that issuing answered. */
  @IsUUID()
  runId!: string;

  /** First place, counted from 1. */
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(codesIssuedMax)
  from!: number;

  /** Last place, also chosen. */
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(codesIssuedMax)
  to!: number;
}

/** Which item or case codes of the batch: either `codes` or `range`. */
export class CodeChoiceRequest {
  /** As printed, or as somebody typed them: case, spaces and hyphens do not matter. At most 10,000. */
  @IfGiven()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(codesNamedMax)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
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

/** Codes just issued, as one run: the order of the printed roll. */
export class IssuedCodesView {
  /** Names the run when a stretch of it is activated or voided. */
  runId!: string;
  /** What each of them names: a single piece (`item`), a case of them or a logistic unit (`unit`). */
  kind!: CodeKind;
  /** How many codes were issued. */
  count!: number;
  /** When they were issued, RFC 3339 in UTC. */
  issuedAt!: string;
  /** The address each code is printed with, where `{code}` stands for the code. */
  linkTemplate!: string;
  /** By place in the run: the first one has place 1. */
  codes!: string[];
}

/** A code of one's own, as its owner sees it. */
export class CodeView {
  /** As printed, without grouping: 12 characters for a batch, 16 for an item or case. The last one checks. */
  code!: string;
  /** What it names: a batch, a single piece (`item`) or a case of them. */
  kind!: CodeKind;
  /** The address it is printed with. */
  link!: string;
  /** The run that it was issued in. */
  runId!: string;
  /** Place in its run, from 1. */
  place!: number;
  /** `issued`: strangers cannot tell it from a code never issued; `active`: it answers; `void`: it is withdrawn. */
  state!: 'issued' | 'active' | 'void';
  /** When it was issued, RFC 3339 in UTC. */
  issuedAt!: string;
  /** Since when it answers strangers, RFC 3339 in UTC. Null: it never did. */
  activatedAt!: string | null;
  /** When it was withdrawn, RFC 3339 in UTC. Null: it was not. */
  voidedAt!: string | null;
}

/** How many codes a request chose. */
export class ChosenCodesView {
  /** Codes that were chosen, those included that were active, or void, before. */
  count!: number;
}

export function toIssuedCodesView({ run, codes }: IssuedRun, baseUrl: string): IssuedCodesView {
  const [first = ''] = codes;
  return {
    runId: run.id,
    kind: run.kind,
    count: run.size,
    issuedAt: run.issuedAt.toISOString(),
    linkTemplate: publicLink(run, first, baseUrl).replace(first, '{code}'),
    codes: [...codes],
  };
}

export function toCodeView(batch: BatchRun, baseUrl: string): (code: Code) => CodeView {
  return (code) => ({
    code: code.code,
    kind: code.kind,
    link: publicLink({ ...code, number: batch.number }, code.code, baseUrl),
    runId: code.runId,
    place: code.place,
    state: stateOf(code),
    issuedAt: code.issuedAt.toISOString(),
    activatedAt: code.activatedAt?.toISOString() ?? null,
    voidedAt: code.voidedAt?.toISOString() ?? null,
  });
}

function stateOf({ activatedAt, voidedAt }: Code): CodeView['state'] {
  if (voidedAt !== null) return 'void';
  return activatedAt === null ? 'issued' : 'active';
}

/** The choice a request makes, by exactly one of its two ways. */
export function toCodeChoice({ codes, range }: CodeChoiceRequest): CodeChoice {
  if (codes !== undefined && range === undefined) return { codes };
  if (range !== undefined && codes === undefined) return { range };
  const detail = 'choose by "codes" or by "range", and not by both';
  throw faultyRequest([{ pointer: '/codes', detail }]);
}

/** Where a page of codes goes on after a code, and back from its cursor. */
export function positionAfter({ runId, place }: Code): string[] {
  return [runId, String(place)];
}

export function cursorPosition(cursor: string | undefined): CodePosition | undefined {
  const [runId = '', place = ''] = positionOf(cursor, 2) ?? [];
  if (cursor === undefined) return undefined;
  if (isUuid(runId) && /^\d{1,5}$/.test(place)) return { runId, place: Number(place) };
  throw foreignCursor();
}
