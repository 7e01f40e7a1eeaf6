import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, Database, Random } from '../platform/index.js';
import { Issuer, type IssuerFault, type Proof } from './issuer.js';
import { JoiningService } from './joining.service.js';
import { insertOidcSignIn, takeOidcSignIn } from './oidc-sign-ins.store.js';
import { selectByAccount } from './people.store.js';
import { SessionsService } from './sessions.service.js';

/** From going to the issuer until coming back: somebody looks for their telephone meanwhile. */
export const oidcSignInMinutes = 10;

/** `over`: this browser did not ask, took too long, or was here with it before. `unknown`: nobody here has the account. */
export type OidcFault = IssuerFault | 'over' | 'unknown' | 'code-over' | 'account-taken';

/** Where to go; the secret is for the browser alone, and comes back with it. */
export interface OidcBegun {
  readonly address: string;
  readonly secret: string;
}

export type OidcEnded =
  | { readonly token: string; readonly next: string }
  | { readonly fault: OidcFault; readonly isJoining: boolean };

/** Signing in, or using a code, with an account at the issuer that the operator chose. */
@Injectable()
export class OidcSignInService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly issuer: Issuer,
    private readonly joining: JoiningService,
    private readonly sessions: SessionsService,
  ) {}

  /** Whether there is an issuer to sign in with. */
  get isOffered(): boolean {
    return this.issuer.isChosen;
  }

  async beginSignIn(next: string): Promise<OidcBegun | OidcFault> {
    return this.begin(next, null);
  }

  /** The code is looked at first, so that nobody goes to the issuer for nothing; it stays here. */
  async beginJoin(code: string): Promise<OidcBegun | OidcFault> {
    const invitationId = await this.joining.invitationOf(code);
    return invitationId === undefined ? 'code-over' : this.begin('/', invitationId);
  }

  /** Whoever comes back with a secret and an answer of the issuer. Each secret is good for one answer, right or wrong. */
  async end(secret: string | undefined, query: string): Promise<OidcEnded> {
    const now = new Date(this.clock.now());
    const begun = await takeOidcSignIn(this.database, digestOf(secret ?? ''), now);
    if (begun === undefined || secret === undefined) return { fault: 'over', isJoining: false };
    const { invitationId, next } = begun;
    const ended = await this.tokenFor(invitationId, secret, query);
    return typeof ended === 'string'
      ? { fault: ended, isJoining: invitationId !== null }
      : { ...ended, next };
  }

  private async tokenFor(
    invitationId: string | null,
    secret: string,
    query: string,
  ): Promise<{ readonly token: string } | OidcFault> {
    const account = await this.issuer.identify(query, proofOf(secret));
    if (typeof account === 'string') return account;
    if (invitationId !== null) {
      const accepted = await this.joining.acceptAccount(invitationId, account);
      if ('token' in accepted) return accepted;
      return accepted.includes('account-taken') ? 'account-taken' : 'code-over';
    }
    const person = await selectByAccount(this.database, account);
    const token = person && (await this.sessions.beginOfPerson(this.database, person));
    return token === undefined ? 'unknown' : { token };
  }

  private async begin(next: string, invitationId: string | null): Promise<OidcBegun | OidcFault> {
    const secret = [1, 2, 3].map(() => this.randomText()).join('.');
    const address = await this.issuer.signInAddress(proofOf(secret));
    if (typeof address === 'string') return address;
    const now = this.clock.now();
    const endsAt = new Date(now + oidcSignInMinutes * 60_000);
    const begun = { digest: digestOf(secret), invitationId, next, endsAt };
    await insertOidcSignIn(this.database, begun, new Date(now));
    return { address: address.href, secret };
  }

  private randomText(): string {
    return Buffer.from(this.random.bytes(32)).toString('base64url');
  }
}

/** The three parts that the issuer is told of, or of which it is told a digest. */
function proofOf(secret: string): Proof {
  const [state = '', nonce = '', verifier = ''] = secret.split('.');
  return { state, nonce, verifier };
}

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
