import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Problem } from '../kernel/index.js';
import { forbidden, type KnownSender } from '../platform/index.js';
import type { Actor, Credential } from './actor.js';
import { audienceOf } from './allow.js';
import { refuseUnlessAllowed } from './permissions.js';
import { Recognition, unrecognised } from './recognition.js';

/** Characters of a credential at most: a device's token has some 450. */
export const credentialLengthMax = 2_000;

const bearer = new RegExp(`^Bearer +([\\x21-\\x7e]{1,${credentialLengthMax}})$`, 'i');

/** Denies unless a route says whom it is for. The boot check finds routes that say nothing. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly recognition: Recognition) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const audience = audienceOf(context.getHandler(), context.getClass());
    if (audience === 'anyone') return true;
    if (audience === undefined) throw new Problem(forbidden, 'This route is open to nobody.');
    const request = context.switchToHttp().getRequest<KnownSender>();
    // A page's session has said who is signed in; a credential speaks for itself.
    const note = ({ organisationId, credential }: Credential) =>
      (request.audited = { action: audience, organisationId, credential });
    const actor =
      (request.actor as Actor | undefined) ??
      (await this.recognition.recognise(credentialOf(request), note));
    note(actor);
    request.actor = actor;
    refuseUnlessAllowed(actor, audience);
    return true;
  }
}

/** Of two headers a proxy in front may have judged the other one, so neither counts. */
function credentialOf({ headers, headersDistinct }: KnownSender): string {
  const [, credential] = bearer.exec(headers.authorization ?? '') ?? [];
  if (credential === undefined || headersDistinct.authorization?.length !== 1) throw unrecognised();
  return credential;
}
