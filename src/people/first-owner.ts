import { selectOrganisation } from '../access/index.js';
import { present, Problem } from '../kernel/index.js';
import type { Tx } from '../platform/index.js';
import { isSignedInFor } from './first-owner.store.js';
import { endInvitationsInto } from './invitations.store.js';
import { accessEnded, invitesItself } from './people.problems.js';

/**
 * Ends the codes that are out for an organisation, and refuses where somebody signs in for it already, or nobody may. One code
 * holds at a time: who brought it in, and kept another, would be an owner there later. The caller has locked the organisation.
 */
export async function makeWayForFirstOwner(
  tx: Tx,
  organisationId: string,
  now: Date,
): Promise<void> {
  // It waits for whoever is just joining by one of them, and sees them then.
  await endInvitationsInto(tx, organisationId, now);
  if (await isSignedInFor(tx, organisationId)) {
    throw new Problem(
      invitesItself,
      'Somebody can sign in for this organisation already, and invites others.',
    );
  }
  // After that: of one that somebody joined, whether it is let in is told to nobody.
  const { endedAt } = present(await selectOrganisation(tx, organisationId), 'the organisation');
  if (endedAt === null) return;
  throw new Problem(
    accessEnded,
    'No code would let anybody in: the operator has ended the access of this organisation.',
  );
}
