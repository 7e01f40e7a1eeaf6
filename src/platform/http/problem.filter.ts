import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { invalidRequest, notFound, Problem, ValueFault } from '../../kernel/index.js';
import { isUnavailable } from '../database/index.js';
import type { Logger } from '../logging.js';
import { internalError, methodNotAllowed, unavailable } from './http.problems.js';
import { requestIdOf } from './request-id.js';

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
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<Request>(), http.getResponse<Response>());
  }

  answer(error: unknown, request: Request, response: Response): void {
    const problem = asProblem(error);
    if (problem.status >= 500) {
      this.logger.error({ err: error, requestId: requestIdOf(response) }, 'request failed');
    }
    if (response.headersSent) {
      response.end();
      return;
    }
    response.status(problem.status);
    if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    const html = request.accepts(['json', 'html']) === 'html' && this.page(problem, request);
    if (html) response.type('html').send(html);
    else {
      response
        .type('application/problem+json')
        .send(JSON.stringify(problemBody(problem, requestIdOf(response))));
    }
  }
}

/** The members of `application/problem+json`. */
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
  if (error instanceof HttpException) return ofNest(error);
  if (isUnavailable(error)) {
    return new Problem(unavailable, 'The database does not answer. Try again in a moment.');
  }
  return new Problem(internalError, 'Something went wrong on our side. Nothing was stored.');
}

function ofNest(error: HttpException): Problem {
  const status = error.getStatus();
  if (status === 404) return new Problem(notFound, 'There is nothing at this address.');
  if (status === 405) return new Problem(methodNotAllowed, error.message);
  if (status < 500) return new Problem(invalidRequest, error.message);
  return new Problem(internalError, 'Something went wrong on our side. Nothing was stored.');
}
