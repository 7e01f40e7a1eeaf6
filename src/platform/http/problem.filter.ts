import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { invalidRequest, notFound, Problem, ValueFault } from '../../kernel/index.js';
import { isUnavailable, sqlState, sqlStateOf } from '../database/index.js';
import type { Logger } from '../logging.js';
import { allowedMethods } from './allowed-methods.js';
import { isHeldBack } from './held-back.js';
import { xmlTypes } from './limits.js';
import { problemXml } from './problem-xml.js';
import {
  forbidden,
  idempotencyUnfinished,
  internalError,
  methodNotAllowed,
  unavailable,
} from './http.problems.js';
import { requestIdOf } from './request-id.js';
import type { RequestLimits } from './request-limits.js';

/** Renders a problem for a person who asked with a browser; web/ brings it. */
export type ProblemPage = (problem: Problem, request: Request) => string | undefined;

/**
 * The one place where a failure becomes an answer (RFC 9457). A Problem says itself; anything else is our own
 * mistake, told without its text and logged with it under the request's id.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly page: ProblemPage = () => undefined,
    private readonly limits?: Pick<RequestLimits, 'countMiss'>,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<Request>(), http.getResponse<Response>());
  }

  answer(error: unknown, request: Request, response: Response): void {
    const problem = withMethods(asProblem(error), request, response);
    const requestId = requestIdOf(response);
    if (problem.status >= 500) this.logger.error({ err: error, requestId }, 'request failed');
    if (response.headersSent || isHeldBack(response)) {
      // An answer, or half of one, is out or on its way: only a broken connection can still say that it is not whole.
      response.destroy();
      return;
    }
    if (isMiss(problem)) this.limits?.countMiss(request, response);
    response.status(problem.status).set(headersOf(problem)).vary('Accept');
    const accepted = request.accepts(['json', 'html', xmlProblem, ...xmlTypes]);
    const html = accepted === 'html' && this.page(problem, request);
    const body = problemBody(problem, requestId);
    if (html) response.type('html').send(html);
    else if (accepted === xmlProblem || xmlTypes.includes(accepted || '')) {
      response.type(xmlProblem).send(problemXml(body));
    } else response.type('application/problem+json').send(JSON.stringify(body));
  }
}

const xmlProblem = 'application/problem+xml';

/** The members of `application/problem+json`, and of its XML. */
export function problemBody(problem: Problem, requestId: string): Record<string, unknown> {
  const { code, title, status } = problem.kind;
  return {
    ...problem.members,
    type: `/problems/${code}`,
    title,
    status,
    detail: problem.message,
    instance: `urn:uuid:${requestId}`,
    code,
    ...(problem.errors.length > 0 && { errors: problem.errors }),
  };
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ValueFault) return new Problem(invalidRequest, error.message);
  if (error instanceof HttpException && error.getStatus() < 500) return ofNest(error);
  if (isUnavailable(error) || isBusy(error)) {
    return new Problem(
      unavailable,
      'The database does not answer, or is too busy. Try again in a moment.',
    );
  }
  return new Problem(internalError, 'Something went wrong on our side. Nothing was stored.');
}

const busyStates: readonly string[] = [
  sqlState.serializationFailure,
  sqlState.deadlock,
  sqlState.lockTimeout,
  sqlState.statementTimeout,
];

/** The database gave up waiting, or the transaction lost to others each time it was tried. */
function isBusy(error: unknown): boolean {
  return busyStates.includes(sqlStateOf(error) ?? '');
}

/** Nest's own refusals: addresses that no route has, what a guard turned away without a word. */
function ofNest(error: HttpException): Problem {
  const status = error.getStatus();
  if (status === 404) return new Problem(notFound, 'There is nothing at this address.');
  if (status === 403) return new Problem(forbidden, 'This is not for you.');
  return new Problem(
    invalidRequest,
    'The request cannot be read; see /docs for what can be asked.',
  );
}

/** Whoever tries keys or ids gets these. */
const isMiss = ({ status }: Problem) => status === 401 || status === 404;

function headersOf({ kind }: Problem): Record<string, string> {
  if (kind.status === 401) return { 'WWW-Authenticate': 'Bearer' };
  if (kind === unavailable) return { 'Retry-After': '5' };
  if (kind === idempotencyUnfinished) return { 'Retry-After': '1' };
  return {};
}

/** An address that exists, asked with a method that it does not take. */
function withMethods(problem: Problem, request: Request, response: Response): Problem {
  if (problem.kind !== notFound || request.route !== undefined) return problem;
  const methods = allowedMethods(request);
  if (methods.length === 0) return problem;
  response.set('Allow', methods.join(', '));
  return new Problem(methodNotAllowed, `Use ${methods.join(' or ')} here.`);
}
