import { forgetAddresses } from '../audit/index.js';
import {
  eraseName,
  eraseWaysIn,
  lockLongEnded,
  selectLongEnded,
  type Erasable,
  type ErasedAccount,
} from '../people/index.js';
import type { Database, Tx } from '../platform/index.js';

/**
 * Makes an id of a person. The name first, since the database lets go of nobody else's addresses; then the addresses, also
 * those of their tries to join, which their invitations tie to them; then the invitations.
 */
export async function eraseWhole(
  tx: Tx,
  person: Erasable,
  now: Date,
): Promise<{ readonly account: ErasedAccount; readonly addresses: number }> {
  const { id, organisationId } = person;
  const invitations = await eraseName(tx, id, now);
  const credentials = [`person/${id}`, ...invitations.map((each) => `invitation/${each}`)];
  const addresses = await forgetAddresses(tx, organisationId, credentials);
  return { account: await eraseWaysIn(tx, person, now), addresses };
}

/**
 * Erases people whose accounts ended long ago, each in a transaction of its own. Somebody whose organisation was let in again, or
 * came to be concerned by a recall, while others were being erased is left.
 */
export async function eraseLongEnded(
  database: Database,
  {
    endedBefore,
    now,
    most,
  }: { readonly endedBefore: Date; readonly now: number; readonly most: number },
): Promise<number> {
  const ended = await selectLongEnded(database.as({ role: 'keeper' }), endedBefore, most);
  for (const person of ended) {
    await database.transaction(
      async (tx) => {
        if (!(await lockLongEnded(tx, endedBefore, person.id))) return;
        await eraseWhole(tx, { ...person, erasedAt: null }, new Date(now));
      },
      { role: 'keeper' },
    );
  }
  return ended.length;
}
