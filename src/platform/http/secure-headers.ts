import type { NextFunction, Request, Response } from 'express';

/**
 * Headers that every answer behind the public door begins with, strict enough for JSON that a browser is led to: it may
 * load, frame and run nothing. Pages and /docs put a policy of their own in place of this one.
 */
const always = {
  'Content-Security-Policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const;

/** A year, for this host alone: what else lives under its domain is not ours to promise. */
const httpsOnly = { 'Strict-Transport-Security': 'max-age=31536000' } as const;

/** Browsers are told to keep to HTTPS only where the service is published there: a packing house may have none. */
export function secureHeaders(publicUrl: string) {
  const headers = { ...always, ...(publicUrl.startsWith('https:') && httpsOnly) };
  return (_request: Request, response: Response, next: NextFunction): void => {
    response.set(headers);
    next();
  };
}
