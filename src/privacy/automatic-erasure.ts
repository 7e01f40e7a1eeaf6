import { forgetAddresses } from '../audit/index.js';
import { eraseAccount, selectErasedSince, selectLongEnded } from '../people/index.js';
import type { Database } from '../platform/index.js';

/** Erases people whose accounts ended long ago, each in a transaction of its own. */
export async function eraseLongEnded(
  database: Database,
  {
    endedBefore,
    now,
    most,
  }: { readonly endedBefore: Date; readonly now: number; readonly most: number },
): Promise<number> {
  const ended = await selectLongEnded(database.as({ role: 'keeper' }), endedBefore, most);
  for (const { id, organisationId } of ended) {
    await database.transaction(
      async (tx) => {
        await eraseAccount(tx, { id, erasedAt: null }, new Date(now));
        await forgetAddresses(tx, { organisationId, credential: `person/${id}` });
      },
      { role: 'keeper' },
    );
  }
  return ended.length;
}

/** Longer than any request takes, or an entry of the audit waits for the database. */
const lateMilliseconds = 7 * 86_400_000;

/**
 * Takes the addresses of requests that were under way while who sent them was erased: their entries are written after the
 * erasure. Answers 0, since it has nothing left to do.
 */
export async function forgetLateAddresses(database: Database, now: number): Promise<number> {
  const since = new Date(now - lateMilliseconds);
  const erased = await selectErasedSince(database.as({ role: 'keeper' }), since);
  for (const { id, organisationId } of erased) {
    await database.transaction(
      (tx) => forgetAddresses(tx, { organisationId, credential: `person/${id}` }),
      { role: 'keeper' },
    );
  }
  return 0;
}
