import { Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { refuseForeign } from './same-site.js';
import { sessionToken } from './session-cookie.js';
import { Sessions } from './sessions.js';

/**
 * Turns a session into the key it stands for, so that pages for firms pass the same guard as the interface
 * and no rule is written twice. Only these pages know sessions: a cookie opens nothing of the interface.
 */
@Injectable()
export class SessionKey implements NestMiddleware {
  constructor(private readonly sessions: Sessions) {}

  use(request: Request, response: Response, next: NextFunction): void {
    refuseForeign(request);
    const key = this.sessions.keyOf(sessionToken(request));
    if (key === undefined && request.method === 'GET') {
      response.redirect(303, `/sign-in?next=${encodeURIComponent(request.originalUrl)}`);
      return;
    }
    delete request.headers.authorization;
    if (key !== undefined) request.headers.authorization = `Bearer ${key}`;
    next();
  }
}
