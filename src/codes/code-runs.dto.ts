import { ApiProperty } from '@nestjs/swagger';
import type { CodeKind, CodeRun, LinkMode } from './code.js';
import { codeLength } from './code.js';
import { publicLink } from './public-link.js';

const codeRunStates = ['issuing', 'issued', 'cancelled'] as const;
type CodeRunState = (typeof codeRunStates)[number];

/** One act of issuing, as far as it is. */
export class CodeRunView {
  /** Names the run: in its own address, and where a stretch of it is chosen. */
  runId!: string;
  /** The batch whose pieces or cases they are for. Null for codes of logistic units. */
  batchId!: string | null;
  /** What each of them names: a single piece (`item`), a case of them or a logistic unit (`unit`). */
  kind!: CodeKind;
  /** How its links are built: as GS1 Digital Links, or as addresses of our own. */
  mode!: LinkMode;
  /** How many codes were asked for. */
  count!: number;
  /** How many there are by now: places 1 to this one have their codes, and can be activated. */
  issued!: number;
  /** `issuing`: a job is at it, or will be; `issued`: all are there; `cancelled`: the rest was given up, and there will be no more. */
  @ApiProperty({ enum: codeRunStates })
  state!: CodeRunState;
  /** When they were asked for, RFC 3339 in UTC. */
  issuedAt!: string;
  /** The address each code is printed with, where `{code}` stands for the code. */
  linkTemplate!: string;
}

function stateOf({ asked, size, issued }: CodeRun): CodeRunState {
  if (asked > size) return 'cancelled';
  return issued < size ? 'issuing' : 'issued';
}

export function toCodeRunView(run: CodeRun, baseUrl: string): CodeRunView {
  // As long as a code, and no part of any GTIN or number.
  const some = '-'.repeat(codeLength(run.kind));
  return {
    runId: run.id,
    batchId: run.batchId,
    kind: run.kind,
    mode: run.gtin === null ? 'native' : 'gs1',
    count: run.asked,
    issued: run.issued,
    state: stateOf(run),
    issuedAt: run.issuedAt.toISOString(),
    linkTemplate: publicLink(run, some, baseUrl).replace(some, '{code}'),
  };
}
