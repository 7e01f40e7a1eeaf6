import type { Response } from 'express';
import { cursorOf } from '../../platform/index.js';
import { invalidQuery } from '../epcis.problems.js';
import { linkNext } from './next-page.js';
import { foreignToken, positionIn } from '../parameters/page-token.js';
import { pageParameters, perPageOf } from '../parameters/page-parameters.js';
import { Parameters } from '../parameters/parameters.js';

/** Which part of a list is asked for. */
export interface ListPage {
  /** What the last entry of the page before is called. */
  readonly after: string | undefined;
  readonly limit: number;
}

const perPageDefault = 30;

/** Parameters of lists of what an organisation has under /epcis, with what they mean. */
export const listParameters = pageParameters(perPageDefault);

/** Reads the parameters of a list; `isName` says whether a text may be what one of its entries is called. */
export function readListQuery(
  parameters: Readonly<Record<string, unknown>>,
  isName: (text: string) => boolean,
): ListPage {
  const asked = new Parameters(parameters);
  const limit = perPageOf(asked, perPageDefault);
  const after = asked.one('nextPageToken', (token) => {
    const [name, ...more] = positionIn(token);
    if (name !== undefined && more.length === 0 && isName(name)) return name;
    throw foreignToken();
  });
  asked.refuseUnread(listParameters.keys());
  asked.settle(invalidQuery);
  return { after, limit };
}

/** The page in `limit + 1` entries, with a link to the next one if there is more. */
export function pageOfList<Entry>(
  response: Response,
  found: readonly Entry[],
  limit: number,
  nameOf: (entry: Entry) => string,
): readonly Entry[] {
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  linkNext(response, last && cursorOf([nameOf(last)]));
  return page;
}
