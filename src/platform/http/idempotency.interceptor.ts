import { createHash } from 'node:crypto';
import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Response } from 'express';
import { catchError, from, mergeMap, of, type Observable } from 'rxjs';
import { invalidRequest, Problem } from '../../kernel/index.js';
import { Clock } from '../clock.js';
import { Database } from '../database/index.js';
import { idempotencyKeyReused, idempotencyUnfinished } from './http.problems.js';
import { freeKey, keepAnswer, takeKey, type RequestName } from './idempotency.store.js';
import type { RawRequest } from './json-body.js';
import { refuseUndeclaredInput } from './undeclared-input.js';

/** A request whose sender is known: access/ puts the actor there. */
export interface KnownSender extends RawRequest {
  actor?: { readonly organisationId: string };
}

/**
 * Same Idempotency-Key and same request, first answer again (DESIGN 4.5). The key is taken before the work
 * and its answer kept after it. A process that dies between the two leaves a key without an answer: that is
 * told (409) and never done twice. Events repeat safely even then, since their ids are permanent.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<KnownSender>();
    const response = context.switchToHttp().getResponse<Response>();
    // A repeated request is the same request, so what this one may hold is settled first.
    refuseUndeclaredInput(request, context);
    const name = nameOf(request);
    if (name === undefined) return next.handle();
    const digest = digestOf(request);
    const known = await takeKey(this.database, name, digest, new Date(this.clock.now()));
    if (known !== undefined) {
      if (known.digest !== digest) throw reused();
      if (known.status === null) throw unfinished();
      response.status(known.status).setHeader('Idempotent-Replayed', 'true');
      return of(known.body === null ? undefined : (JSON.parse(known.body) as unknown));
    }
    return next.handle().pipe(
      mergeMap((body: unknown) => from(this.keep(name, response.statusCode, body))),
      catchError((error: unknown) => from(this.free(name, error))),
    );
  }

  private async keep(name: RequestName, status: number, body: unknown): Promise<unknown> {
    await keepAnswer(this.database, name, { status, body: JSON.stringify(body ?? null) });
    return body;
  }

  private async free(name: RequestName, error: unknown): Promise<never> {
    if (error instanceof Problem && error.status < 500) await freeKey(this.database, name);
    throw error;
  }
}

function nameOf(request: KnownSender): RequestName | undefined {
  const key = request.headers['idempotency-key'];
  if (request.method !== 'POST' || key === undefined || request.actor === undefined)
    return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) {
    const detail = 'must be 1 to 255 visible ASCII characters';
    throw new Problem(invalidRequest, `Idempotency-Key ${detail}.`);
  }
  return { organisationId: request.actor.organisationId, key };
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
    'The first request is still at work, or was cut off and may or may not be done. Look up what it ' +
      'should have made; if it is not there, send it with a new key.',
  );
}
