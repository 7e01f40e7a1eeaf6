import type { Request } from 'express';
import type { Problem } from '../../kernel/index.js';
import { requestIdOf } from '../../platform/index.js';
import { problemPage } from '../forms/problem-page.js';
import { deskHeaders, readerOf } from './reader.js';

/** A problem as a page, for a person who asked with a browser; its headers are set on the answer. */
export function problemPageFor({ kind, message }: Problem, request: Request): string {
  const reading = readerOf(request);
  const requestId = request.res && requestIdOf(request.res);
  request.res?.set(deskHeaders(reading));
  const { status, code } = kind;
  return problemPage(
    { status, code, detail: message, ...(requestId !== undefined && { requestId }) },
    reading,
  );
}
