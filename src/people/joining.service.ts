import { Injectable } from '@nestjs/common';
import type { Credential } from '../access/index.js';
import { present } from '../kernel/index.js';
import { Clock, Database, Random, sqlState, sqlStateOf, type Tx } from '../platform/index.js';
import {
  codeDigest,
  countInvitationMiss,
  endInvitationsOf,
  lockInvitation,
  selectInvitation,
  selectInvitationOfId,
  useInvitation,
  type Invitation,
} from './invitations.store.js';
import { countLoginMiss, lockLoginMisses, loginMissesMax } from './login-misses.store.js';
import { PasswordsService } from './passwords.service.js';
import { isFit } from './password.js';
import {
  insertPerson,
  lockPerson,
  updateAccount,
  updatePassword,
  type PersonWithProof,
} from './people.store.js';
import { credentialOf, isLogin, plainLogin, type Account } from './person.js';
import { SessionsService } from './sessions.service.js';
import { deleteSessionsOf } from './sessions.store.js';
import { forgetTries } from './sign-in-tries.store.js';

/** Logins of others that one invitation meets before it ends: it is no way to ask who signs in here. */
export const invitationMissesMax = 5;

/** What somebody with a code says; a code to set a new password needs the login that it is for. */
export interface Acceptance {
  readonly code: string;
  readonly login: string;
  readonly password: string;
}

/** Why nothing was stored. */
export type NotAccepted =
  | ('login-unfit' | 'password-unfit' | 'code-over' | 'login-taken' | 'login-other')
  | ('no-password' | 'account-taken');

type Accepted =
  { readonly token: string; readonly by: Credential } | { readonly faults: readonly NotAccepted[] };

/** What came of a code. */
export interface JoiningOutcome {
  /** Of a session, where it was accepted. */
  readonly token?: string;
  /** All that stands against it. */
  readonly faults: readonly NotAccepted[];
  /** Who used which code, for the audit: left out where it is no code. */
  readonly used?: Credential & { readonly invitationId: string };
}

type Proof = Pick<PersonWithProof, 'login' | 'password' | 'issuer' | 'subject'>;

/** Using a code: joining an organisation, or setting a password anew. */
@Injectable()
export class JoiningService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly passwords: PasswordsService,
    private readonly sessions: SessionsService,
  ) {}

  /**
   * Uses a code: who it is for is a person of the organisation from now on, or has the new password and is signed out
   * everywhere.
   */
  async accept(acceptance: Acceptance): Promise<JoiningOutcome> {
    const login = plainLogin(acceptance.login);
    const unfit = [
      ...(isLogin(login) ? [] : (['login-unfit'] as const)),
      ...(isFit(acceptance.password) ? [] : (['password-unfit'] as const)),
    ];
    if (unfit.length > 0) return { faults: unfit };
    const digest = codeDigest(acceptance.code);
    const gate = this.database.as({ role: 'gate' });
    const invitation = await selectInvitation(gate, digest, this.now());
    // A hash is dear: it is made for nobody who has no code.
    if (invitation === undefined) return { faults: ['code-over'] };
    const password = await this.passwords.hash(acceptance.password);
    return this.use(invitation, { login, password, issuer: null, subject: null });
  }

  /** Which invitation a code is of, while it holds. */
  async invitationOf(code: string): Promise<string | undefined> {
    const gate = this.database.as({ role: 'gate' });
    return (await selectInvitation(gate, codeDigest(code), this.now()))?.id;
  }

  /**
   * Uses a code for an account that its holder has proven to have. Who is here already signs in with it from now on, and
   * has no password any more: nobody has two ways in, one of which is forgotten when they leave their firm.
   */
  async acceptAccount(invitationId: string, account: Account): Promise<JoiningOutcome> {
    const gate = this.database.as({ role: 'gate' });
    const invitation = await selectInvitationOfId(gate, invitationId, this.now());
    if (invitation === undefined) return { faults: ['code-over'] };
    return this.use(invitation, { login: null, password: null, ...account });
  }

  private async use(invitation: Invitation, proof: Proof): Promise<JoiningOutcome> {
    const { id: invitationId, organisationId } = invitation;
    const accepted = await this.tie(invitation, proof).catch((error: unknown): Accepted => {
      // Nobody else is tied to accounts, so it is the account that somebody has.
      if (sqlStateOf(error) === sqlState.uniqueViolation) return { faults: ['account-taken'] };
      throw error;
    });
    if ('token' in accepted) {
      return { token: accepted.token, faults: [], used: { ...accepted.by, invitationId } };
    }
    const credential = `invitation/${invitationId}`;
    return { ...accepted, used: { organisationId, credential, invitationId } };
  }

  private tie(invitation: Invitation, proof: Proof): Promise<Accepted> {
    const { personId } = invitation;
    return this.database.transaction(
      (tx) =>
        personId === null
          ? this.join(tx, invitation, proof)
          : this.change(tx, { ...invitation, personId }, proof),
      { role: 'gate' },
    );
  }

  private async join(tx: Tx, invitation: Invitation, proof: Proof): Promise<Accepted> {
    const { id: invitationId, organisationId, name, role } = invitation;
    const now = this.now();
    if (!(await lockInvitation(tx, invitationId, now))) return { faults: ['code-over'] };
    const misses = proof.login === null ? 0 : await lockLoginMisses(tx, organisationId, now);
    if (misses >= loginMissesMax) return { faults: ['code-over'] };
    const id = this.random.uuid();
    const person = { id, organisationId, name, role, ...proof, createdAt: now, endedAt: null };
    if (!(await insertPerson(tx, person))) {
      if (proof.login === null) return { faults: ['account-taken'] };
      await countInvitationMiss(tx, invitationId, { most: invitationMissesMax, now });
      await countLoginMiss(tx, organisationId);
      return { faults: ['login-taken'] };
    }
    await useInvitation(tx, { id: invitationId, joinedId: id }, now);
    return this.signedIn(tx, person);
  }

  private async change(
    tx: Tx,
    invitation: Invitation & { readonly personId: string },
    proof: Proof,
  ): Promise<Accepted> {
    const { id, organisationId, personId } = invitation;
    const now = this.now();
    // The person before the code, as everybody locks them.
    const person = await lockPerson(tx, organisationId, personId);
    if (person === undefined || !(await lockInvitation(tx, id, now)))
      return { faults: ['code-over'] };
    const { login, password, issuer, subject } = proof;
    if (issuer !== null && subject !== null) await updateAccount(tx, personId, { issuer, subject });
    else if (person.login === null || password === null) return { faults: ['no-password'] };
    else if (person.login !== login) return { faults: ['login-other'] };
    else await updatePassword(tx, personId, password);
    await deleteSessionsOf(tx, personId);
    await endInvitationsOf(tx, personId, now);
    if (person.login !== null) await forgetTries(tx, person.login);
    return this.signedIn(tx, { ...person, ...proof });
  }

  private async signedIn(tx: Tx, person: PersonWithProof): Promise<Accepted> {
    const token = present(await this.sessions.beginOfPerson(tx, person), 'the person held');
    return { token, by: credentialOf(person) };
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
