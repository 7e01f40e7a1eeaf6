import type { NextFunction, Response } from 'express';
import { Problem } from '../../kernel/index.js';
import type { Logger } from '../logging.js';
import type { RequestCounts } from '../metrics/index.js';
import type { Random } from '../random.js';
import { malformedAddress } from './http.problems.js';
import type { KnownSender } from './known-sender.js';

const requestIds = new WeakMap<Response, string>();

export function requestIdOf(response: Response): string {
  return requestIds.get(response) ?? '00000000-0000-0000-0000-000000000000';
}

/**
 * Gives each request an id, sends it back, and logs one line when the answer is out or the client gone: path,
 * never query, header or body, since those carry keys; and counts it.
 */
export function traceRequests(random: Random, logger: Logger, counts: RequestCounts) {
  return (request: KnownSender, response: Response, next: NextFunction): void => {
    const requestId = random.uuid();
    const began = performance.now();
    requestIds.set(response, requestId);
    response.setHeader('X-Request-Id', requestId);
    response.once('close', () => {
      const { method, path, actor } = request;
      const milliseconds = performance.now() - began;
      const status = response.headersSent ? response.statusCode : 0;
      counts.count({ method, route: routeOf(request), status, milliseconds });
      logger.info(
        {
          requestId,
          method,
          path,
          status: response.statusCode,
          milliseconds: Math.round(milliseconds),
          ...(actor !== undefined && { organisationId: actor.organisationId }),
          ...(!response.writableFinished && { cutOff: true }),
        },
        'request',
      );
    });
    next();
  };
}

/** An address that cannot be decoded goes no further. */
export function refuseUnreadable(
  request: KnownSender,
  _response: Response,
  next: NextFunction,
): void {
  next(isReadable(request) ? undefined : unreadable());
}

/** The pattern whose handler took the request. All addresses that no route has are one. */
function routeOf({ route }: KnownSender): string {
  return (route as { path: string } | undefined)?.path ?? 'other';
}

/** PostgreSQL keeps no U+0000, wherever in an address it stands; a query of broken text is the route's business. */
function isReadable({ path, url }: KnownSender): boolean {
  if (url.includes('%00')) return false;
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function unreadable(): Problem {
  return new Problem(malformedAddress, 'Percent-encode the address as UTF-8, without U+0000.');
}
