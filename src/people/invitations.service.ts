import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor, UserRole } from '../access/index.js';
import { notFound, Problem } from '../kernel/index.js';
import { Clock, Database, Random, type Tx } from '../platform/index.js';
import {
  endInvitation,
  endInvitationsOf,
  insertInvitation,
  lockInvitation,
  type Invitation,
} from './invitations.store.js';
import { PasswordsService } from './passwords.service.js';
import { isFit } from './password.js';
import { insertPerson, lockPerson, updatePassword } from './people.store.js';
import { isLogin, plainLogin } from './person.js';
import { deleteSessionsOf } from './sessions.store.js';
import { forgetTries } from './sign-in-tries.store.js';

/** Over a weekend. */
export const invitationHours = 72;

/** An invitation that was just made. Its code is told this once: whoever has it may use it. */
export interface NewInvitation {
  readonly invitation: Invitation;
  readonly code: string;
}

/** What somebody with a code says; a code to set a new password needs the login that it is for. */
export interface Acceptance {
  readonly code: string;
  readonly login: string;
  readonly password: string;
}

/** Why nothing was stored. */
export type NotAccepted =
  'login-unfit' | 'password-unfit' | 'code-over' | 'login-taken' | 'login-other';

type Accepted = { readonly personId: string } | readonly NotAccepted[];

/** Codes with which people join, or set a password anew. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly passwords: PasswordsService,
  ) {}

  async invite(
    { organisationId }: Actor,
    { name, role }: { readonly name: string; readonly role: UserRole },
  ): Promise<NewInvitation> {
    return this.database.transaction(
      (tx) => this.make(tx, { organisationId, name, role, personId: null }),
      { organisationId },
    );
  }

  /** A code with which a person of the organisation sets a new password; older ones end. */
  async reset({ organisationId }: Actor, personId: string): Promise<NewInvitation> {
    return this.database.transaction(
      async (tx) => {
        const person = await lockPerson(tx, organisationId, personId);
        if (person === undefined) throw new Problem(notFound, 'There is no such person here.');
        await endInvitationsOf(tx, personId, new Date(this.clock.now()));
        const { name, role } = person;
        return this.make(tx, { organisationId, name, role, personId });
      },
      { organisationId },
    );
  }

  /**
   * Uses a code: who it is for is a person of the organisation from now on, or has the new password and is signed out
   * everywhere. Answers the person's id, or all that stands against it.
   */
  async accept(acceptance: Acceptance): Promise<Accepted> {
    const login = plainLogin(acceptance.login);
    const unfit = [
      ...(isLogin(login) ? [] : (['login-unfit'] as const)),
      ...(isFit(acceptance.password) ? [] : (['password-unfit'] as const)),
    ];
    if (unfit.length > 0) return unfit;
    const digest = digestOf(acceptance.code);
    // A hash is dear: it is made for nobody who has no code.
    const isHeld = await this.database.transaction((tx) => this.held(tx, digest));
    if (isHeld === undefined) return ['code-over'];
    const password = await this.passwords.hash(acceptance.password);
    return this.database.transaction(async (tx) => {
      const invitation = await this.held(tx, digest);
      if (invitation === undefined) return ['code-over'];
      return invitation.personId === null
        ? this.join(tx, invitation, { login, password })
        : this.setPassword(
            tx,
            { ...invitation, personId: invitation.personId },
            { login, password },
          );
    });
  }

  private held(tx: Tx, digest: Buffer): Promise<Invitation | undefined> {
    return lockInvitation(tx, digest, new Date(this.clock.now()));
  }

  private async join(
    tx: Tx,
    { id: invitationId, organisationId, name, role }: Invitation,
    given: { readonly login: string; readonly password: string },
  ): Promise<Accepted> {
    const now = new Date(this.clock.now());
    const id = this.random.uuid();
    const person = { id, organisationId, name, role, ...given, createdAt: now, endedAt: null };
    if (!(await insertPerson(tx, person))) return ['login-taken'];
    await endInvitation(tx, invitationId, now);
    return { personId: id };
  }

  private async setPassword(
    tx: Tx,
    { organisationId, personId }: Invitation & { readonly personId: string },
    { login, password }: { readonly login: string; readonly password: string },
  ): Promise<Accepted> {
    const now = new Date(this.clock.now());
    const person = await lockPerson(tx, organisationId, personId);
    if (person === undefined) return ['code-over'];
    if (person.login !== login) return ['login-other'];
    await updatePassword(tx, personId, password);
    await deleteSessionsOf(tx, personId);
    await endInvitationsOf(tx, personId, now);
    await forgetTries(tx, login, now);
    return { personId };
  }

  private async make(
    tx: Tx,
    of: Pick<Invitation, 'organisationId' | 'personId' | 'name' | 'role'>,
  ): Promise<NewInvitation> {
    const code = Buffer.from(this.random.bytes(16)).toString('base64url');
    const now = this.clock.now();
    const invitation = {
      ...of,
      id: this.random.uuid(),
      digest: digestOf(code),
      createdAt: new Date(now),
      expiresAt: new Date(now + invitationHours * 3_600_000),
    };
    await insertInvitation(tx, invitation);
    return { invitation, code };
  }
}

function digestOf(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}
