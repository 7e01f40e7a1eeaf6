import { Problem } from '../../kernel/index.js';
import { cursorOf, timePosition, type TimePosition } from '../../platform/index.js';
import { foreignToken, positionOfQuery } from '../parameters/page-token.js';

/** Where a page of events begins. */
export interface PageStart {
  readonly after: TimePosition;
  /** Events that the pages before told: a limit of events counts them. */
  readonly told: number;
}

/** Says where the page after an event begins, and of which query. */
export function positionAt({ after, told }: PageStart, mark: string): string {
  return cursorOf([mark, String(told), after.at, after.ref]);
}

/** Reads where the page of a token begins. */
export function startIn(token: string, mark: string): PageStart {
  const [told = '', ...after] = positionOfQuery(token, mark);
  const position = timeOf(after);
  if (position === undefined || !/^\d{1,9}$/.test(told)) throw foreignToken();
  return { after: position, told: Number(told) };
}

function timeOf(after: readonly string[]): TimePosition | undefined {
  try {
    return timePosition(cursorOf(after));
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
