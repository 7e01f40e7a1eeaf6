import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Response } from 'express';
import { costlyRoute, RequestLimits, type KnownSender } from '../platform/index.js';

/** Counts a request for whoever sends it, before its body is read. Its address was counted before all else. */
@Injectable()
export class LimitGuard implements CanActivate {
  constructor(private readonly limits: RequestLimits) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const request = http.getRequest<KnownSender>();
    const response = http.getResponse<Response>();
    if (Reflect.hasMetadata(costlyRoute, context.getHandler())) {
      this.limits.admitCostly(request, response);
    }
    if (request.actor !== undefined) this.limits.admitSender(senderOf(request.actor), response);
    return true;
  }
}

/** Whoever acts for many members has one quota, and uses up none of theirs. */
function senderOf({ credential, organisationId, agentId }: NonNullable<KnownSender['actor']>) {
  return { credential, organisationId: agentId ?? organisationId };
}
