import { Problem } from '../../kernel/index.js';
import { asProblem, problemBody, sqlState, sqlStateOf } from '../../platform/index.js';
import { queryTooComplex } from '../epcis.problems.js';

/** What a subscriber is told in place of events: problem details (RFC 9457), as EPCIS has servers tell errors. */
export interface ToldProblem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly queryName: string;
  readonly subscriptionID: string;
  /** Events recorded from then on are told late, RFC 3339; or not at all, where there is an `until`. */
  readonly since?: string;
  readonly until?: string;
}

interface About {
  /** Where addresses of this service begin: what leaves for elsewhere has no other. */
  readonly publicUrl: string;
  /** Id of this telling. */
  readonly id: string;
  readonly queryName: string;
  readonly subscriptionID: string;
  readonly since?: Date;
  readonly until?: Date;
}

/** What kept a query from being answered, as its owner would be told who asked it. */
export function toldProblem(
  error: unknown,
  { publicUrl, id, queryName, subscriptionID, since, until }: About,
): ToldProblem {
  const body = problemBody(problemOf(error), id) as unknown as ToldProblem;
  return {
    ...{ ...body, type: publicUrl + body.type, queryName, subscriptionID },
    ...(since !== undefined && { since: since.toISOString() }),
    ...(until !== undefined && { until: until.toISOString() }),
  };
}

/** A statement that takes too long is the fault of its query here: few events are looked at at a time. */
function problemOf(error: unknown): Problem {
  if (sqlStateOf(error) !== sqlState.statementTimeout) return asProblem(error);
  return new Problem(
    queryTooComplex,
    'Matching took longer than it may. Make a query that asks for less, or several.',
  );
}
