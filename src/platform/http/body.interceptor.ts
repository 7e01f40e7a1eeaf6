import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Response } from 'express';
import type { Observable } from 'rxjs';
import { readBody } from './request-body.js';
import type { RawRequest } from './known-sender.js';

/**
 * Reads the body of a request that the guard has let through. Guards run first, so whoever has no key, or may not do
 * this, costs no memory and no parsing whatever he sends; an address that no route has is answered unread, too.
 */
@Injectable()
export class BodyInterceptor implements NestInterceptor {
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    await readBody(http.getRequest<RawRequest>(), http.getResponse<Response>());
    return next.handle();
  }
}
