import type { UserRole } from '../access/index.js';
import type { Reader } from '../platform/index.js';

/** An account as it is held, without what proves it. Of somebody who was erased, what is left. */
export interface HeldAccount {
  readonly id: string;
  readonly name: string | null;
  readonly login: string | null;
  readonly issuer: string | null;
  readonly subject: string | null;
  readonly role: UserRole;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  readonly erasedAt: Date | null;
}

export interface HeldSession {
  readonly beganAt: Date;
  readonly endsAt: Date;
}

/** An invitation, without its code. */
export interface HeldInvitation {
  readonly id: string;
  readonly name: string;
  readonly role: UserRole;
  readonly madeBy: string;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

/** What the tables of this module hold about one person. */
export interface HeldOfPeople {
  readonly account: HeldAccount;
  readonly sessions: readonly HeldSession[];
  /** With which they joined, or that are for their password. */
  readonly invitations: readonly HeldInvitation[];
  /** Which they made for others: without the names, which are others'. */
  readonly invited: readonly Omit<HeldInvitation, 'name' | 'madeBy'>[];
}

/** Of each kind, newest first. Nobody has so many; the bound is a safeguard. */
const most = 1_000;

export async function selectHeld(
  reader: Reader,
  organisationId: string,
  id: string,
): Promise<HeldOfPeople | undefined> {
  const [account] = await reader.query<HeldAccount>(
    `SELECT id, name, login, issuer, subject, role, created_at AS "createdAt", ended_at AS "endedAt",
       erased_at AS "erasedAt"
     FROM person WHERE organisation_id = $1 AND id = $2`,
    [organisationId, id],
  );
  if (account === undefined) return undefined;
  const sessions = await reader.query<HeldSession>(
    `SELECT began_at AS "beganAt", ends_at AS "endsAt" FROM session
     WHERE person_id = $1 ORDER BY began_at DESC LIMIT ${most}`,
    [id],
  );
  const invitations = await reader.query<HeldInvitation>(
    `SELECT ${invitation}, name, made_by AS "madeBy" FROM invitation
     WHERE organisation_id = $1 AND (person_id = $2 OR joined_id = $2) ORDER BY id DESC LIMIT ${most}`,
    [organisationId, id],
  );
  const invited = await reader.query<HeldInvitation>(
    `SELECT ${invitation} FROM invitation
     WHERE organisation_id = $1 AND made_by = $2 ORDER BY id DESC LIMIT ${most}`,
    [organisationId, `person/${id}`],
  );
  return { account, sessions, invitations, invited };
}

const invitation = `id, role, created_at AS "createdAt", ended_at AS "endedAt"`;
