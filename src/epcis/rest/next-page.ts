import type { RequestHandler, Response } from 'express';
import { faultyProblem, formatInstant } from '../../kernel/index.js';
import type { Clock } from '../../platform/index.js';
import { pageTokenOver } from '../epcis.problems.js';
import { endOf, tokenHours, tokenOf } from '../parameters/page-token.js';

/** Says until when the token in `Link: rel="next"` holds (OpenAPI of EPCIS 2.0). */
const endHeader = 'GS1-Next-Page-Token-Expires';

/** Refuses a token whose time is over, and settles until when that of the answer holds: of every list below /epcis. */
export function pageTokens(clock: Clock): RequestHandler {
  return (request, response, next) => {
    const now = Math.floor(clock.now() / 1000);
    response.locals[endHeader] = now + tokenHours * 3600;
    const { nextPageToken } = request.query;
    const end = typeof nextPageToken === 'string' ? endOf(nextPageToken) : undefined;
    next(end !== undefined && end < now ? over(end) : undefined);
  };
}

/** Links to the next page as the EPCIS 2.0 REST binding does; without a position this page is the last. */
export function linkNext(response: Response, position: string | undefined): void {
  if (position === undefined) return;
  const end = response.locals[endHeader] as number;
  const url = new URL(response.req.originalUrl, 'http://self');
  url.searchParams.set('nextPageToken', tokenOf(position, end));
  response.setHeader('Link', `<${url.pathname}${url.search}>; rel="next"`);
  response.setHeader(endHeader, formatInstant(end * 1000, 0));
}

function over(end: number) {
  const detail = `held until ${formatInstant(end * 1000, 0)}; ask for the first page again`;
  return faultyProblem(pageTokenOver, 'The query', [{ pointer: '/nextPageToken', detail }]);
}
