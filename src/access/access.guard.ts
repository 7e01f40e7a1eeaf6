import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Problem } from '../kernel/index.js';
import { forbidden, publicRoute, unauthorised, type KnownSender } from '../platform/index.js';
import { allowedAction } from './allow.js';
import { KeysService } from './keys.service.js';
import { missingFor, type Action } from './permissions.js';

/** Denies unless a route says whom it is for. The boot check finds routes that say nothing. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: KeysService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(publicRoute, targets)) return true;
    const action = this.reflector.getAllAndOverride<Action | undefined>(allowedAction, targets);
    if (action === undefined) return false;
    const request = context.switchToHttp().getRequest<KnownSender>();
    const actor = await this.keys.recognise(keyOf(request));
    const missing = missingFor(actor, action);
    if (missing !== null) throw new Problem(forbidden, `This needs ${missing}.`);
    request.actor = actor;
    return true;
  }
}

function keyOf(request: KnownSender): string {
  const match = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(request.headers.authorization ?? '');
  if (match?.[1] === undefined) {
    throw new Problem(unauthorised, 'Send your key as "Authorization: Bearer fk_...".');
  }
  return match[1];
}
