import { Problem } from '../kernel/index.js';
import type { Tx } from '../platform/index.js';
import { lastOwner } from './people.problems.js';
import { lockOwners } from './people.store.js';
import type { Person } from './person.js';

/**
 * Refuses what takes the last owner from an organisation: nobody could be invited any more. Whoever ends, erases or demotes
 * a person asks first, in the same transaction: two who take each other's place away come one after the other.
 */
export async function refuseLastOwner(
  tx: Tx,
  { id, organisationId }: Pick<Person, 'id' | 'organisationId'>,
): Promise<void> {
  const owners = await lockOwners(tx, organisationId);
  if (owners.length !== 1 || owners[0] !== id) return;
  throw new Problem(lastOwner, 'This is the last owner here. Make somebody else an owner first.');
}
