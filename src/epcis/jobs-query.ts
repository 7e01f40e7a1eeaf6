import { faultyProblem, Problem, type Fault } from '../kernel/index.js';
import { idPosition, pageSizeMax } from '../platform/index.js';
import { invalidQuery } from './epcis.problems.js';

/** Which jobs are asked for. */
export interface JobsPage {
  /** Id of the last job of the page before. */
  readonly before: string | undefined;
  readonly limit: number;
}

const perPageDefault = 30;

/** Parameters of the list of jobs with what they mean. */
export const jobsParameters: ReadonlyMap<string, string> = new Map([
  ['perPage', `How many jobs at most: 1 to ${pageSizeMax}; left out, ${perPageDefault}.`],
  [
    'nextPageToken',
    'Where the page begins: from the `Link: rel="next"` of the page before. Opaque.',
  ],
]);

export function readJobsQuery(parameters: Readonly<Record<string, unknown>>): JobsPage {
  const faults: Fault[] = [];
  for (const [name, value] of Object.entries(parameters)) {
    const fault = (detail: string) => faults.push({ pointer: `/${name}`, detail });
    if (!jobsParameters.has(name)) {
      fault(`is not read here; use ${[...jobsParameters.keys()].join(', ')}`);
    } else if (typeof value !== 'string') fault('is to be given once, with a value');
  }
  const { perPage = String(perPageDefault), nextPageToken } = parameters;
  const limit = typeof perPage === 'string' && /^\d{1,4}$/.test(perPage) ? Number(perPage) : 0;
  if (typeof perPage === 'string' && (limit < 1 || limit > pageSizeMax)) {
    const detail = `must be a whole number from 1 to ${pageSizeMax}`;
    faults.push({ pointer: '/perPage', detail });
  }
  const before = positionIn(nextPageToken, faults);
  if (faults.length > 0) throw faultyProblem(invalidQuery, 'The query', faults);
  return { before, limit };
}

function positionIn(token: unknown, faults: Fault[]): string | undefined {
  if (typeof token !== 'string') return undefined;
  try {
    return idPosition(token);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const detail = 'is not a token of this list; take it from the Link header of the page before';
    faults.push({ pointer: '/nextPageToken', detail });
    return undefined;
  }
}
