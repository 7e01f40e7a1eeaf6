import { createHash } from 'node:crypto';
import { canonicalJson, Problem, ValueFault } from '../../kernel/index.js';
import { cursorOf, positionOf, timePosition, type TimePosition } from '../../platform/index.js';

/** Where a page begins. */
export interface PageStart {
  readonly after: TimePosition;
  /** Events that the pages before told: a limit of events counts them. */
  readonly told: number;
}

/** The parameters that are not part of what is asked. */
const ofPages: ReadonlySet<string> = new Set(['nextPageToken', 'perPage']);

/** Tells queries apart: equal for the same parameters, in whatever order they stand. */
export function queryMark(parameters: Readonly<Record<string, unknown>>): string {
  const asked = Object.entries(parameters).filter(([name]) => !ofPages.has(name));
  const text = canonicalJson(Object.fromEntries(asked));
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

/** Says where the page after an event begins, and of which query. */
export function pageToken({ after, told }: PageStart, mark: string): string {
  return cursorOf([mark, String(told), after.at, after.ref]);
}

/** Reads a token, which goes on with the query that it is of and with no other. */
export function readPageToken(token: string, mark: string): PageStart {
  const [of, told = '', at = '', ref = ''] = accepted(() => positionOf(token, 4)) ?? [];
  const after = accepted(() => timePosition(cursorOf([at, ref])));
  if (after === undefined || !/^\d{1,9}$/.test(told)) throw foreign();
  if (of !== mark) {
    throw new ValueFault('is of another query; repeat all parameters as the page before had them');
  }
  return { after, told: Number(told) };
}

function accepted<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Problem) throw foreign();
    throw error;
  }
}

function foreign(): ValueFault {
  return new ValueFault(
    'is not a token of this query; take it from the Link header of the page before',
  );
}
