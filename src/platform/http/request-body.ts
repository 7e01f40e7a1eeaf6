import type { Request, Response } from 'express';
import { isStorable, Problem, type ProblemKind } from '../../kernel/index.js';
import { readBytes } from './body-bytes.js';
import {
  bodyTooDeep,
  bodyTooLarge,
  malformedJson,
  malformedXml,
  unsupportedMediaType,
} from './http.problems.js';
import { findJsonFault } from './json-fault.js';
import { beyondBounds } from './json-shape.js';
import type { RawRequest } from './known-sender.js';
import { readForm } from './form-body.js';
import { jsonPartsMax, limitsOf, multipart, xmlTypes, type RouteLimits } from './limits.js';

/**
 * Reads a body within the limits of its class of routes: JSON into its value, a form into URLSearchParams. XML is handed on
 * as text, and whoever reads it bounds its depth.
 *
 * Order of checks: media type, size, UTF-8, depth and parts, syntax. These are counted before anything is parsed: a body of
 * brackets must cost its length and nothing more.
 */
export async function readBody(request: RawRequest, response: Response): Promise<void> {
  if (!hasBody(request)) return;
  const limits = limitsOf(request.path);
  checkMediaType(request, limits);
  if (limits.mediaTypes.includes(multipart)) return readForm(request, response, limits.bodyBytes);
  const malformed = hasXml(request) ? malformedXml : malformedJson;
  const bytes = await readBytes(request, response, { bytesMax: limits.bodyBytes, malformed });
  const text = decoded(bytes, malformed);
  if (text === '') return;
  if (malformed === malformedXml) {
    request.rawBody = text;
    return;
  }
  if (limits.jsonDepth === 0) {
    request.body = formOf(text);
    return;
  }
  checkShape(bytes, limits);
  request.body = parsed(text);
  request.rawBody = text;
}

/** Whether a request has a body of XML, which whoever takes it reads from `rawBody`. */
export function hasXml(request: Request): boolean {
  return typeof request.is(xmlTypes) === 'string';
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

function decoded(bytes: Buffer, malformed: ProblemKind): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem(malformed, 'The body is not UTF-8.');
  }
}

function checkShape(bytes: Buffer, { jsonDepth }: RouteLimits): void {
  const beyond = beyondBounds(bytes, { depthMax: jsonDepth, partsMax: jsonPartsMax });
  if (beyond === undefined) return;
  const { bound, at } = beyond;
  throw bound === 'depth'
    ? new Problem(
        bodyTooDeep,
        `At byte ${at} the JSON goes deeper than ${jsonDepth} levels; flatten it.`,
      )
    : new Problem(
        bodyTooLarge,
        `At byte ${at} the JSON has more than ${jsonPartsMax} values, lists and objects; send it in parts.`,
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
