import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Credential } from '../access/index.js';
import { Clock, Database, Random, type Reader } from '../platform/index.js';
import { Issuer, type IssuerFault, type Proof } from './issuer.js';
import { JoiningService } from './joining.service.js';
import { insertOidcSignIn, takeOidcSignIn } from './oidc-sign-ins.store.js';
import { selectByAccount } from './people.store.js';
import { credentialOf } from './person.js';
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

/** Who tried, for the audit, and with which code; left out where it is nobody known. */
interface Tried {
  readonly by?: Credential & { readonly invitationId?: string };
}

export type OidcEnded = Tried &
  (
    | { readonly token: string; readonly next: string }
    | { readonly fault: OidcFault; readonly isJoining: boolean }
  );

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
    const begun = await takeOidcSignIn(this.gate, digestOf(secret ?? ''), now);
    if (begun === undefined || secret === undefined) return { fault: 'over', isJoining: false };
    const { invitationId, next } = begun;
    const ended = await this.tokenFor(invitationId, secret, query);
    return 'token' in ended ? { ...ended, next } : { ...ended, isJoining: invitationId !== null };
  }

  private async tokenFor(
    invitationId: string | null,
    secret: string,
    query: string,
  ): Promise<Tried & ({ readonly token: string } | { readonly fault: OidcFault })> {
    const account = await this.issuer.identify(query, proofOf(secret));
    if (typeof account === 'string') return { fault: account };
    if (invitationId !== null) {
      const { token, faults, used } = await this.joining.acceptAccount(invitationId, account);
      const by = used && { by: used };
      if (token !== undefined) return { token, ...by };
      return { fault: faults.includes('account-taken') ? 'account-taken' : 'code-over', ...by };
    }
    const person = await selectByAccount(this.gate, account);
    const token = person && (await this.sessions.beginOfPerson(this.gate, person));
    const by = person && { by: credentialOf(person) };
    return token === undefined ? { fault: 'unknown', ...by } : { token, ...by };
  }

  private get gate(): Reader {
    return this.database.as({ role: 'gate' });
  }

  private async begin(next: string, invitationId: string | null): Promise<OidcBegun | OidcFault> {
    const secret = [1, 2, 3].map(() => this.randomText()).join('.');
    const address = await this.issuer.signInAddress(proofOf(secret));
    if (typeof address === 'string') return address;
    const now = this.clock.now();
    const endsAt = new Date(now + oidcSignInMinutes * 60_000);
    const begun = { digest: digestOf(secret), invitationId, next, endsAt };
    await insertOidcSignIn(this.gate, begun, new Date(now));
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
