import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Problem } from '../kernel/index.js';
import { forbidden, unauthorised, type KnownSender } from '../platform/index.js';
import type { Actor, Credential } from './actor.js';
import { audienceOf } from './allow.js';
import { KeysService } from './keys.service.js';
import { refuseUnlessAllowed } from './permissions.js';

/** Denies unless a route says whom it is for. The boot check finds routes that say nothing. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly keys: KeysService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const audience = audienceOf(context.getHandler(), context.getClass());
    if (audience === 'anyone') return true;
    if (audience === undefined) throw new Problem(forbidden, 'This route is open to nobody.');
    const request = context.switchToHttp().getRequest<KnownSender>();
    // A page's session has said who is signed in; a key speaks for itself.
    const note = ({ organisationId, credential }: Credential) =>
      (request.audited = { action: audience, organisationId, credential });
    const actor =
      (request.actor as Actor | undefined) ?? (await this.keys.recognise(keyOf(request), note));
    note(actor);
    request.actor = actor;
    refuseUnlessAllowed(actor, audience);
    return true;
  }
}

function keyOf(request: KnownSender): string {
  const [, key] = /^Bearer +([\x21-\x7e]{1,200})$/i.exec(request.headers.authorization ?? '') ?? [];
  if (key !== undefined) return key;
  throw new Problem(unauthorised, 'Send your key as "Authorization: Bearer fk_...".');
}
