import { selectOrganisation } from '../access/index.js';
import { notFound, Problem } from '../kernel/index.js';
import type { Tx } from '../platform/index.js';
import {
  blankPerson,
  lockErasable,
  selectInvitationsOf,
  takeInvitationsNamed,
  takeInvitationsOf,
  takeSessionsOf,
  type ErasablePerson,
} from './erasing.store.js';
import { refuseLastOwner } from './last-owner.js';
import { forgetTries } from './sign-in-tries.store.js';

/** What was there of a person, and is not any more. */
export interface ErasedAccount {
  /** Since when; of somebody who was erased before, when that was. */
  readonly erasedAt: Date;
  /** False where the account was without a name already. */
  readonly wasNamed: boolean;
  readonly sessions: number;
  readonly invitations: number;
}

/** Somebody to erase, as they were before, or who was erased before. */
export type Erasable = Pick<ErasablePerson, 'id' | 'organisationId' | 'erasedAt'> &
  Partial<Pick<ErasablePerson, 'name'>>;

/**
 * A person of the organisation who may be erased. The last owner may not while the organisation is let in: nobody would be
 * left who could give anybody else a way in.
 */
export async function lockForErasure(
  tx: Tx,
  organisationId: string,
  id: string,
): Promise<ErasablePerson> {
  const person = await lockErasable(tx, organisationId, id);
  if (person === undefined) throw new Problem(notFound, 'There is no such person here.');
  if (person.role !== 'owner' || person.endedAt !== null) return person;
  const organisation = await selectOrganisation(tx, organisationId);
  const isOver = organisation === undefined || organisation.endedAt !== null;
  if (!isOver) await refuseLastOwner(tx, person);
  return person;
}

/** Takes name, login, account and password away. Answers the ids of their invitations, which addresses stand under, too. */
export async function eraseName(tx: Tx, id: string, now: Date): Promise<readonly string[]> {
  await blankPerson(tx, id, now);
  return selectInvitationsOf(tx, id);
}

/** Signs out everywhere, and takes every code of theirs, of somebody whose name is gone; the keeper does not know the name. */
export async function eraseWaysIn(
  tx: Tx,
  { id, organisationId, name = null, erasedAt }: Erasable,
  now: Date,
): Promise<ErasedAccount> {
  const named = name === null ? 0 : await takeInvitationsNamed(tx, { organisationId, name });
  return {
    erasedAt: erasedAt ?? now,
    wasNamed: erasedAt === null,
    sessions: await takeSessionsOf(tx, id),
    invitations: named + (await takeInvitationsOf(tx, id)),
  };
}

/** Tries under a login are kept by a digest of it, which whoever guesses the login could find: they go, too. */
export async function eraseTries(tx: Tx, login: string | null): Promise<void> {
  if (login === null) return;
  tx.become('gate');
  await forgetTries(tx, login);
}
