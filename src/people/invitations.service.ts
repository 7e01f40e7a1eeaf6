import { Injectable } from '@nestjs/common';
import { lockOrganisation, type Actor, type UserRole } from '../access/index.js';
import { faultyRequest, notFound, Problem } from '../kernel/index.js';
import { Clock, Database, Random, type Tx } from '../platform/index.js';
import {
  codeDigest,
  endInvitationsOf,
  insertInvitation,
  selectInvitations,
  withdrawInvitation,
  type Invitation,
} from './invitations.store.js';
import { makeWayForFirstOwner } from './first-owner.js';
import { lockPerson } from './people.store.js';

/** Over a weekend. */
export const invitationHours = 72;

/** An invitation that was just made. Its code is told this once: whoever has it may use it. */
export interface NewInvitation {
  readonly invitation: Invitation;
  readonly code: string;
}

/** Codes with which people join, or set a password anew: made, listed, withdrawn. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  async invite(
    actor: Actor,
    { name, role }: { readonly name: string; readonly role: UserRole },
  ): Promise<NewInvitation> {
    const { organisationId, credential, agentId } = actor;
    if (agentId !== undefined && role !== 'owner') throw notTheOwner();
    return this.database.transaction(
      async (tx) => {
        if (agentId === undefined) {
          return this.make(tx, { organisationId, name, role, personId: null, madeBy: credential });
        }
        await lockOrganisation(tx, organisationId);
        return this.inviteFirstOwner(tx, { organisationId, name, madeBy: 'agent' });
      },
      { organisationId },
    );
  }

  /**
   * A code for the first owner of an organisation that another one brought in: refused once somebody signs in for it, and
   * the code before ends. The caller has locked the organisation.
   */
  async inviteFirstOwner(
    tx: Tx,
    of: Pick<Invitation, 'organisationId' | 'name'> & { readonly madeBy: 'agent' | 'introducer' },
  ): Promise<NewInvitation> {
    await makeWayForFirstOwner(tx, of.organisationId, this.now());
    return this.make(tx, { ...of, role: 'owner', personId: null });
  }

  /** A code with which a person of the organisation sets a new password; older ones end. */
  async reset(actor: Actor, personId: string): Promise<NewInvitation> {
    const { organisationId } = actor;
    return this.database.transaction(
      async (tx) => {
        const person = await lockPerson(tx, organisationId, personId);
        if (person === undefined) throw new Problem(notFound, 'There is no such person here.');
        await endInvitationsOf(tx, personId, this.now());
        const { name, role } = person;
        return this.make(tx, { organisationId, name, role, personId, madeBy: actor.credential });
      },
      { organisationId },
    );
  }

  /** Those of the organisation that hold, newest first. */
  async list(
    { organisationId }: Actor,
    page: { readonly before: string | undefined; readonly limit: number },
  ): Promise<Invitation[]> {
    const reader = this.database.as({ organisationId });
    return selectInvitations(reader, organisationId, { ...page, now: this.now() });
  }

  async withdraw({ organisationId }: Actor, id: string): Promise<void> {
    const isEnded = await this.database.transaction(
      (tx) => withdrawInvitation(tx, { organisationId, id }, this.now()),
      { organisationId },
    );
    if (!isEnded) throw new Problem(notFound, 'There is no such invitation here that holds.');
  }

  private now(): Date {
    return new Date(this.clock.now());
  }

  private async make(
    tx: Tx,
    of: Pick<Invitation, 'organisationId' | 'personId' | 'name' | 'role' | 'madeBy'>,
  ): Promise<NewInvitation> {
    const code = Buffer.from(this.random.bytes(16)).toString('base64url');
    const now = this.clock.now();
    const invitation = {
      ...of,
      id: this.random.uuid(),
      digest: codeDigest(code),
      createdAt: new Date(now),
      expiresAt: new Date(now + invitationHours * 3_600_000),
    };
    await insertInvitation(tx, invitation);
    return { invitation, code };
  }
}

function notTheOwner(): Problem {
  const detail = 'must be owner: on behalf of a member you invite the one who takes over';
  return faultyRequest([{ pointer: '/role', detail }]);
}
