import type { IncomingMessage } from 'node:http';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { Problem } from '../../kernel/index.js';
import { bodyTooDeep, bodyTooLarge, malformedJson, unsupportedMediaType } from './http.problems.js';
import { limitsOf } from './limits.js';

/** A request whose body is still text; `rawBody` keeps it for readers that need the exact numbers. */
export interface RawRequest extends Request {
  rawBody?: string;
}

/**
 * Reads JSON bodies within the limits of their route. The text's depth is counted before it is parsed: a
 * body of brackets must cost its length and nothing more.
 */
export function readJsonBodies(app: Express): void {
  app.use((request: RawRequest, response: Response, next: NextFunction) => {
    const { bodyBytes, jsonDepth } = limitsOf(request.path);
    const forms = request.is('application/x-www-form-urlencoded');
    if (forms) {
      express.urlencoded({ extended: false, limit: bodyBytes })(request, response, next);
      return;
    }
    const read = express.text({ type: isJson, limit: bodyBytes, defaultCharset: 'utf-8' });
    read(request, response, (error?: unknown) => {
      try {
        if (error !== undefined) throw readingProblem(error, bodyBytes);
        parse(request, jsonDepth);
        next();
      } catch (problem) {
        next(problem);
      }
    });
  });
}

function isJson(request: IncomingMessage): boolean {
  return /^application\/([a-z.+-]+\+)?json(\s*;|$)/i.test(request.headers['content-type'] ?? '');
}

function parse(request: RawRequest, jsonDepth: number): void {
  const text: unknown = request.body;
  if (typeof text !== 'string') {
    const hasBody = Number(request.headers['content-length'] ?? 0) > 0;
    if (hasBody || request.headers['transfer-encoding'] !== undefined) {
      throw new Problem(unsupportedMediaType, 'Send the body as application/json.');
    }
    request.body = undefined;
    return;
  }
  if (depthOf(text, jsonDepth) > jsonDepth) {
    throw new Problem(bodyTooDeep, `The JSON is nested deeper than ${jsonDepth} levels.`);
  }
  request.rawBody = text;
  request.body = parsed(text);
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const where = at === undefined ? '' : ` It breaks at character ${Number(at) + 1}.`;
    throw new Problem(malformedJson, `The body cannot be read as JSON.${where}`);
  }
}

/** Deepest nesting of brackets outside strings; stops counting past `max`. */
function depthOf(text: string, max: number): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i += 1) {
    const character = text.charCodeAt(i);
    if (inString) {
      if (character === backslash) i += 1;
      else if (character === quote) inString = false;
    } else if (character === quote) inString = true;
    else if (character === openBrace || character === openBracket) {
      depth += 1;
      if (depth > deepest) deepest = depth;
      if (depth > max) return deepest;
    } else if (character === closeBrace || character === closeBracket) depth -= 1;
  }
  return deepest;
}

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [...'"\\{}[]'].map(
  (character) => character.charCodeAt(0),
) as [number, number, number, number, number, number];

function readingProblem(error: unknown, bodyBytes: number): Problem {
  const { type } = error as { type?: string };
  if (type === 'entity.too.large') {
    return new Problem(bodyTooLarge, `A body here may have at most ${bodyBytes} bytes.`);
  }
  if (type === 'encoding.unsupported' || type === 'charset.unsupported') {
    return new Problem(unsupportedMediaType, 'Send the body as UTF-8, unencoded or gzip.');
  }
  return new Problem(malformedJson, 'The body did not arrive whole.');
}
