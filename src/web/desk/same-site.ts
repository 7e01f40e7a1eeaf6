import type { Request } from 'express';
import { Problem } from '../../kernel/index.js';
import { forbidden } from '../../platform/index.js';

/**
 * Refuses a form that another site's page sent. The session cookie is not sent along by other sites in any
 * case; this also stops them from signing somebody in as somebody else. Browsers name the sending page's
 * origin with every form, since our pages ask them to.
 */
export function refuseForeign(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const { origin, host } = request.headers;
  if (request.headers['sec-fetch-site'] === 'same-origin') return;
  if (origin !== undefined && URL.canParse(origin) && new URL(origin).host === host) return;
  throw new Problem(forbidden, 'Send this form from a page of this service.');
}
