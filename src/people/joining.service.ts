import { Injectable } from '@nestjs/common';
import type { Credential } from '../access/index.js';
import { present } from '../kernel/index.js';
import { Clock, Database, Random, type Tx } from '../platform/index.js';
import {
  codeDigest,
  countMiss,
  endInvitation,
  endInvitationsOf,
  lockInvitation,
  selectInvitation,
  type Invitation,
} from './invitations.store.js';
import { PasswordsService } from './passwords.service.js';
import { isFit } from './password.js';
import {
  insertPerson,
  lockPerson,
  updatePassword,
  type PersonWithPassword,
} from './people.store.js';
import { credentialOf, isLogin, plainLogin } from './person.js';
import { SessionsService } from './sessions.service.js';
import { deleteSessionsOf } from './sessions.store.js';
import { forgetTries } from './sign-in-tries.store.js';

/** Logins of others that one invitation meets before it ends: it is no way to ask who signs in here. */
export const loginsTriedMax = 5;

/** What somebody with a code says; a code to set a new password needs the login that it is for. */
export interface Acceptance {
  readonly code: string;
  readonly login: string;
  readonly password: string;
}

/** Why nothing was stored. */
export type NotAccepted =
  'login-unfit' | 'password-unfit' | 'code-over' | 'login-taken' | 'login-other';

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

type Given = Pick<PersonWithPassword, 'login' | 'password'>;

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
    const { id: invitationId, personId, organisationId } = invitation;
    const accepted = await this.database.transaction(
      (tx) =>
        personId === null
          ? this.join(tx, invitation, { login, password })
          : this.setPassword(tx, { ...invitation, personId }, { login, password }),
      { role: 'gate' },
    );
    if ('token' in accepted) {
      return { token: accepted.token, faults: [], used: { ...accepted.by, invitationId } };
    }
    const credential = `invitation/${invitationId}`;
    return { ...accepted, used: { organisationId, credential, invitationId } };
  }

  private async join(tx: Tx, invitation: Invitation, given: Given): Promise<Accepted> {
    const { id: invitationId, organisationId, name, role } = invitation;
    const now = this.now();
    if (!(await lockInvitation(tx, invitationId, now))) return { faults: ['code-over'] };
    const id = this.random.uuid();
    const person = { id, organisationId, name, role, ...given, createdAt: now, endedAt: null };
    if (!(await insertPerson(tx, person))) {
      await countMiss(tx, invitationId, { most: loginsTriedMax, now });
      return { faults: ['login-taken'] };
    }
    await endInvitation(tx, invitationId, now);
    return this.signedIn(tx, person);
  }

  private async setPassword(
    tx: Tx,
    invitation: Invitation & { readonly personId: string },
    { login, password }: Given,
  ): Promise<Accepted> {
    const { id, organisationId, personId } = invitation;
    const now = this.now();
    // The person before the code, as everybody locks them.
    const person = await lockPerson(tx, organisationId, personId);
    if (person === undefined || !(await lockInvitation(tx, id, now)))
      return { faults: ['code-over'] };
    if (person.login !== login) return { faults: ['login-other'] };
    await updatePassword(tx, personId, password);
    await deleteSessionsOf(tx, personId);
    await endInvitationsOf(tx, personId, now);
    await forgetTries(tx, login);
    return this.signedIn(tx, { ...person, password });
  }

  private async signedIn(tx: Tx, person: PersonWithPassword): Promise<Accepted> {
    const token = present(await this.sessions.beginOfPerson(tx, person), 'the person held');
    return { token, by: credentialOf(person) };
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
