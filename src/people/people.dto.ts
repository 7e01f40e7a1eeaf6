import { IsIn } from 'class-validator';
import { userRoles, type UserRole } from '../access/index.js';
import { IsLine } from '../platform/index.js';
import type { NewInvitation } from './invitations.service.js';
import type { Invitation } from './invitations.store.js';
import type { Person } from './person.js';

/** Somebody to invite. */
export class InviteRequest {
  /** As colleagues know them; told to nobody outside the organisation. */
  @IsLine(100)
  name!: string;

  /** What they may do. */
  @IsIn(userRoles)
  role!: UserRole;
}

export class ChangePersonRequest {
  /** What the person may do from now on. */
  @IsIn(userRoles)
  role!: UserRole;
}

/** An invitation, without its code. */
export class InvitationView {
  /** Our id of the invitation. */
  id!: string;
  /** Present where the code is for somebody who is here already: our id of the person. */
  personId?: string;
  /** As colleagues know them. */
  name!: string;
  /** What they may do. */
  role!: UserRole;
  /**
   * Who made it: the id of a key, or `person/` and the id of a person; `agent` where a co-operative did on your behalf,
   * `introducer` where who opened your account did.
   */
  madeBy!: string;
  /** When it was made, RFC 3339 in UTC. */
  createdAt!: string;
  /** When it ends unused, RFC 3339 in UTC. */
  expiresAt!: string;
}

/** A code to hand on, by a way that others do not read. */
export class NewInvitationView extends InvitationView {
  /** To be typed or pasted at `/join`; told this once. */
  code!: string;
}

/** Somebody who signs in for your organisation. */
export class PersonView {
  /** Our id of the person. */
  id!: string;
  /** What they sign in with; left out for who signs in with an account of their firm. */
  login?: string;
  /** Present for who signs in with an account of their firm: its issuer, by OpenID Connect. */
  issuer?: string;
  /** As colleagues know them. */
  name!: string;
  /** What they may do. */
  role!: UserRole;
  /** When they joined, RFC 3339 in UTC. */
  createdAt!: string;
  /** Present when the account has ended: when, RFC 3339 in UTC. */
  endedAt?: string;
}

export function toPersonView(person: Person): PersonView {
  const { id, login, issuer, name, role, createdAt, endedAt } = person;
  return {
    id,
    ...(login !== null && { login }),
    ...(issuer !== null && { issuer }),
    ...{ name, role },
    createdAt: createdAt.toISOString(),
    ...(endedAt !== null && { endedAt: endedAt.toISOString() }),
  };
}

export function toInvitationView(invitation: Invitation): InvitationView {
  const { id, personId, name, role, madeBy, createdAt, expiresAt } = invitation;
  return {
    id,
    ...(personId !== null && { personId }),
    ...{ name, role, madeBy },
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}

export function toNewInvitationView({ invitation, code }: NewInvitation): NewInvitationView {
  return { ...toInvitationView(invitation), code };
}
