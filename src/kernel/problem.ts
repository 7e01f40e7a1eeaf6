/** One fault in a request. `pointer` is a JSON Pointer (RFC 6901) into the body, or a parameter's name. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
  /** The name of the rule that is broken, where rules have names. */
  readonly rule?: string;
}

/** Faults told in one answer: a client mends some and asks again, and an answer stays small whatever was sent. */
export const faultsMax = 100;

/** A JSON Pointer one step further, to a member or an entry of what it points to. */
export function pointerTo(pointer: string, step: string | number): string {
  return `${pointer}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** What a kind of problem says each time: stable `code`, HTTP status and a short constant title. */
export interface ProblemKind {
  readonly code: string;
  readonly status: number;
  readonly title: string;
}

export type ProblemMembers = Readonly<Record<string, unknown>>;

/**
 * A refusal a client can act on (RFC 9457). Thrown by rules and use cases; the HTTP filter prints it
 * as `application/problem+json`. Anything thrown that is not a Problem is our own mistake: 500.
 */
export class Problem extends Error {
  readonly errors: readonly Fault[];

  constructor(
    readonly kind: ProblemKind,
    detail: string,
    errors: readonly Fault[] = [],
    /** Extra members of this occurrence, such as `recallId` or `suggestion`. Never another organisation's facts. */
    readonly members: ProblemMembers = {},
  ) {
    super(detail);
    this.name = 'Problem';
    this.errors = toldOf(errors);
  }

  get status(): number {
    return this.kind.status;
  }
}

/** A problem that is summed up by the first of its faults; `whole` is what a fault without a pointer is in. */
export function faultyProblem(kind: ProblemKind, whole: string, faults: readonly Fault[]): Problem {
  const [first] = faults;
  const rest = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  return new Problem(kind, `${first?.pointer || whole}: ${first?.detail ?? ''}${rest}`, faults);
}

function toldOf(faults: readonly Fault[]): readonly Fault[] {
  if (faults.length <= faultsMax) return faults;
  const detail = `only the first ${faultsMax} faults are listed; correct them and send it again`;
  return [...faults.slice(0, faultsMax), { pointer: '', detail }];
}

const kinds = new Map<string, ProblemKind>();

/**
 * Declares a kind of problem. Each module declares its own in `<noun>.problems.ts`; a test holds the
 * declared kinds against docs/reference/problems.md in both directions.
 */
export function defineProblem(code: string, status: number, title: string): ProblemKind {
  if (kinds.has(code)) throw new Error(`problem code declared twice: ${code}`);
  const kind = Object.freeze({ code, status, title });
  kinds.set(code, kind);
  return kind;
}

/** Every kind declared by the modules loaded so far, by code. */
export function declaredProblems(): readonly ProblemKind[] {
  return [...kinds.values()].sort((a, b) => a.code.localeCompare(b.code));
}

export const invalidRequest = defineProblem('invalid-request', 422, 'The request is not valid');
export const notFound = defineProblem('not-found', 404, 'Not found');

/** The refusal of a request for its faults, one or more. */
export function faultyRequest(faults: readonly Fault[]): Problem {
  return faultyProblem(invalidRequest, 'The request', faults);
}
