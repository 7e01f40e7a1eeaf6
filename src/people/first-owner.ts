import { Problem } from '../kernel/index.js';
import type { Tx } from '../platform/index.js';
import { isSignedInFor } from './first-owner.store.js';
import { endInvitationsInto } from './invitations.store.js';
import { invitesItself } from './people.problems.js';

/**
 * Ends the codes that are out for an organisation, and refuses where somebody signs in for it already. One code holds at a
 * time: who brought it in, and kept another, would be an owner there later. The caller has locked the organisation.
 */
export async function refuseUnlessUnowned(
  tx: Tx,
  organisationId: string,
  now: Date,
): Promise<void> {
  // It waits for whoever is just joining by one of them, and sees them then.
  await endInvitationsInto(tx, organisationId, now);
  if (!(await isSignedInFor(tx, organisationId))) return;
  throw new Problem(
    invitesItself,
    'Somebody can sign in for this organisation already, and invites others.',
  );
}
