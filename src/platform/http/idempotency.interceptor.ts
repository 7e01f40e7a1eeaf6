import { createHash } from 'node:crypto';
import {
  Injectable,
  SetMetadata,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { catchError, from, mergeMap, of, type Observable } from 'rxjs';
import { invalidRequest, Problem } from '../../kernel/index.js';
import { Clock } from '../clock.js';
import { Database, storedNothing } from '../database/index.js';
import { idempotencyKeyReused, idempotencyUnfinished } from './http.problems.js';
import { freeKey, keepAnswer, takeKey, type RequestName } from './idempotency.store.js';
import type { KnownSender } from './known-sender.js';
import { asProblem } from './problem.filter.js';
import { refuseUndeclaredInput } from './undeclared-input.js';

const shownOnce = 'furrow:shown-once';

/** A route whose answer holds a secret: it is never kept, so a repeated request cannot be told it again. */
export const ShownOnce = (): MethodDecorator => SetMetadata(shownOnce, true);

/**
 * Same Idempotency-Key and same request, first answer again. The key is taken before the work
 * and its answer kept after it. A process that dies between the two leaves a key without an answer: that is
 * told (409) and never done twice. Events repeat safely even then, since their ids are permanent.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly reflector: Reflector,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<KnownSender>();
    const response = context.switchToHttp().getResponse<Response>();
    // A repeated request is the same request, so what this one may hold is settled first.
    refuseUndeclaredInput(request, context);
    const name = nameOf(request);
    if (name === undefined) return next.handle();
    const digest = digestOf(request);
    const known = await takeKey(this.database.as(name), name, digest, new Date(this.clock.now()));
    if (known !== undefined) {
      if (known.digest !== digest) throw reused();
      if (known.status === null) throw unfinished();
      response.status(known.status).setHeader('Idempotency-Replayed', 'true');
      return of(known.body === null ? undefined : (JSON.parse(known.body) as unknown));
    }
    const isKept = this.reflector.get<boolean>(shownOnce, context.getHandler()) !== true;
    return next.handle().pipe(
      // First, so that a failure to keep the answer does not free the key of work that is done.
      catchError((error: unknown) => from(this.free(name, error))),
      mergeMap((body: unknown) =>
        isKept ? from(this.keep(name, response.statusCode, body)) : of(body),
      ),
    );
  }

  private async keep(name: RequestName, status: number, body: unknown): Promise<unknown> {
    await keepAnswer(this.database.as(name), name, { status, body: JSON.stringify(body) ?? null });
    return body;
  }

  /**
   * A refusal has stored nothing, and neither has work that gave up before its COMMIT. After any other failure nobody
   * knows, and the key stays taken; so it does where it cannot be freed, but what went wrong first is what is told.
   */
  private async free(name: RequestName, error: unknown): Promise<never> {
    if (asProblem(error).status < 500 || storedNothing(error)) {
      await freeKey(this.database.as(name), name).catch(() => undefined);
    }
    throw error;
  }
}

/** Characters of an `Idempotency-Key`. */
export const keyLengthMax = 255;

function nameOf({ headers, method, actor }: KnownSender): RequestName | undefined {
  const key = headers['idempotency-key'];
  if (method !== 'POST' || key === undefined || actor === undefined) return undefined;
  if (typeof key !== 'string' || key.length > keyLengthMax || !/^[\x21-\x7e]+$/.test(key)) {
    throw new Problem(
      invalidRequest,
      `Idempotency-Key must be 1 to ${keyLengthMax} visible ASCII characters, such as a new UUID.`,
    );
  }
  return { organisationId: actor.organisationId, key };
}

function digestOf(request: KnownSender): string {
  const text = [request.method, request.originalUrl, request.rawBody ?? ''].join('\n');
  return createHash('sha256').update(text).digest('hex');
}

function reused(): Problem {
  return new Problem(
    idempotencyKeyReused,
    'Use a new Idempotency-Key for a new request, and an old one only to repeat the same bytes.',
  );
}

function unfinished(): Problem {
  return new Problem(
    idempotencyUnfinished,
    'The first request is still at work, was cut off, or had an answer that is shown only once. Look up what ' +
      'it should have made; if it is not there, send it with a new key.',
  );
}
