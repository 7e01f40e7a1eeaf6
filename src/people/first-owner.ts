import { faultyRequest, Problem } from '../kernel/index.js';
import type { Tx } from '../platform/index.js';
import { endInvitationsInto, isSignedInFor, type Invitation } from './invitations.store.js';
import { memberSignsIn } from './people.problems.js';
import { lockOwners } from './people.store.js';

/**
 * Refuses an agent that invites anybody but the first owner of a member that nobody signs in for. One code holds at a time:
 * an agent that kept another would be an owner there after its mandate has ended.
 */
export async function refuseUnlessFirstOwner(
  tx: Tx,
  { organisationId, role }: Pick<Invitation, 'organisationId' | 'role'>,
  now: Date,
): Promise<void> {
  if (role !== 'owner') {
    const detail = 'must be owner: on behalf of a member you invite the one who takes over';
    throw faultyRequest([{ pointer: '/role', detail }]);
  }
  await lockOwners(tx, organisationId);
  // It waits for whoever is just joining by one of them, and sees them then.
  await endInvitationsInto(tx, organisationId, now);
  if (!(await isSignedInFor(tx, organisationId))) return;
  throw new Problem(
    memberSignsIn,
    'Somebody can sign in for this member already, and invites others.',
  );
}
