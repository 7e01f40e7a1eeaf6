import type { Request, Response } from 'express';
import { isStorable, Problem } from '../../kernel/index.js';
import { readBytes } from './body-bytes.js';
import { bodyTooDeep, malformedJson, unsupportedMediaType } from './http.problems.js';
import { tooDeepAt } from './json-depth.js';
import { findJsonFault } from './json-fault.js';
import type { RawRequest } from './known-sender.js';
import { limitsOf, type RouteLimits } from './limits.js';

/**
 * Reads a body within the limits of its class of routes: JSON into its value, a form into URLSearchParams.
 *
 * Order of checks: media type, size, UTF-8, depth, syntax. Depth is counted before anything is parsed: a body of
 * brackets must cost its length and nothing more.
 */
export async function readBody(request: RawRequest, response: Response): Promise<void> {
  if (!hasBody(request)) return;
  const limits = limitsOf(request.path);
  checkMediaType(request, limits);
  const bytes = await readBytes(request, response, limits.bodyBytes);
  const text = decoded(bytes);
  if (text === '') return;
  if (limits.jsonDepth === 0) {
    request.body = formOf(text);
    return;
  }
  checkDepth(bytes, limits);
  request.body = parsed(text);
  request.rawBody = text;
}

function hasBody({ headers }: Request): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

function checkMediaType(request: Request, { mediaTypes }: RouteLimits): void {
  const header = request.headers['content-type'] ?? '';
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(header)?.[1] ?? 'utf-8';
  if (request.is([...mediaTypes]) && /^utf-?8$/i.test(charset)) return;
  throw new Problem(
    unsupportedMediaType,
    `Send the body as ${mediaTypes.join(' or ')} in UTF-8, and say so in Content-Type.`,
  );
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem(malformedJson, 'The body is not UTF-8.');
  }
}

function checkDepth(bytes: Buffer, { jsonDepth }: RouteLimits): void {
  const at = tooDeepAt(bytes, jsonDepth);
  if (at === undefined) return;
  throw new Problem(
    bodyTooDeep,
    `At byte ${at} the JSON goes deeper than ${jsonDepth} levels; flatten it.`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const { line, column, found } = findJsonFault(text);
    const what = found === undefined ? 'the text ends' : `${JSON.stringify(found)} is not expected`;
    throw new Problem(
      malformedJson,
      `The body is not JSON: at line ${line}, column ${column} ${what}.`,
      [],
      { line, column },
    );
  }
}

function formOf(text: string): URLSearchParams {
  const form = new URLSearchParams(text);
  if ([...form].flat().every(isStorable)) return form;
  throw new Problem(malformedJson, 'The form holds U+0000; remove it.');
}
