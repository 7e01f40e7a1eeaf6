import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Response } from 'express';
import { Problem } from '../kernel/index.js';
import { forbidden, RequestLimits, type AuditNote, type KnownSender } from '../platform/index.js';
import type { Actor, Credential } from './actor.js';
import { ActorsService } from './actors.service.js';
import { audienceOf } from './allow.js';

/** Denies unless a route says whom it is for. The boot check finds routes that say nothing. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly actors: ActorsService,
    private readonly limits: RequestLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const audience = audienceOf(context.getHandler(), context.getClass());
    if (audience === 'anyone') return true;
    if (audience === undefined) throw new Problem(forbidden, 'This route is open to nobody.');
    const http = context.switchToHttp();
    const request = http.getRequest<KnownSender>();
    const note = ({ organisationId, credential }: Credential, more: Noted = {}) =>
      (request.audited = { action: audience, organisationId, credential, ...more });
    await this.actors.behind(request, audience, {
      signedIn: request.actor as Actor | undefined,
      ended: (credential) => note(credential),
      known: (sender) => {
        note(sender);
        request.actor = sender;
        // Before what it may do is looked at, which is dear for an agent: what is refused counts, and an agent has one quota
        // for all its members and uses up none of theirs.
        this.limits.admitSender(sender, http.getResponse<Response>());
      },
      named: (sender, member) => note(sender, { subject: member }),
      acting: (sender, actor) => {
        const { organisationId, partyId } = (request.actor = actor);
        note(sender, { sentFor: { organisationId, partyId, agentPartyId: sender.partyId } });
      },
    });
    return true;
  }
}

type Noted = Pick<AuditNote, 'subject' | 'sentFor'>;
