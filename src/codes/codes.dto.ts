import { IsIn, IsInt, Max, Min } from 'class-validator';
import { isUuid } from '../kernel/index.js';
import { foreignCursor, IfGiven, positionOf } from '../platform/index.js';
import { codesIssuedMax, runSizeMax, type BatchRun, type CodeKind, type LinkMode } from './code.js';
import type { CodeState } from './code-life.js';
import { CodeRunView, toCodeRunView } from './code-runs.dto.js';
import type { CodePosition, LivingCode } from './codes.store.js';
import type { IssuedRun } from './issue-run.js';
import { publicLink } from './public-link.js';

/** How many codes to issue for single pieces or cases of a batch. */
export class IssueCodesRequest {
  /** `item`: for single pieces; `case`: for cases of them. */
  @IsIn(['item', 'case'], { message: 'must be "item" or "case"' })
  kind!: 'item' | 'case';

  /** 1 to 10,000,000. Up to 10,000 are answered at once (201); more are a job's work (202), whose progress the run tells. */
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(runSizeMax)
  count!: number;

  /**
   * `gs1`: links are GS1 Digital Links with the GTIN of the product, or for cases of its pack level `case`, which it must
   * have. `native`: links of our own. Left out: `gs1` where there is that GTIN.
   */
  @IfGiven()
  @IsIn(['gs1', 'native'], { message: 'must be "gs1" or "native"' })
  mode?: LinkMode;
}

/** How many codes to issue for logistic units. */
export class IssueUnitCodesRequest {
  /** 1 to 10,000. */
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(codesIssuedMax)
  count!: number;
}

/** Codes just issued, as one run: the order of the printed roll. */
export class IssuedCodesView extends CodeRunView {
  /** In the order of their places. Empty where a job issues them. */
  codes!: string[];
}

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
  /**
   * `issued`: strangers cannot tell it from a code never issued; `active`: it answers; `blocked`: it answers with a warning that
   * it may be a copy; `consumed`: what it names is used up; `void`: it is withdrawn.
   */
  state!: CodeState;
  /** When it was issued, RFC 3339 in UTC. */
  issuedAt!: string;
  /** Since when it answers strangers, RFC 3339 in UTC. Null: it never did. */
  activatedAt!: string | null;
  /** Since when it is blocked, RFC 3339 in UTC. Null: it is not. */
  blockedAt!: string | null;
  /** When it was said to be used up, RFC 3339 in UTC. Null: it is not. */
  consumedAt!: string | null;
  /** When it was withdrawn, RFC 3339 in UTC. Null: it was not. */
  voidedAt!: string | null;
}

export function toIssuedCodesView({ run, codes }: IssuedRun, baseUrl: string): IssuedCodesView {
  return { ...toCodeRunView(run, baseUrl), codes: [...codes] };
}

export function toCodeView(
  { number }: Pick<BatchRun, 'number'>,
  baseUrl: string,
): (code: LivingCode) => CodeView {
  return (code) => ({
    code: code.code,
    kind: code.kind,
    link: publicLink({ ...code, number }, code.code, baseUrl),
    runId: code.runId,
    place: code.place,
    state: code.state,
    issuedAt: code.issuedAt.toISOString(),
    activatedAt: code.activatedAt?.toISOString() ?? null,
    blockedAt: code.blockedAt?.toISOString() ?? null,
    consumedAt: code.consumedAt?.toISOString() ?? null,
    voidedAt: code.voidedAt?.toISOString() ?? null,
  });
}

/** Where a page of codes goes on after a code, and back from its cursor. */
export function positionAfter({ runId, place }: LivingCode): string[] {
  return [runId, String(place)];
}

export function cursorPosition(cursor: string | undefined): CodePosition | undefined {
  const [runId = '', place = ''] = positionOf(cursor, 2) ?? [];
  if (cursor === undefined) return undefined;
  if (isUuid(runId) && /^\d{1,8}$/.test(place)) return { runId, place: Number(place) };
  throw foreignCursor();
}
