import type { NextFunction, Request, Response } from 'express';
import type { Logger } from '../logging.js';
import type { Random } from '../random.js';

const requestIds = new WeakMap<Response, string>();

export function requestIdOf(response: Response): string {
  return requestIds.get(response) ?? '00000000-0000-0000-0000-000000000000';
}

/** Gives each request an id, sends it back, and logs one line when it is answered: path, never query or body. */
export function traceRequests(random: Random, logger: Logger) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const requestId = random.uuid();
    const began = process.hrtime.bigint();
    requestIds.set(response, requestId);
    response.setHeader('X-Request-Id', requestId);
    response.on('finish', () => {
      const milliseconds = Number(process.hrtime.bigint() - began) / 1e6;
      const { method, path } = request;
      logger.info(
        { requestId, method, path, status: response.statusCode, milliseconds },
        'request',
      );
    });
    next();
  };
}

/** Headers every answer carries. Pages set their own content policy on top. */
export function secureHeaders(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('X-Frame-Options', 'DENY');
  response.removeHeader('X-Powered-By');
  next();
}
