import { Injectable } from '@nestjs/common';
import { Problem } from '../kernel/index.js';
import type { KnownSender } from '../platform/index.js';
import { notForMembers } from './access.problems.js';
import type { Actor, Credential } from './actor.js';
import { ActingService } from './mandates/acting.service.js';
import { memberNamedBy } from './mandates/on-behalf-of.js';
import { permissions, refuseUnlessAllowed, type Action } from './permissions.js';
import { Recognition, unrecognised } from './recognition.js';

/** Characters of a credential at most: a device's token has some 450. */
export const credentialLengthMax = 2_000;

const bearer = new RegExp(`^Bearer +([\\x21-\\x7e]{1,${credentialLengthMax}})$`, 'i');

/** Who hears of each step on the way to an actor, also where the next one is refused. */
export interface OnTheWay {
  /** Whom a page's session knows already: a credential speaks for itself. */
  readonly signedIn?: Actor | undefined;
  /** Of a credential that is ended though its secret is right. */
  readonly ended?: (credential: Credential) => void;
  readonly known?: (sender: Actor) => void;
  readonly named?: (sender: Actor, memberPartyId: string) => void;
  readonly acting?: (sender: Actor, actor: Actor) => void;
}

/** The one way from a request to who asks by it. */
@Injectable()
export class ActorsService {
  constructor(
    private readonly recognition: Recognition,
    private readonly acting: ActingService,
  ) {}

  /** The sender, or the member for whom it asks; refused where its credential, its mandate or its right does not hold. */
  async behind(request: KnownSender, action: Action, onTheWay: OnTheWay = {}): Promise<Actor> {
    const { signedIn, ended } = onTheWay;
    const sender = signedIn ?? (await this.recognition.recognise(credentialOf(request), ended));
    onTheWay.known?.(sender);
    const member = memberNamedBy(request);
    if (member === undefined) {
      refuseUnlessAllowed(sender, action);
      return sender;
    }
    onTheWay.named?.(sender, member);
    // Pages are those of one's own organisation.
    if (signedIn !== undefined || !permissions[action].forMembers) throw notForMember();
    const actor = await this.acting.actorFor(sender, member);
    onTheWay.acting?.(sender, actor);
    refuseUnlessAllowed(actor, action);
    return actor;
  }

  /** Who is behind a request of earlier now, for a connection outlives the look at it; undefined where it would be refused. */
  async stillBehind(request: KnownSender, action: Action): Promise<Actor | undefined> {
    try {
      return await this.behind(request, action);
    } catch (error) {
      if (error instanceof Problem && error.status < 500) return undefined;
      throw error;
    }
  }
}

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
