import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Response } from 'express';
import { Problem } from '../kernel/index.js';
import { forbidden, RequestLimits, type AuditNote, type KnownSender } from '../platform/index.js';
import { notForMembers } from './access.problems.js';
import type { Actor, Credential } from './actor.js';
import { audienceOf } from './allow.js';
import { ActingService } from './mandates/acting.service.js';
import { memberNamedBy } from './mandates/on-behalf-of.js';
import { permissions, refuseUnlessAllowed } from './permissions.js';
import { Recognition, unrecognised } from './recognition.js';

/** Characters of a credential at most: a device's token has some 450. */
export const credentialLengthMax = 2_000;

const bearer = new RegExp(`^Bearer +([\\x21-\\x7e]{1,${credentialLengthMax}})$`, 'i');

/** Denies unless a route says whom it is for. The boot check finds routes that say nothing. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly recognition: Recognition,
    private readonly acting: ActingService,
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
    // A page's session has said who is signed in; a credential speaks for itself.
    const signedIn = request.actor as Actor | undefined;
    const sender =
      signedIn ?? (await this.recognition.recognise(credentialOf(request), (ended) => note(ended)));
    note(sender);
    request.actor = sender;
    // Before what it may do is looked at, which is dear for an agent: what is refused counts, and an agent has one quota for
    // all its members and uses up none of theirs.
    this.limits.admitSender(sender, http.getResponse<Response>());
    const member = memberNamedBy(request);
    if (member !== undefined) {
      note(sender, { subject: member });
      // Pages are those of one's own organisation.
      if (signedIn !== undefined || !permissions[audience].forMembers) throw notForMember();
      const { organisationId, partyId } = (request.actor = await this.acting.actorFor(
        sender,
        member,
      ));
      note(sender, { sentFor: { organisationId, partyId, agentPartyId: sender.partyId } });
    }
    refuseUnlessAllowed(request.actor as Actor, audience);
    return true;
  }
}

type Noted = Pick<AuditNote, 'subject' | 'sentFor'>;

/** Of two headers a proxy in front may have judged the other one, so neither counts. */
function credentialOf({ headers, headersDistinct }: KnownSender): string {
  const [, credential] = bearer.exec(headers.authorization ?? '') ?? [];
  if (credential === undefined || headersDistinct.authorization?.length !== 1) throw unrecognised();
  return credential;
}

/** Some things an organisation does itself or not at all. */
function notForMember(): Problem {
  return new Problem(
    notForMembers,
    'Nobody does this for a member. Leave Furrow-On-Behalf-Of out to do it for your own organisation.',
  );
}
