import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Reply } from './drawings.js';

/**
 * Whether a reader may keep an answer. What is known may be kept, but is asked about again before each use, so that a
 * recall shows at the next look; that something is unknown says nothing about later.
 */
export function keepingOf(
  isKnown: boolean,
  body: Buffer,
): { readonly headers: readonly string[]; readonly etag?: string } {
  if (!isKnown) return { headers: ['Cache-Control', 'no-store'] };
  const etag = `"${hash('sha1', body, 'base64url')}"`;
  return { headers: ['Cache-Control', 'no-cache', 'ETag', etag], etag };
}

/** The answer without its body for whoever has it already (RFC 9110, 304). */
export function unlessKnown(reply: Reply, { 'if-none-match': known }: IncomingHttpHeaders): Reply {
  const { etag, headers } = reply;
  if (known === undefined || etag === undefined || !names(known, etag)) return reply;
  // Names stand before their values.
  const length = headers.indexOf('Content-Length');
  const others = headers.filter((_, i) => i !== length && i !== length + 1);
  return { ...reply, status: 304, headers: others, body: nothing };
}

const nothing = Buffer.alloc(0);

/** Whether an If-None-Match names the tag; a proxy that packed the body calls it weak. */
function names(known: string, etag: string): boolean {
  return known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
