import type { Reply } from './drawings.js';

/** What can be asked at the public door; nothing is written there. */
export const methods = 'GET, HEAD, OPTIONS';

/** Anyone's page may read the answers, and where their links lead: they say nothing that is not public. */
export const everywhere = [
  ...['Access-Control-Allow-Origin', '*'],
  ...['Access-Control-Allow-Methods', methods],
  ...['Access-Control-Expose-Headers', 'Link'],
  ...['X-Content-Type-Options', 'nosniff'],
] as const;

/** Every answer follows from these two headers of a request, or is one of several that do. */
export const varies = ['Vary', 'Accept, Accept-Language'] as const;

export function replyWith(status: number, headers: readonly string[], body: Buffer): Reply {
  const length = String(body.byteLength);
  return { status, headers: [...everywhere, ...headers, 'Content-Length', length], body };
}
