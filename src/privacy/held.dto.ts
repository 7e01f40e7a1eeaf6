import type { UserRole } from '../access/index.js';
import { AuditEntryView, toAuditEntryView } from '../audit/index.js';
import type { Held } from './held.service.js';

/** An account, without what proves it. Of somebody who was erased, what is left of it. */
export class HeldAccountView {
  /** Our id of the person: what events and the audit name them by. */
  id!: string;
  /** As colleagues know them. */
  name?: string;
  /** What they sign in with. */
  login?: string;
  /** Issuer of their account, by OpenID Connect. */
  issuer?: string;
  /** What the issuer calls them. */
  subject?: string;
  /** What they may do, or might while they were here. */
  role!: UserRole;
  /** When they joined, RFC 3339 in UTC. */
  createdAt!: string;
  /** When the account ended, RFC 3339 in UTC. */
  endedAt?: string;
  /** When they were erased, RFC 3339 in UTC. */
  erasedAt?: string;
}

/** A browser that is signed in. */
export class HeldSessionView {
  /** When they signed in, RFC 3339 in UTC. */
  beganAt!: string;
  /** When it ends by itself, RFC 3339 in UTC. */
  endsAt!: string;
}

/** A code to join or to set a new password, without the code. */
export class HeldInvitationView {
  /** Our id of the invitation. */
  id!: string;
  /** Of those that were for this person: the name that was written. Others' names are theirs. */
  name?: string;
  /** What it lets somebody do. */
  role!: UserRole;
  /** Of those that were for this person: the credential of who made it; `agent` where a co-operative did. */
  madeBy?: string;
  /** When it was made, RFC 3339 in UTC. */
  createdAt!: string;
  /** When it was used or withdrawn, RFC 3339 in UTC. */
  endedAt?: string;
}

/** A key or a device that the person made. */
export class HeldMachineView {
  /** Which of the two. */
  kind!: 'key' | 'device';
  /** The key's or device's id, as lists have it. */
  id!: string;
  /** What it is for, as the person wrote. */
  label!: string;
  /** When it was made, RFC 3339 in UTC. */
  createdAt!: string;
}

/** All that is held about one person. */
export class HeldView {
  /** The account. */
  account!: HeldAccountView;
  /** Where they are signed in. */
  sessions!: HeldSessionView[];
  /** Invitations that were for them, codes for a new password included. */
  invitations!: HeldInvitationView[];
  /** Invitations that they made for others. */
  invited!: HeldInvitationView[];
  /** Keys and devices that they made. */
  machines!: HeldMachineView[];
  /** What they did and read, newest first; the rest is behind the `Link` header. */
  entries!: AuditEntryView[];
}

export function toHeldView(held: Held): HeldView {
  const { account, sessions, invitations, invited, machines, entries } = held;
  return {
    account: toAccountView(account),
    sessions: sessions.map(({ beganAt, endsAt }) => ({
      beganAt: beganAt.toISOString(),
      endsAt: endsAt.toISOString(),
    })),
    invitations: invitations.map((each) => ({
      ...toInvitationView(each),
      name: each.name,
      madeBy: each.madeBy,
    })),
    invited: invited.map(toInvitationView),
    machines: machines.map(({ kind, id, label, createdAt }) => ({
      ...{ kind, id, label },
      createdAt: createdAt.toISOString(),
    })),
    entries: entries.map((entry) => toAuditEntryView({ entry, name: undefined })),
  };
}

function toAccountView(account: Held['account']): HeldAccountView {
  const { id, name, login, issuer, subject, role, createdAt, endedAt, erasedAt } = account;
  return {
    id,
    ...(name !== null && { name }),
    ...(login !== null && { login }),
    ...(issuer !== null && { issuer }),
    ...(subject !== null && { subject }),
    role,
    createdAt: createdAt.toISOString(),
    ...(endedAt !== null && { endedAt: endedAt.toISOString() }),
    ...(erasedAt !== null && { erasedAt: erasedAt.toISOString() }),
  };
}

function toInvitationView({
  id,
  role,
  createdAt,
  endedAt,
}: Held['invited'][number]): HeldInvitationView {
  return {
    ...{ id, role },
    createdAt: createdAt.toISOString(),
    ...(endedAt !== null && { endedAt: endedAt.toISOString() }),
  };
}
