import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Response } from 'express';
import { costlyRoute, RequestLimits, type Cost, type KnownSender } from '../platform/index.js';

/** Counts a request of a costly route for its address, before its body is read. Who sends one is not known there. */
@Injectable()
export class LimitGuard implements CanActivate {
  constructor(private readonly limits: RequestLimits) {}

  canActivate(context: ExecutionContext): boolean {
    const cost = Reflect.getMetadata(costlyRoute, context.getHandler()) as Cost | undefined;
    if (cost === undefined) return true;
    const http = context.switchToHttp();
    this.limits.admitCostly(http.getRequest<KnownSender>(), http.getResponse<Response>(), cost);
    return true;
  }
}
