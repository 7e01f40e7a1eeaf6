import { Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Response } from 'express';
import { SessionsService } from '../../people/index.js';
import type { KnownSender } from '../../platform/index.js';
import { refuseForeign } from './same-site.js';
import { sessionToken } from './session-cookie.js';

/**
 * Puts whoever is signed in on the request, so that pages for firms pass the same guard as the interface and no rule is
 * written twice. Only these pages know sessions: a cookie opens nothing of the interface, and a key no page.
 */
@Injectable()
export class SessionActor implements NestMiddleware {
  constructor(private readonly sessions: SessionsService) {}

  async use(request: KnownSender, response: Response, next: NextFunction): Promise<void> {
    refuseForeign(request);
    const actor = await this.sessions.actorOf(sessionToken(request));
    if (actor === undefined && request.method === 'GET') {
      response.redirect(303, `/sign-in?next=${encodeURIComponent(request.originalUrl)}`);
      return;
    }
    delete request.headers.authorization;
    if (actor !== undefined) request.actor = actor;
    next();
  }
}
